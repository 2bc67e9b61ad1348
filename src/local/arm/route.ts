import type { Clock } from '../../core/clock';
import type { Caller } from '../cloud/bearer';
import type { Directory } from '../cloud/directory';
import type { WireAnswer, WireRequest } from '../cloud/wire';
import type { ArmState } from './arm-state';

/** What every handler gets: the world it answers about and who asks. */
export interface ArmContext {
  readonly state: ArmState;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly caller: Caller;
  readonly request: WireRequest;
  /** Named groups of the route's path, case as sent. */
  readonly path: Readonly<Record<string, string>>;
  /** Rows a page of a list holds. */
  readonly pageSize: number;
}

export interface ArmRoute {
  readonly method: string;
  /** Matched without case against the whole path. */
  readonly path: RegExp;
  /** The ARM action the caller needs; also the operation name in the Activity log. */
  readonly action: string;
  readonly handle: (context: ArmContext) => WireAnswer;
}

/** `/{scope}/providers/Microsoft.Authorization/<type>[/<name>]`; the scope is empty for the tenant root. */
export function authorizationPath(type: string, name?: 'name'): RegExp {
  return new RegExp(
    `^(?<scope>.*)/providers/Microsoft\\.Authorization/${type}${name ? '/(?<name>[^/]+)' : ''}/?$`,
    'i',
  );
}

export function scopeOf(context: ArmContext): string {
  return context.path.scope === '' ? '/' : (context.path.scope ?? '/');
}
