import type { AccessChange, Item } from '../../review/plan/plan';
import type { ReviewCardState } from '../painting/review-state';
import type { Viewer } from '../painting/state';
import { outside, quoted } from './escape';
import { count, listed, personName, scopeName, subscriptionName } from './names';
import { alarm, type Fact, facts, good, type Line, quiet, strong, textOf } from './piece';
import { withoutIds } from './resource-ids';
import { leftEligible, pathWords } from './review';
import { managers, managersUnread, mayApprove, votes } from './review-rest';
import { clock } from './time';

/** `APPROVAL R-7 · Mia asks “…” · 0 of 1 approved · expires 03:16 UTC · because of A-12 CRITICAL: “stolen account”`. */
export function approvalHeadline({ review, alert, quorum }: ReviewCardState): readonly Fact[] {
  const { approval, kind, undoOf } = review;
  const yes = approval?.votes.filter(({ decision }) => decision === 'approve').length ?? 0;
  const what = { permissions: undefined, undo: `undoing ${outside(undoOf ?? '', 12)}`, console: 'console' }[kind];
  return facts(
    strong(`${review.drill ? 'DRILL · ' : ''}APPROVAL ${outside(review.id, 12)}`),
    what && strong(what),
    strong(stateOf(review.state)),
    approval && `${personName(approval.askedBy.name)} asks: ${quoted(approval.reason, 120)}`,
    `${yes} of ${approval?.quorum ?? quorum} approved`,
    approval &&
      review.state === 'approval-asked' &&
      strong(`expires ${clock(approval.expiresAt, approval.askedAt)} UTC`),
    alert &&
      `because of ${outside(alert.id, 12)} ${alert.severity.toUpperCase()}${alert.says === undefined ? '' : `: ${quoted(alert.says, 100)}`}`,
  );
}

function stateOf(state: ReviewCardState['review']['state']): string {
  if (state === 'approval-asked') return '';
  if (state === 'approved' || state === 'applying' || state === 'verifying') return 'APPROVED';
  return state.toUpperCase();
}

/** The exact diff: a minus for what goes, a plus for what comes. */
export function diffLines({ review, subscriptionNames }: ReviewCardState): readonly (readonly Fact[])[] {
  return review.items
    .filter((item) => item.ticked && item.change !== undefined)
    .map((item) => {
      const { change } = item;
      if (change?.kind === 'access') return accessDiff(item, change);
      const on = change?.disabled === false;
      const what = `serial console ${on ? 'ON' : 'OFF'} in ${subscriptionName(change?.subscriptionId ?? '', subscriptionNames)}`;
      return [
        on ? good(`+ ${what}`) : alarm(`- ${what}`),
        machines(item.effects.machinesNow),
        `was ${change?.was ? 'off' : 'on'}`,
      ];
    });

  function accessDiff({ effects }: Item, { create, removals }: AccessChange): readonly Fact[] {
    const gone = removals.map(({ roleName, snapshot, kind }) => {
      const pim = kind === 'pim' ? `, PIM ${snapshot.kind}` : '';
      return alarm(`- ${held(snapshot.principalId, roleName, snapshot.scope)}${pim}`);
    });
    const made = create && good(`+ ${held(create.assignment.principalId, create.roleName, create.assignment.scope)}`);
    // An undo reads no machines: it says role and scope, as they were before.
    const read = review.kind !== 'undo' || effects.machinesNow !== undefined;
    return facts(
      ...gone,
      gone.length > 0 && read && machines(effects.machinesNow),
      made,
      made && effects.machinesAfter !== undefined && machines(effects.machinesAfter),
    );
  }

  /** Whoever approves reads whose role it is on the line they approve. */
  function held(principalId: string, roleName: string, scope: string): string {
    const { subject } = review;
    const whose = subject?.objectId.toLowerCase() === principalId.toLowerCase() ? subject.displayName : principalId;
    return `${outside(whose, 80)}: ${outside(roleName, 60)}, ${scopeName(scope, subscriptionNames)}`;
  }

  function machines(number: number | undefined): string {
    return number === undefined ? 'machines: not read' : count(number, 'machine');
  }
}

/** OTHERS, IF YES, IF NOTHING, UNDO, WHY YOU, and the votes. */
export function approvalLines(state: ReviewCardState, viewer: Viewer): readonly Line[] {
  const { review } = state;
  if (review.state !== 'approval-asked') return [others(state), ...votes(state), outcome(state)];
  return [others(state), yes(state), nothing(state), undo(state), why(state, viewer), ...votes(state)];
}

function others({ review: { items, exposure }, subscriptionNames }: ReviewCardState): Line {
  const changed = items.filter((item) => item.ticked && item.change !== undefined);
  const unknown = changed.some(({ effects, action }) => effects.others === undefined && !action.startsWith('console'));
  const number = changed.reduce((sum, { effects }) => sum + (effects.others ?? 0), 0);
  const users = [...new Set(changed.flatMap(({ effects }) => effects.consoleUsers ?? []))];
  const names = items
    .filter(({ task, change, ticked }) =>
      task === undefined ? change !== undefined && !ticked : task.state !== 'proved',
    )
    .map((item) => {
      const { reason, task, about, pathIds } = item;
      const path = exposure?.paths.find(({ id }) => pathIds.includes(id));
      const held = about && `${outside(about.roleName, 60)}, ${scopeName(about.scope, subscriptionNames)}`;
      const what = path === undefined ? (held ?? withoutIds(reason, 70)) : pathWords(path, subscriptionNames);
      const eligible = leftEligible(item, exposure?.paths);
      const who = task?.couldDo[0] === undefined ? '' : `, ${outside(task.couldDo[0], 40)}`;
      return `${what} (${task === undefined ? 'left out' : `task${who}`}${eligible === undefined ? '' : `; ${textOf(eligible)}`})`;
    });
  return {
    label: 'OTHERS',
    facts: facts(
      unknown
        ? alarm('who else loses it: unknown')
        : number === 0
          ? 'nobody else loses a role'
          : alarm(`${count(number, 'other')} lose it too`),
      users.length > 0 && alarm(`used the console this week: ${listed(users.map(personName), 5)}`),
      names.length > 0 && `still open afterwards: ${listed(names, 3, '; ')}`,
    ),
  };
}

function yes({ review: { kind, pathsNow, pathsLeft } }: ReviewCardState): Line {
  const felt =
    kind === 'console' ? 'switched in a minute, status read back' : 'applied in a minute, felt within about 10';
  const ways = kind === 'permissions' && pathsNow !== undefined && pathsLeft !== undefined;
  const left = ways && `paths in: ${pathsNow} now, ${pathsLeft} left`;
  return {
    label: 'IF YES',
    facts: facts(left && (pathsLeft === 0 ? good(left) : alarm(left)), felt, 'open sessions go on'),
  };
}

function nothing({ review: { approval, kind, subject } }: ReviewCardState): Line {
  const who = subject === undefined ? 'everything stays' : `${outside(subject.displayName, 60)} keeps it all`;
  const stays = { permissions: who, undo: 'what was taken stays taken', console: 'the console stays as it is' }[kind];
  const next = approval?.nextAskAt;
  return {
    label: 'IF NOTHING',
    facts: facts(`expires, ${stays}`, next !== undefined && `next group asked ${clock(next)} UTC`),
  };
}

/** One sentence for all, or each change's own behind the role it is about. */
function undo({ review: { items } }: ReviewCardState): Line {
  const changed = items.filter((item) => item.ticked && item.change !== undefined);
  const said = ({ effects }: Item) => withoutIds(effects.undoText.replace(/^undo /, ''), 140);
  const alike = new Set(changed.map(said)).size === 1;
  const texts = changed.map((item) => {
    const role = item.change?.kind === 'access' ? item.change.removals[0]?.roleName : undefined;
    return alike || role === undefined ? said(item) : `${outside(role, 60)}: ${said(item)}`;
  });
  return { label: 'UNDO', facts: [listed([...new Set(texts)], 3, ' · ')] };
}

function why(state: ReviewCardState, viewer: Viewer): Line {
  const { approval } = state.review;
  const may = mayApprove(state);
  const you = viewer.kind === 'approver' && may.some(({ objectId }) => objectId === viewer.objectId);
  return {
    label: 'WHY YOU',
    facts: facts(
      you
        ? 'you are on the approver list and hold none of these roles'
        : `asked: ${
            listed(
              may.map(({ name }) => personName(name)),
              6,
            ) || 'nobody can approve'
          }`,
      managers(state).length > 0 && `not ${managers(state).join(', not ')}`,
      managersUnread(state),
      approval && approval.asks > 1 && `asked ${count(approval.asks, 'time')}`,
      approval && quiet(`plan ${outside(approval.hash.slice(0, 4), 4)}`),
    ),
  };
}

function outcome({ review }: ReviewCardState): Line {
  const done = {
    approved: 'being applied',
    applying: 'being applied',
    verifying: 'applied, being read again',
  } as const;
  const words = done[review.state as keyof typeof done] ?? 'see the review card for what happened';
  return { label: 'NOW', facts: [`${words} (${outside(review.id, 12)})`] };
}

/** Why this viewer may not vote here; undefined for those who may. */
export function whyNoVote(state: ReviewCardState, viewer: Viewer): string | undefined {
  const { review } = state;
  const { approval, subject, requester } = review;
  if (viewer.kind === 'subject' || (viewer.objectId !== undefined && viewer.objectId === subject?.objectId)) {
    return 'No vote for you: this plan is about you.';
  }
  if (viewer.kind === 'base') return undefined;
  const you = viewer.objectId;
  if (you !== undefined && (you === approval?.askedBy.objectId || you === requester.objectId)) {
    return 'No vote for you: you asked. Somebody else decides.';
  }
  const vote = approval?.votes.find(({ by }) => by.objectId === you);
  if (vote !== undefined) return `You voted ${vote.decision === 'approve' ? 'yes' : 'no'} at ${clock(vote.at)} UTC.`;
  if (viewer.kind !== 'approver') return 'No vote for you: only approvers decide here.';
  if (review.account?.managers.some(({ objectId }) => objectId === you)) {
    return `No vote for you: ${outside(subject?.displayName ?? 'the subject', 60)} reports to you.`;
  }
  const may = you === undefined || mayApprove(state).some(({ objectId }) => objectId === you);
  return may ? undefined : 'No vote for you: the plan changes what you hold, or you are not on the list for it.';
}
