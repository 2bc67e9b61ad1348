import type { Directory } from '../cloud/directory';
import type { WireAnswer, WireRequest } from '../cloud/wire';
import type { GraphPermission } from './consent';

export interface GraphContext {
  readonly directory: Directory;
  readonly request: WireRequest;
  readonly path: Readonly<Record<string, string>>;
  readonly pageSize: number;
}

export interface GraphRoute {
  readonly method: string;
  readonly path: RegExp;
  /** Any one of these application permissions suffices. */
  readonly anyOf: readonly GraphPermission[];
  readonly handle: (context: GraphContext) => WireAnswer;
}

export function graphPath(pattern: string): RegExp {
  return new RegExp(`^/v1\\.0/${pattern}/?$`, 'i');
}
