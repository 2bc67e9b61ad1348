import { isGuid } from '../core/principal';
import { tidyResourceId } from '../core/resource-id';

/** Thrown before anything is sent: the id came from a log row or a chat and does not have the shape that may enter a path or a filter. */
export class BadId extends Error {
  override readonly name = 'BadId';
}

export function guid(text: string, what: string): string {
  if (!isGuid(text)) throw new BadId(`${what} '${text.slice(0, 60)}' is not a GUID`);
  return text.toLowerCase();
}

/** A resource id or scope without its leading slash: the ARM SDK puts one in front itself. */
export function scopePath(scope: string): string {
  const tidy = tidyResourceId(scope);
  const plain = tidy.startsWith('/') && !/[?#%\\\s]/.test(tidy) && !tidy.split('/').includes('..');
  if (!plain) throw new BadId(`'${scope.slice(0, 200)}' is not a resource id`);
  return tidy.slice(1);
}
