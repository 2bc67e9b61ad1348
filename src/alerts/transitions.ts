import { done, type Outcome, refuse } from '../core/outcome';
import { type Alert, type AlertStatus, type Disposition, type Stamp, statuses } from './alert';
import { type InquiryAction, type InquiryRefusal, inquiryChange, inquiryObjection } from './inquiry-rules';
import { type InvestigateAction, type InvestigateRefusal, investigateObjection } from './investigation/asking';

/** Everything a person or a timer can do to an alert. */
export type AlertAction =
  | { readonly kind: 'acknowledge'; readonly by: Stamp }
  | { readonly kind: 'release'; readonly by: Stamp }
  | { readonly kind: 'assign'; readonly by: Stamp; readonly to: { readonly objectId: string; readonly name: string } }
  | {
      readonly kind: 'escalate';
      readonly by?: Stamp;
      readonly at: number;
      readonly levelName: string;
      readonly level: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'resolve';
      readonly by: Stamp;
      readonly disposition: Disposition;
      readonly sentence: string;
      /** `inSight` of the alert as whoever decides had it before them; missing when they named it by its id. */
      readonly seen?: string;
    }
  | { readonly kind: 'reopen'; readonly by?: Stamp; readonly at: number; readonly reason: string }
  | { readonly kind: 'note'; readonly by: Stamp; readonly text: string }
  | { readonly kind: 'restrict'; readonly by: Stamp; readonly channel: string }
  | { readonly kind: 'state'; readonly by: Stamp; readonly step: string; readonly checked?: string }
  | InquiryAction
  | InvestigateAction;

export type AlertActionKind = AlertAction['kind'];

export type TransitionRefusal =
  | 'already-held'
  | 'not-held'
  | 'already-resolved'
  | 'not-resolved'
  | 'text-missing'
  | 'own-case'
  | 'already-restricted'
  | 'stale'
  | InquiryRefusal
  | InvestigateRefusal;

interface Rule<A extends AlertAction> {
  readonly from: readonly AlertStatus[];
  readonly to: AlertStatus | 'same';
  readonly refusal: (alert: Alert, action: A) => Outcome<never, TransitionRefusal>;
  /** What stands in the way besides the state. */
  readonly objection?: (alert: Alert, action: A) => Outcome<never, TransitionRefusal> | undefined;
  readonly change: (alert: Alert, action: A) => Partial<Alert>;
}

type Rules = { readonly [K in AlertActionKind]: Rule<Extract<AlertAction, { kind: K }>> };

const live: readonly AlertStatus[] = ['open', 'acknowledged'];

const questions = {
  to: 'same',
  refusal: alreadyResolved,
  objection: inquiryObjection,
  change: inquiryChange,
} as const;

/** Source states, destination, what is refused in which words, and what changes besides the status. */
export const transitionTable: Rules = {
  acknowledge: {
    from: live,
    to: 'acknowledged',
    refusal: alreadyResolved,
    // Who has it says so once more: that keeps it, and "since" and NEW stay as they are.
    objection: (alert, { by }) =>
      alert.status === 'open' || alert.holder?.objectId === by.objectId ? undefined : alreadyHeld(alert),
    change: (alert, { by }) =>
      alert.status === 'open' ? { holder: by, sessionsAtAcknowledge: alert.findings.length } : {},
  },
  release: {
    from: ['acknowledged'],
    to: 'open',
    refusal: (alert) =>
      alert.status === 'resolved' ? alreadyResolved(alert) : refuse('not-held', `${alert.id} is held by nobody.`),
    change: () => ({}),
  },
  assign: {
    from: live,
    to: 'acknowledged',
    refusal: alreadyResolved,
    change: (alert, { by, to }) => ({
      holder: { ...to, at: by.at },
      sessionsAtAcknowledge: alert.sessionsAtAcknowledge ?? alert.findings.length,
    }),
  },
  escalate: {
    from: live,
    to: 'same',
    refusal: alreadyResolved,
    change: (alert, { by, at, level, levelName, reason }) => ({
      level,
      escalations: [...alert.escalations, { at, level, levelName, reason, ...(by === undefined ? {} : { by }) }],
    }),
  },
  resolve: {
    from: live,
    to: 'resolved',
    refusal: alreadyResolved,
    objection: notSeen,
    change: (_alert, { by, disposition, sentence }) => ({ resolution: { ...by, disposition, sentence } }),
  },
  reopen: {
    from: ['resolved', 'acknowledged'],
    to: 'open',
    refusal: (alert) => refuse('not-resolved', `${alert.id} is open already.`),
    change: (alert, { at, by, reason }) => ({
      ...(alert.resolution === undefined ? {} : { reopenedAfter: alert.resolution }),
      notes: [
        ...alert.notes,
        { objectId: by?.objectId ?? 'system:timer', name: by?.name ?? 'the bot', at, text: `re-opened: ${reason}` },
      ],
      level: 0,
      reopenedAt: at,
    }),
  },
  note: {
    from: ['open', 'acknowledged', 'resolved'],
    to: 'same',
    refusal: alreadyResolved,
    change: (alert, { by, text }) => ({ notes: [...alert.notes, { ...by, text }] }),
  },
  state: {
    from: statuses,
    to: 'same',
    refusal: alreadyResolved,
    change: (alert, { by, step, checked }) => ({
      stated: [...(alert.stated ?? []), { ...by, step, ...(checked === undefined ? {} : { checked }) }],
    }),
  },
  restrict: {
    from: live,
    to: 'same',
    refusal: alreadyResolved,
    objection: ({ id, restricted }) =>
      restricted === undefined
        ? undefined
        : refuse('already-restricted', `${id} is in the restricted channel already.`),
    change: (_alert, { by, channel }) => ({ restricted: { at: by.at, why: 'press', channel, by } }),
  },
  ask: { ...questions, from: live },
  consult: { ...questions, from: live },
  answer: { ...questions, from: statuses },
  silence: { ...questions, from: statuses },
  investigate: {
    from: statuses,
    to: 'same',
    refusal: alreadyResolved,
    objection: investigateObjection,
    change: (_alert, { by }) => ({ investigationWanted: by }),
  },
};

/** Fields that do not survive leaving a state: a released alert has no holder, a re-opened one no verdict. */
const dropped: Partial<Record<AlertActionKind, readonly (keyof Alert)[]>> = {
  release: ['holder', 'sessionsAtAcknowledge'],
  reopen: ['holder', 'resolution', 'sessionsAtAcknowledge'],
  resolve: ['reopenedAfter'],
};

/** Applies an action, or says in the responder's words why it cannot be. Pure; the result carries the next version. */
export function transition(alert: Alert, action: AlertAction): Outcome<Alert, TransitionRefusal> {
  const rule = transitionTable[action.kind] as Rule<AlertAction>;
  if (!rule.from.includes(alert.status)) return rule.refusal(alert, action);
  if (action.kind === 'assign' && action.to.objectId === alert.principal.objectId) {
    return refuse(
      'own-case',
      `${alert.id} is about ${action.to.name}: nobody holds their own case.`,
      'Assign somebody else.',
    );
  }
  const objection = rule.objection?.(alert, action);
  if (objection !== undefined) return objection;
  const missing = missingText(action);
  if (missing !== undefined) return refuse('text-missing', missing);
  const at = 'at' in action ? action.at : action.by.at;
  const next: Record<string, unknown> = {
    ...alert,
    ...rule.change(alert, action),
    status: rule.to === 'same' ? alert.status : rule.to,
    version: alert.version + 1,
    updatedAt: at,
  };
  for (const field of dropped[action.kind] ?? []) delete next[field];
  const moved = next as unknown as Alert;
  return done(action.by === undefined ? moved : touched(moved, action.by.objectId, at));
}

/** Whatever the holder does on an alert keeps it theirs: the reminder begins anew. */
export function touched(alert: Alert, objectId: string, at: number): Alert {
  const holds = alert.status === 'acknowledged' && alert.holder?.objectId === objectId;
  return holds ? { ...alert, confirmedAt: at } : alert;
}

function missingText(action: AlertAction): string | undefined {
  if (action.kind === 'resolve' && action.sentence.trim() === '') return 'A verdict needs a sentence: what was it?';
  if (action.kind === 'escalate' && action.reason.trim() === '') return 'An escalation needs a reason.';
  if (action.kind === 'note' && action.text.trim() === '') return 'The note is empty.';
  return undefined;
}

/** What a verdict judges: how much happened, and how bad. Notes and questions may come meanwhile. */
export function inSight({ findings, severity }: Alert): string {
  return `${findings.length} ${severity}`;
}

function notSeen(alert: Alert, { seen }: { readonly seen?: string }): Outcome<never, TransitionRefusal> | undefined {
  if (seen === undefined || seen === inSight(alert)) return undefined;
  const { findings, severity } = alert;
  return refuse(
    'stale',
    `${alert.id} went on while you decided: ${findings.length} ${findings.length === 1 ? 'session' : 'sessions'} now, ${severity}.`,
    'Look at the card, then decide again.',
  );
}

function alreadyHeld(alert: Alert): Outcome<never, TransitionRefusal> {
  const holder = alert.holder;
  return refuse(
    'already-held',
    holder === undefined
      ? `${alert.id} is acknowledged already.`
      : `${holder.name} has ${alert.id} since ${clockTime(holder.at)}.`,
    'Use assign to take it over.',
  );
}

function alreadyResolved(alert: Alert): Outcome<never, TransitionRefusal> {
  const resolution = alert.resolution;
  const by = resolution === undefined ? '' : ` by ${resolution.name} at ${clockTime(resolution.at)}`;
  return refuse('already-resolved', `${alert.id} was resolved${by}.`, 'Re-open it first.');
}

function clockTime(at: number): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`;
}
