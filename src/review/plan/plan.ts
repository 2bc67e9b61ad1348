import type { Verdict } from '../access/verdict';
import type { NewAssignment } from '../ports';
import type { PimInstance, RoleAssignment } from '../rbac';

/** What a review would do about one grant. Only `remove`, `narrow` and `replace` are done by the bot. Plain JSON. */
export interface Item {
  /** `i1` …: what a press names. */
  readonly id: string;
  readonly action: ItemAction;
  /** The paths it is about: an active assignment and its eligibility are one item. */
  readonly pathIds: readonly string[];
  /** What it is about when there is no path to name it by (an undo). */
  readonly about?: { readonly roleName: string; readonly scope: string };
  /** Part of the plan when approval is asked. Only items with a change can be ticked. */
  readonly ticked: boolean;
  /** One sentence; may hold text from outside. */
  readonly reason: string;
  readonly change?: Change;
  /** What the item leaves of the paths when done: `no` when it closes them. */
  readonly leaves: Verdict;
  readonly effects: Effects;
  /** The same by hand: POSIX shell lines, quoted. */
  readonly commands: readonly string[];
  readonly task?: Task;
}

export type ItemAction =
  | 'keep'
  | 'remove'
  | 'narrow'
  | 'replace'
  | 'by-hand'
  | 'restore'
  | 'console-off'
  | 'console-on';

export interface Effects {
  /** Principals who lose it beside the subject: 0 for a direct assignment, the other members for a group; missing = unknown. */
  readonly others?: number;
  /** Machines below the scope now and below what is left; missing = not read. */
  readonly machinesNow?: number;
  readonly machinesAfter?: number;
  /** Locks that will block the change. */
  readonly locks: readonly { readonly name: string; readonly level: string; readonly scope: string }[];
  readonly undo: 'restores' | 'command' | 'none';
  /** One sentence: what undo brings back and what not. */
  readonly undoText: string;
  /** Console plans: principals who used the console in the last seven days. */
  readonly consoleUsers?: readonly string[];
}

/** A step only people can take. Open until a re-reading proves it. */
export interface Task {
  /** People or roles that could do it. */
  readonly couldDo: readonly string[];
  readonly state: 'open' | 'still-there' | 'stated' | 'proved';
  readonly statedBy?: { readonly objectId: string; readonly name: string };
  readonly at?: number;
  /** Why `stated` could not be checked, or what was still there. */
  readonly note?: string;
  /** What proves it. */
  readonly proof: 'path-gone' | 'path-present';
  /** For `path-present`: the grant that must exist again. */
  readonly grant?: { readonly scope: string; readonly roleDefinitionId: string; readonly principalId: string };
}

export type Change = AccessChange | ConsoleChange;

/** Create first, then remove, so that nobody is left with less than intended; a failed removal takes the creation back. */
export interface AccessChange {
  readonly kind: 'access';
  readonly create?: Creation;
  readonly removals: readonly Removal[];
}

export interface Creation {
  readonly assignment: NewAssignment;
  readonly roleName: string;
  /** Tried when ARM refuses the first name: a deleted GUID may not be usable again. */
  readonly fallbackName: string;
}

export type Removal =
  | { readonly kind: 'assignment'; readonly snapshot: RoleAssignment; readonly roleName: string }
  | {
      readonly kind: 'pim';
      readonly snapshot: PimInstance;
      readonly roleName: string;
      /** GUID of the schedule request. */
      readonly requestName: string;
    };

export interface ConsoleChange {
  readonly kind: 'console';
  readonly subscriptionId: string;
  readonly disabled: boolean;
  /** The status the approvers saw. */
  readonly was: boolean;
}

/** Exactly what is approved: the ticked items' changes, nothing else. */
export interface Plan {
  readonly reviewId: string;
  readonly subject?: string;
  readonly changes: readonly { readonly itemId: string; readonly change: Change }[];
}

/** The ticked changes of a list of items. */
export function planOf(reviewId: string, subject: string | undefined, items: readonly Item[]): Plan {
  const changes = items.flatMap(({ id, ticked, change }) => (ticked && change ? [{ itemId: id, change }] : []));
  return { reviewId, ...(subject === undefined ? {} : { subject }), changes };
}

/** Writes the plan needs: what counts against the changes-an-hour cap. */
export function countWrites(plan: Plan): number {
  return plan.changes.reduce(
    (total, { change }) =>
      total + (change.kind === 'console' ? 1 : change.removals.length + (change.create === undefined ? 0 : 1)),
    0,
  );
}

/** True when nothing in the plan grants anything: a condition of the emergency path. */
export function onlyReduces(plan: Plan): boolean {
  return plan.changes.every(({ change }) =>
    change.kind === 'console' ? change.disabled : change.create === undefined || change.removals.length > 0,
  );
}
