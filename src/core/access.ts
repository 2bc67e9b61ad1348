import { done, type Outcome, refuse } from './outcome';

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

export type AccessRefusal = 'no-role' | 'own-case' | 'roles-unreadable' | 'not-asked';

/** The only place that decides whether an actor may use a verb. Pure: the caller audits the answer. */
export function may(actor: Actor, verb: AnyVerb, about: CaseFacts = {}): Outcome<void, AccessRefusal> {
  if (verb === 'answer') {
    if (about.askedId !== undefined && about.askedId === actor.objectId) return done(undefined);
    return refuse('not-asked', 'This question was put to somebody else, who alone can answer it.');
  }
  const needed: readonly Role[] = verbs[verb];
  if (!actor.roles.some((role) => needed.includes(role))) {
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
  return done(undefined);
}
