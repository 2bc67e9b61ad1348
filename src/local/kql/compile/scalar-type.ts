import { NotSupportedByEmulator } from '../errors';
import type { Node } from '../syntax/node';
import type { KqlType } from '../values/types';

/** The type the binder gives an expression, refusing those no value of the engine has. */
export function scalarType(node: Node): KqlType {
  const { type } = node;
  if (!type || (type as string) === 'decimal') {
    throw new NotSupportedByEmulator(`an expression of type ${type ?? 'none'} (${node.kind})`);
  }
  return type;
}
