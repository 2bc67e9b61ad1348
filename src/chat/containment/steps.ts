import type { Alert, Statement } from '../../alerts/alert';
import { subscriptionsOf, targetsOf } from '../../alerts/summary';
import { parseMachineId } from '../../core/resource-id';
import type { ContainmentFacts } from '../../review/acts/containment-facts';
import { accountCommands, consoleCommand, serialLogCommand } from '../../review/plan/commands';
import type { Review } from '../../review/review';
import type { ContainmentStep, StepDone } from '../painting/state';
import { count } from '../words/names';
import { pathsLeftOf, reviewStateWords, undoneWords } from '../words/review-state';
import { clock } from '../words/time';
import { newestApplied } from './access-plans';

export interface StepSources {
  readonly alert: Alert;
  /** All of the alert's, oldest first. */
  readonly reviews: readonly Review[];
  readonly graphOrigin: string;
  /** Nothing can be applied: the console is then switched by hand as well. */
  readonly applyOff: boolean;
  /** As read for the checklist; the alert's own card does without. */
  readonly facts?: ContainmentFacts;
}

/** Long lines: more of them and the other steps are out of sight on a phone. */
const mostLogs = 2;

/** The ordered checklist of one alert. Pure. */
export function containmentSteps(sources: StepSources): readonly ContainmentStep[] {
  const { alert, reviews, graphOrigin } = sources;
  const machines = targetsOf(alert).filter((target) => parseMachineId(target) !== undefined);
  const { objectId, type } = alert.principal;
  return [
    {
      id: 'save-log',
      commands: machines.slice(0, mostLogs).map(serialLogCommand),
      ...(machines.length > mostLogs ? { more: machines.length - mostLogs } : {}),
      ...statedBy(alert, 'save-log'),
    },
    { id: 'account', commands: accountCommands(objectId, type, graphOrigin), ...accountDone(sources) },
    consoleStep(sources),
    { id: 'permissions', ...permissionsDone(reviews) },
  ];
}

const lastStatement = ({ stated = [] }: Alert, step: ContainmentStep['id']): Statement | undefined =>
  stated.filter((one) => one.step === step).at(-1);

function statedBy(alert: Alert, step: ContainmentStep['id']): Pick<ContainmentStep, 'done'> {
  const said = lastStatement(alert, step);
  if (said === undefined) return {};
  const { objectId, name, at, checked } = said;
  const by = { objectId, name, at };
  return {
    done: checked === undefined ? { ...by, proof: 'stated' } : { ...by, proof: 'proved', detail: checked },
  };
}

/** What Entra says now weighs more than what somebody said: an account that is enabled is not contained. */
function accountDone({ alert, facts }: StepSources): Pick<ContainmentStep, 'done' | 'note'> {
  const said = statedBy(alert, 'account');
  if (facts?.accountEnabled === true)
    return said.done === undefined
      ? { note: 'Entra: the account is enabled' }
      : { done: { ...said.done, proof: 'partly', detail: 'but Entra shows the account enabled now' } };
  if (facts?.accountEnabled === false && said.done === undefined) return { note: 'Entra: the account is disabled' };
  return said;
}

/** Off is what the bot's newest plan made of it, unless its undo has switched it on again since. */
function consoleStep({ alert, reviews, applyOff, facts }: StepSources): ContainmentStep {
  const off = reviews.filter(({ kind, undoOf }) => kind === 'console' && undoOf === undefined).at(-1);
  const undone = ({ undoOf, appliedAt }: Review) => appliedAt !== undefined && off !== undefined && undoOf === off.id;
  const on = reviews.filter(undone).at(-1);
  const subscriptions = subscriptionsOf(alert);
  return {
    id: 'console-off',
    subscriptions,
    ...(applyOff ? { byHand: true, commands: subscriptions.map((id) => consoleCommand(id, true)) } : {}),
    ...blast(facts, off),
    ...consoleDone(off, on, statedBy(alert, 'console-off')),
  };
}

function consoleDone(
  off: Review | undefined,
  on: Review | undefined,
  said: Pick<ContainmentStep, 'done'>,
): Pick<ContainmentStep, 'done' | 'note'> {
  if (on?.appliedAt === undefined) return { ...said, ...doneBy(off) };
  if (said.done !== undefined && said.done.at > on.appliedAt) return said;
  return { note: `it was off, and on again at ${clock(on.appliedAt)} by ${on.requester.name}` };
}

/** How many machines lose it and who else used it: as read now, or as the plan's own reading has it. */
function blast(
  facts: ContainmentFacts | undefined,
  off: Review | undefined,
): Pick<ContainmentStep, 'machines' | 'otherUsers'> {
  const read = facts?.consoles.map(({ machines, users }) => ({ machines, users }));
  const planned = off?.items.map(({ effects }) => ({ machines: effects.machinesNow, users: effects.consoleUsers }));
  const parts = read ?? planned ?? [];
  if (parts.length === 0) return {};
  const machines = parts.map((part) => part.machines);
  const users = parts.map((part) => part.users);
  return {
    ...(machines.includes(undefined) ? {} : { machines: machines.reduce<number>((sum, more = 0) => sum + more, 0) }),
    ...(users.includes(undefined) ? {} : { otherUsers: [...new Set(users.flatMap((names = []) => names))] }),
  };
}

/** An undo that was applied last takes the step back, and says what is in now. */
function permissionsDone(reviews: readonly Review[]): Pick<ContainmentStep, 'done' | 'note'> {
  const last = newestApplied(reviews);
  const access = reviews.filter(({ kind }) => kind === 'permissions').at(-1);
  if (last?.kind !== 'undo' || last.appliedAt === undefined) return doneBy(access);
  const again = access === undefined || access.createdAt < last.createdAt ? {} : doneBy(access);
  const now = last.proof === undefined ? '' : `, ${count(last.proof.pathsNow, 'path in', 'paths in')} now`;
  return { note: `${last.undoOf ?? 'it'} was ${undoneWords(last)}${now}`, ...again };
}

function doneBy(review: Review | undefined): { readonly done?: StepDone } {
  if (review === undefined) return {};
  const { requester, approval, appliedAt, state } = review;
  if (appliedAt !== undefined) {
    const left = pathsLeftOf(review);
    if (state === 'proved' && left === 0) return { done: { ...requester, at: appliedAt, proof: 'proved' } };
    const detail = left > 0 ? `${count(left, 'path in', 'paths in')} left` : reviewStateWords(review);
    return { done: { ...requester, at: appliedAt, proof: 'partly', detail } };
  }
  return approval === undefined || review.state !== 'approval-asked'
    ? {}
    : { done: { ...requester, at: approval.askedAt, proof: 'asked' } };
}
