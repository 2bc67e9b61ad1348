import { done, type Outcome, type Refusal, refuse } from './outcome';
import { atLeast, type Severity } from './severity';

export const roles = ['responder', 'approver', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Somebody with the roles that configuration and Entra groups give them, as checked for this very request. */
export interface Actor {
  /** Entra object id, lower case. */
  readonly objectId: string;
  /** Display name: text from outside. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** A role group could not be read: the actor has fewer roles than they may deserve, and the refusal says so. */
  readonly rolesIncomplete?: boolean;
  /** Roles seen only lately, with the end of their first day (epoch milliseconds): until then they do not vote. */
  readonly newRoles?: Partial<Readonly<Record<Role, number>>>;
  /** Severity of the worst open alert about them. */
  readonly underAlert?: Severity;
}

const responders: readonly Role[] = ['responder', 'admin'];
const everybodyListed: readonly Role[] = ['responder', 'approver', 'admin'];
const approvers: readonly Role[] = ['approver'];
const admins: readonly Role[] = ['admin'];

/**
 * Who may do what (design §8). A verb that is not here does not exist: the compiler refuses it, and `may` is closed by default.
 * Admins are responders and more, but never approvers unless listed as such.
 */
export const verbs = {
  read: everybodyListed,
  acknowledge: responders,
  release: responders,
  assign: responders,
  escalate: responders,
  ask: responders,
  consult: responders,
  note: responders,
  resolve: responders,
  reopen: responders,
  mute: responders,
  investigate: responders,
  backtest: responders,
  'request-review': responders,
  'request-containment': responders,
  restrict: responders,
  approve: approvers,
  reject: approvers,
  'throw-kill-switch': approvers,
  'release-kill-switch': admins,
  subscribe: admins,
  export: admins,
  drill: admins,
  'declare-incident': admins,
  'verify-audit': admins,
} as const satisfies Record<string, readonly Role[]>;

export type Verb = keyof typeof verbs;

/** `answer` comes with no role: it belongs to whom a question was put to, and to nobody else. */
export type AnyVerb = Verb | 'answer';

/** What the verb is about: the principal an alert or review names, so that nobody acts on their own case. */
export interface CaseFacts {
  readonly subjectId?: string;
  /** Whom the question was put to: the one person who may answer it, about themselves too. */
  readonly askedId?: string;
}

export type AccessRefusal = 'no-role' | 'own-case' | 'roles-unreadable' | 'not-asked' | 'under-alert' | 'too-new';

/** What the subject of any open alert may not do, whatever it is about: each could serve to hide or to hasten something. */
const barredUnderAlert: readonly Verb[] = [
  'mute',
  'subscribe',
  'throw-kill-switch',
  'release-kill-switch',
  'approve',
  'reject',
  'export',
];

/** What a role must be a day old for. */
const votes: readonly Verb[] = ['approve', 'reject', 'release-kill-switch'];

/** The only place that decides whether an actor may use a verb. Pure: the caller audits the answer. */
export function may(actor: Actor, verb: AnyVerb, about: CaseFacts = {}): Outcome<void, AccessRefusal> {
  if (verb === 'answer') {
    if (about.askedId !== undefined && about.askedId === actor.objectId) return done(undefined);
    return refuse('not-asked', 'This question was put to somebody else, who alone can answer it.');
  }
  const needed: readonly Role[] = verbs[verb];
  const entitling = actor.roles.filter((role) => needed.includes(role));
  if (entitling.length === 0) {
    if (actor.rolesIncomplete) {
      return refuse(
        'roles-unreadable',
        `Your roles could not be read from Entra, so “${verb}” stays closed.`,
        'Try again in a minute; if it stays so, an administrator looks at `health`.',
      );
    }
    return refuse(
      'no-role',
      `“${verb}” needs the role ${needed.join(' or ')}; you ${actor.roles.length === 0 ? 'have none here' : `are ${actor.roles.join(' and ')}`}.`,
      'An administrator of the bot can add you.',
    );
  }
  if (about.subjectId !== undefined && about.subjectId === actor.objectId) {
    return refuse(
      'own-case',
      'This is about you: nobody acts on their own case, administrators included.',
      'Ask another responder.',
    );
  }
  return underAlert(actor, verb) ?? tooNew(actor, verb, entitling) ?? done(undefined);
}

/** From high up nothing is left, reading included. */
function underAlert({ underAlert: severity }: Actor, verb: Verb): Refusal<AccessRefusal> | undefined {
  if (severity === undefined) return undefined;
  if (!atLeast(severity, 'high') && !barredUnderAlert.includes(verb)) return undefined;
  return refuse(
    'under-alert',
    `While an alert about you is open, “${verb}” is closed to you.`,
    'Another responder can close the alert.',
  );
}

/** Enough that one of the roles that allow it has been known for a day. */
function tooNew({ newRoles = {} }: Actor, verb: Verb, entitling: readonly Role[]): Refusal<AccessRefusal> | undefined {
  if (!votes.includes(verb) || entitling.some((role) => newRoles[role] === undefined)) return undefined;
  const from = Math.min(...entitling.map((role) => newRoles[role] ?? 0));
  return refuse(
    'too-new',
    `Your role was first seen less than 24 hours ago; “${verb}” counts from ${new Date(from).toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    'Ask somebody who had it before.',
  );
}
