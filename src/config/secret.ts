import { inspect } from 'node:util';

/** A password or key. It shows itself only when asked by name, so that a logged or serialised Config gives nothing away. */
export interface Secret {
  reveal(): string;
}

const hidden = '[secret]';

export function secret(value: string): Secret {
  return Object.freeze({
    reveal: () => value,
    toString: () => hidden,
    toJSON: () => hidden,
    [inspect.custom]: () => hidden,
  });
}
