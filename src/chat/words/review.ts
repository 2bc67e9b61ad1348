import type { Verdict } from '../../review/access/verdict';
import { type AccessPath, type NotRead, pathsIn } from '../../review/exposure/exposure';
import type { Item, ItemAction } from '../../review/plan/plan';
import type { Review } from '../../review/review';
import type { ReviewCardState } from '../painting/review-state';
import { outside, quoted } from './escape';
import { count, listed, personName, type SubscriptionNames, scopeName, subscriptionName } from './names';
import { alarm, type Fact, facts, good, type Line, quiet, strong } from './piece';
import { withoutIds } from './resource-ids';
import { isFinished, reviewStateWords, undoneWords } from './review-state';
import { age, clock, date } from './time';

export const actionWord: Record<ItemAction, string> = {
  keep: 'KEEP',
  remove: 'REMOVE',
  narrow: 'NARROW',
  replace: 'REPLACE',
  'by-hand': 'BY HAND',
  restore: 'RESTORE',
  'console-off': 'CONSOLE OFF',
  'console-on': 'CONSOLE ON',
};

export const notReadWords: Record<NotRead['what'], string> = {
  'directory-roles': 'directory roles',
  'app-ownership': 'app ownership',
  lighthouse: 'Lighthouse',
  pim: 'PIM',
  'deny-assignments': 'deny assignments',
  'group-names': 'group names',
  usage: 'use in the log',
  'classic-administrators': 'classic administrators',
  elsewhere: 'other subscriptions',
  'management-groups': 'management groups',
  managers: 'line of managers',
};

/** `REVIEW R-7 for A-12 · rob on 5 machines · read 02:44 · not read: directory roles, Lighthouse`. */
export function reviewHeadline({ review, undo, now }: ReviewCardState): readonly Fact[] {
  const { id, kind, undoOf, alertId, exposure, state, machines } = review;
  const name = { permissions: 'REVIEW', undo: 'UNDO', console: 'CONSOLE' }[kind];
  const about = undoOf === undefined ? '' : ` of ${outside(undoOf, 12)}`;
  const missing = exposure?.notRead.map(({ what }) => notReadWords[what]) ?? [];
  return facts(
    strong(
      `${review.drill ? 'DRILL · ' : ''}${name} ${outside(id, 12)}${about}${alertId === undefined ? '' : ` for ${outside(alertId, 12)}`}`,
    ),
    state !== 'proposed' && strong(undo?.appliedAt === undefined ? reviewStateWords(review) : undoneWords(undo, now)),
    undo && undo.appliedAt === undefined && strong(`${outside(undo.id, 12)} would undo it: ${reviewStateWords(undo)}`),
    review.subject && `${outside(review.subject.displayName, 80)} on ${count(machines.length, 'machine')}`,
    exposure && `read ${clock(exposure.readAt, now)} UTC`,
    missing.length > 0 && `not read: ${listed([...new Set(missing)], 6)}`,
  );
}

/** PATHS IN: always the first fact. */
export function pathsLine({
  review,
  undo,
  subscriptionNames,
}: Pick<ReviewCardState, 'review' | 'undo' | 'subscriptionNames'>): Line | undefined {
  const { exposure, proof, pathsNow, pathsLeft } = review;
  if (proof !== undefined) {
    const readAt = clock(proof.readAt, review.createdAt);
    // After an undo this is history: what is in now stands on the undo's card.
    const text =
      undo?.appliedAt === undefined
        ? `${proof.pathsBefore} before, ${proof.pathsNow} now (${readAt})`
        : `${proof.pathsBefore} before, ${proof.pathsNow} at ${readAt}, before ${outside(undo.id, 12)}`;
    const complete = proof.complete ? undefined : alarm('not every machine could be read: nothing is proved');
    const left = proof.left.map(
      ({ role, scope, eligible }) =>
        `${outside(role, 60)} at ${scopeName(scope, subscriptionNames)}${eligible ? `, PIM eligible, ${reactivation}` : ''}`,
    );
    return {
      label: 'PATHS IN',
      facts: facts(
        undo?.appliedAt !== undefined ? text : proof.pathsNow === 0 && proof.complete ? good(text) : alarm(text),
        complete,
        left.length > 0 && `${review.kind === 'undo' ? 'now' : 'left'}: ${listed(left, 3, '; ')}`,
      ),
    };
  }
  if (exposure === undefined) return undefined;
  const least = exposure.unread.length > 0 ? 'at least ' : '';
  // Of a plan that came to its end without changing anything, nothing is left to be expected.
  const left = pathsLeft === undefined || isFinished(review.state) ? '' : `, ${pathsLeft} left after the ticked lines`;
  return {
    label: 'PATHS IN',
    facts: facts(
      strong(
        `${least}${pathsNow ?? pathsIn(exposure).length} ${isFinished(review.state) ? `when read ${clock(exposure.readAt)}` : 'now'}${left}`,
      ),
      exposure.unread.length > 0 && alarm(`${count(exposure.unread.length, 'machine')} could not be read`),
      exposure.usedIsGone && 'the one the log names is gone already',
    ),
  };
}

/** What a path in amounts to. */
export const verdictWord: Record<Verdict, string> = {
  'can-connect': 'can connect',
  likely: 'can probably connect',
  'can-obtain': 'can give themselves the right',
  'equivalent-control': 'can run commands without the console',
  unknown: 'unknown: the role could not be read',
  no: 'cannot',
};

/** `VM Contributor, direct, RG ops`. */
export function pathWords(path: AccessPath, names?: SubscriptionNames): string {
  const holder = outside(path.holder.name ?? path.holder.id, 50);
  return wayWords(path, path.via === 'direct' ? 'direct' : `via ${holder}${members(path)}`, names);
}

/** The same below the holder's own name: `Owner, group (6 people), sub prod-01`. */
export function holdersWay(path: AccessPath, names?: SubscriptionNames): string {
  return wayWords(path, path.via === 'direct' ? 'direct' : `group${members(path)}`, names);
}

function wayWords(path: AccessPath, via: string, names?: SubscriptionNames): string {
  const role = path.role.known ? outside(path.role.name, 60) : 'role unknown';
  const pim = path.kind === 'pim-eligible' ? ', PIM eligible' : path.kind === 'pim-active' ? ', PIM active' : '';
  return `${role}, ${via}, ${scopeName(path.scope, names)}${pim}`;
}

/** `NARROW Contributor, direct, sub prod-01 → RG web`. */
export function itemTitle(
  { action, change, about }: Item,
  path: AccessPath | undefined,
  names?: SubscriptionNames,
): string {
  if (change?.kind === 'console') return `${actionWord[action]} in ${subscriptionName(change.subscriptionId, names)}`;
  const held = about === undefined ? '' : ` ${outside(about.roleName, 60)}, ${scopeName(about.scope, names)}`;
  const now = path === undefined ? held : ` ${pathWords(path, names)}`;
  const made = change?.create;
  if (made === undefined || action === 'restore') return `${actionWord[action]}${now}`;
  const role = action === 'narrow' ? '' : `${outside(made.roleName, 60)}, `;
  return `${actionWord[action]}${now} → ${role}${scopeName(made.assignment.scope, names)}`;
}

/** What an eligibility that stays means: taking the active assignment alone changes nothing for long. */
const reactivation = 'can re-activate at once';

/** Why an eligibility must not be left out of the plan; undefined when the line has none, or takes it. */
export function leftEligible({ pathIds, ticked, task }: Item, paths: readonly AccessPath[] = []): Fact | undefined {
  if (ticked || task?.state === 'proved') return undefined;
  const eligible = paths.some(
    ({ id, kind, verdict }) => kind === 'pim-eligible' && verdict !== 'no' && pathIds.includes(id),
  );
  return eligible ? alarm(`left eligible in PIM: ${reactivation}`) : undefined;
}

/** What is known of a path: age, granter, use, condition. */
export function pathFacts(path: AccessPath, now: number): readonly Fact[] {
  const granted = path.since === undefined ? undefined : grantedAgo(now - path.since);
  const by = path.grantedBy === undefined ? '' : `, by ${outside(path.grantedBy, 50)}`;
  return facts(
    granted !== undefined && `${granted}${by}`,
    use(path, now),
    path.condition !== undefined && `condition (treated as granting): ${outside(path.condition, 100)}`,
    path.used && alarm('the log names it as the path in'),
    path.endsAt !== undefined && `ends ${date(path.endsAt)}`,
  );
}

/** An assignment that is seconds old is news, not a number. */
function grantedAgo(milliseconds: number): string {
  return milliseconds < 60_000 ? 'given just now' : `given ${age(milliseconds)} ago`;
}

function members({ holder }: AccessPath): string {
  return holder.members === undefined ? '' : ` (${count(holder.members, 'person', 'people')})`;
}

function use({ usage, verdict }: AccessPath, now: number): Fact {
  if (usage === undefined) return 'use unknown';
  // Another door than the console: whether that was used says nothing here.
  if (verdict === 'equivalent-control' && usage.lastAt !== undefined) return `last used ${age(now - usage.lastAt)} ago`;
  if (usage.lastConsoleAt !== undefined) return `console last used ${age(now - usage.lastConsoleAt)} ago`;
  const days = Math.round((usage.to - usage.from) / 86_400_000);
  return usage.operations === 0 ? `never used in ${days} d` : `console never used in ${days} d`;
}

/** What a change touches beside its purpose. */
export function effectFacts({ effects, action, about }: Item): readonly Fact[] {
  const { others, machinesNow, machinesAfter, locks, undoText, consoleUsers } = effects;
  if (action === 'keep') return [];
  // An undo reads no machines: its lines name role and scope, as they were before.
  const back = about !== undefined && machinesNow === undefined;
  return facts(
    others === undefined
      ? 'who else loses it: unknown'
      : others === 0
        ? undefined
        : action === 'by-hand'
          ? `${count(others, 'other')} hold it the same way`
          : alarm(`${count(others, 'other')} lose it too`),
    !back && machines(machinesNow, action === 'by-hand' ? undefined : machinesAfter),
    consoleUsers !== undefined &&
      `used this week by ${consoleUsers.length === 0 ? 'nobody else' : listed(consoleUsers.map(personName), 5)}`,
    locks.length > 0 &&
      alarm(
        `blocked by lock ${listed(
          locks.map(({ name }) => quoted(name, 40)),
          3,
        )}`,
      ),
    undoText !== '' && quiet(withoutIds(undoText, 140)),
  );
}

function machines(now: number | undefined, after: number | undefined): string {
  if (now === undefined) return 'machines below it: not read';
  if (after === undefined || after === 0) return count(now, 'machine');
  return `loses ${count(now - after, 'machine')}, keeps ${after}`;
}

/** How far a line has come, out of the steps the engine takes for it. */
export function resultFact({ steps, proof }: Review, itemId: string): Fact | undefined {
  const own = steps.filter((step) => step.itemId === itemId);
  if (own.length === 0) return undefined;
  const last = Math.max(...own.map(({ endedAt }) => endedAt ?? 0));
  const when = last === 0 ? '' : ` ${clock(last)}`;
  const failed = own.find(({ state }) => state === 'failed');
  if (own.some(({ kind, state }) => kind === 'take-back' && state === 'done'))
    return alarm(`failed and taken back${when}`);
  if (failed !== undefined)
    return alarm(`failed${when}: ${outside((failed.result ?? 'reason unknown').replaceAll('-', ' '), 80)}`);
  const open = own.filter(({ state }) => state === 'waiting' || state === 'intended').length;
  if (open > 0) return `step ${own.length - open + 1} of ${own.length}`;
  return proof?.complete ? good(`ok, done and read back${when}`) : `done${when}, being read again`;
}

/** State of a step that only people can take. */
export function taskFacts({ task }: Item): readonly Fact[] {
  if (task === undefined) return [];
  const by = task.statedBy === undefined ? '' : ` by ${personName(task.statedBy.name)}`;
  const when = task.at === undefined ? '' : ` ${clock(task.at)}`;
  const note = task.note === undefined ? '' : `: ${withoutIds(task.note, 120)}`;
  const could =
    task.couldDo.length === 0
      ? 'who could do it: unknown'
      : `could do it: ${listed(
          task.couldDo.map((one) => outside(one, 50)),
          5,
        )}`;
  switch (task.state) {
    case 'open':
      return [could];
    case 'still-there':
      return [alarm(`still there${when}${note}`), could];
    case 'stated':
      return [`? stated${by}${when}, not checked${note}`];
    case 'proved':
      return [good(`ok, proved${when}${by}${note}`)];
  }
}
