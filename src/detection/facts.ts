import type { Policy, PolicyIncident } from '../core/policy';
import type { ConsoleSession, Reason } from './finding';
import type { History } from './history';
import { isUnder, type PolicyView } from './policy-view';

/** What one trigger judges: a session, its past, and the rules. */
export interface Facts {
  readonly session: ConsoleSession;
  /** Machine addresses etc. in the forms the baseline uses. */
  readonly network: readonly string[];
  readonly site?: string;
  readonly ip?: string;
  readonly place: { readonly latitude?: number; readonly longitude?: number; readonly country?: string };
  /** Every settled attempt was refused for lack of rights. */
  readonly denied: boolean;
  /** Under 14 days of tenant history. */
  readonly learning: boolean;
  readonly azure: boolean;
  readonly history: History;
  readonly policy: PolicyView;
}

/** A trigger: one reason, or nothing. Pure. */
export type Rule = (facts: Facts) => Reason | undefined;

/** The incident this session lies under, of the policy file or declared in chat. */
export function incidentOver({
  session,
  policy,
  history,
}: Pick<Facts, 'session' | 'policy' | 'history'>): PolicyIncident | undefined {
  const { objectId } = session.principal;
  const inChat = history.situation.incidents.find((of) => of.author !== objectId && isUnder(of, session));
  return policy.incident(session) ?? inChat;
}

export type { Policy };
