import type { Severity } from '../core/severity';
import { prefixOf } from '../geo/address';
import { type Attempt, isSettledBy, mergeAttempts } from './attempt';
import type { ConsoleSession } from './finding';

/** A console session as it is kept: its attempts, what was found, and whether the baseline has it. JSON. */
export interface KeptSession {
  readonly id: string;
  /** Oldest first, at least one. */
  readonly attempts: readonly Attempt[];
  readonly learning: 'pending' | 'learned' | 'withheld' | 'unlearned';
  /** Autonomous system of its address as `AS5607`, when a sign-in or a database told. */
  readonly asn?: string;
  /** What was last handed on; missing = not yet scored. */
  readonly found?: Found;
  readonly verdict?: 'benign' | 'malicious' | 'undecided';
}

export interface Found {
  readonly severity: Severity;
  readonly score: number;
  readonly hard: boolean;
  /** Codes of its reasons. */
  readonly codes: readonly string[];
  /** Fingerprint of the finding, so that an unchanged one is not handed on again. */
  readonly print: string;
}

/** Reconnects to one machine closer than this are one session: the CLI connects anew after every drop (reference §1.1). */
export const sessionGapMs = 10 * 60_000;

/** Resource ids differ in case between rows. */
export const targetKey = (target: string): string => target.toLowerCase();

export function startOf(session: KeptSession): number {
  return Math.min(...session.attempts.map(({ at }) => at));
}

export function lastOf(session: KeptSession): number {
  return Math.max(...session.attempts.map(({ at }) => at));
}

/** Does this attempt continue that session? */
export function continues(session: KeptSession, attempt: Attempt): boolean {
  const [first] = session.attempts;
  return (
    first !== undefined &&
    first.kind === attempt.kind &&
    first.principal.objectId === attempt.principal.objectId &&
    targetKey(first.target) === targetKey(attempt.target) &&
    attempt.at >= startOf(session) - sessionGapMs &&
    attempt.at <= lastOf(session) + sessionGapMs
  );
}

/** Puts attempts into the sessions they belong to; returns the sessions that changed, new ones included. */
export function fold(attempts: readonly Attempt[], known: readonly KeptSession[]): KeptSession[] {
  const sessions = new Map<string, KeptSession>();
  /** Session ids by call and by principal and machine, so that a long slice of history stays linear. */
  const byCall = new Map<string, Set<string>>();
  const byPlace = new Map<string, Set<string>>();
  const file = (session: KeptSession) => {
    sessions.set(session.id, session);
    for (const attempt of session.attempts) {
      addTo(byCall, attempt.correlationId, session.id);
      addTo(byPlace, placeOf(attempt), session.id);
    }
  };
  const among = (ids: Iterable<string> | undefined) => [...(ids ?? [])].flatMap((id) => sessions.get(id) ?? []);
  for (const session of known) file(session);
  const changed = new Set<string>();
  for (const attempt of [...attempts].sort((a, b) => a.at - b.at)) {
    const holder = among(byCall.get(attempt.correlationId)).find((session) =>
      session.attempts.some((other) => sameCall(other, attempt)),
    );
    const home = holder ?? among(byPlace.get(placeOf(attempt))).find((session) => continues(session, attempt));
    const next = home === undefined ? opened(attempt, (id) => sessions.has(id)) : withAttempt(home, attempt);
    if (next === home) continue;
    file(next);
    changed.add(next.id);
  }
  return [...changed].flatMap((id) => sessions.get(id) ?? []);
}

function addTo(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, new Set([id]));
  else ids.add(id);
}

const placeOf = ({ principal, target }: Attempt): string => `${principal.objectId} ${targetKey(target)}`;

/** One correlation id may span several machines ("same uber action"): the target decides, unless one row does not know it. */
export function sameCall(a: Attempt, b: Attempt): boolean {
  const targets = [targetKey(a.target), targetKey(b.target)];
  return (
    a.correlationId === b.correlationId &&
    a.kind === b.kind &&
    (targets[0] === targets[1] || targets.includes('unknown'))
  );
}

function opened(attempt: Attempt, taken: (id: string) => boolean): KeptSession {
  return { id: idOf(attempt, taken), attempts: [attempt], learning: 'pending' };
}

/** The correlation id of the first attempt; a second machine or kind under the same correlation is told apart. */
function idOf(attempt: Attempt, taken: (id: string) => boolean): string {
  const { correlationId, kind, target } = attempt;
  const id = kind === 'connect' ? correlationId : `${correlationId}/boot-diagnostics`;
  return taken(id) ? `${id}/${targetKey(target)}` : id;
}

function withAttempt(session: KeptSession, attempt: Attempt): KeptSession {
  const twin = session.attempts.find((other) => sameCall(other, attempt));
  const merged = twin === undefined ? attempt : mergeAttempts(twin, attempt);
  if (twin !== undefined && JSON.stringify(twin) === JSON.stringify(merged)) return session;
  const attempts = [...session.attempts.filter((other) => other !== twin), merged].sort((a, b) => a.at - b.at);
  return { ...session, attempts };
}

/** A settled session looks the same ever after, and a busy machine's neighbours are looked at by every judgement. */
const settledViews = new WeakMap<KeptSession, ConsoleSession>();

/** The session as the other rooms see it, or undefined while nothing in it has ended or timed out. */
export function publicSession(session: KeptSession, now: number): ConsoleSession | undefined {
  const known = settledViews.get(session);
  if (known !== undefined) return known;
  const settled = session.attempts.filter((attempt) => isSettledBy(attempt, now));
  const view = viewOf(session, settled);
  if (view !== undefined && settled.length === session.attempts.length) settledViews.set(session, view);
  return view;
}

/** A field of the first attempt that has it: rows of one call lack this or that. */
export function firstOf<K extends keyof Attempt>(attempts: readonly Attempt[], key: K): Attempt[K] | undefined {
  return attempts.find((attempt) => attempt[key] !== undefined)?.[key];
}

function viewOf(session: KeptSession, settled: readonly Attempt[]): ConsoleSession | undefined {
  const [first] = settled;
  if (first === undefined) return undefined;
  const best =
    settled.find(({ outcome }) => outcome === 'success') ??
    settled.find(({ outcome }) => outcome === 'unknown') ??
    first;
  const pick = <K extends keyof Attempt>(key: K) => best[key] ?? firstOf(settled, key);
  const sourceIps = [...new Set(settled.flatMap(({ ip }) => ip ?? []))];
  const ip = pick('ip');
  const network = session.asn ?? (ip === undefined ? undefined : prefixOf(ip));
  const failure = settled.find((attempt) => attempt.failure !== undefined)?.failure?.words;
  const optional = {
    failure: best.outcome === 'failure' ? failure : undefined,
    country: pick('country'),
    network,
    tokenIp: pick('tokenIp'),
    client: pick('client'),
    port: pick('port'),
    evidence: pick('evidence'),
  };
  return {
    id: session.id,
    kind: first.kind,
    correlationIds: [...new Set(settled.map(({ correlationId }) => correlationId))],
    principal: best.principal,
    target: best.target,
    subscriptionId: best.subscriptionId,
    startedAt: Math.min(...settled.map(({ at }) => at)),
    lastAt: Math.max(...settled.map(({ at }) => at)),
    visibleAt: Math.min(...settled.map(({ visibleAt }) => visibleAt)),
    outcome: best.outcome,
    sourceIps,
    mfa: pick('mfa') ?? 'unknown',
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ) as Partial<ConsoleSession>),
  };
}

/** Every settled attempt was refused for lack of rights. */
export function isDenied(session: KeptSession, now: number): boolean {
  const settled = session.attempts.filter((attempt) => isSettledBy(attempt, now));
  return (
    settled.length > 0 && settled.every(({ outcome, failure }) => outcome === 'failure' && failure?.kind === 'denied')
  );
}
