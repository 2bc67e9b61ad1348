import type { Severity } from '../core/severity';
import type { Facts } from './facts';
import { type Finding, newPeople, newPlaces, type Reason, type Trigger } from './finding';
import { findingContext } from './finding-context';
import { rootCauses } from './hypotheses';
import { excuses, suspicions } from './triggers';
import { weightOf } from './weights';

/** Points from which a severity holds. Medium and up are posted. */
const floors: readonly (readonly [Severity, number])[] = [
  ['critical', 85],
  ['high', 60],
  ['medium', 40],
  ['low', 20],
];

export function severityOf(points: number): Severity {
  return floors.find(([, least]) => points >= least)?.[0] ?? 'informational';
}

/** Judges one session: all reasons, their sum, and what it may mean. Pure. */
export function judge(facts: Facts): Finding {
  return findingOf(facts, run(suspicions, facts));
}

/** An operation that is an alert by itself: hard, so that nothing excuses it. Pure. */
export function judgeOperation(facts: Facts, reason: Reason): Finding {
  return findingOf(facts, [reason], []);
}

function findingOf(facts: Facts, against: readonly Reason[], pardons = excuses): Finding {
  // Excuses answer to something: without a suspicion they would only be noise on the card.
  const suspicious = against.some(({ points }) => points > 0);
  const excusing = run(pardons, facts)
    .filter(({ code }) => suspicious || code === 'expected-principal' || code === 'declared-incident')
    .map((excuse) => answering(excuse, against));
  const reasons = [...against, ...excusing].sort((a, b) => b.points - a.points);
  const score = scoreOf(reasons);
  const hard = reasons.some((of) => of.hard === true);
  const counterfactual = counterfactualOf(reasons, score);
  return {
    session: facts.session,
    severity: severityOf(score),
    score,
    triggers: triggersOf(reasons),
    reasons,
    rootCauses: rootCauses(facts, reasons),
    honest: excusing.map(({ text }) => text),
    mitre: techniquesOf(facts, reasons),
    hard,
    learning: facts.learning,
    ...(counterfactual === undefined ? {} : { counterfactual }),
    context: findingContext(facts),
  };
}

/** A known place answers only what place, hour and first use say against a session: it excuses no sweep, no reset and no foreign machine by night. */
const placeExcuses = new Set(['trusted-network', 'colleagues-use-site', 'usual-machine-and-site', 'consistent-travel']);
const placeAnswers = new Set([
  'new-to-console',
  'never-seen-principal',
  'new-to-subscription',
  'new-machine',
  'young-account',
]);

function answering(excuse: Reason, against: readonly Reason[]): Reason {
  // An incident explains why people work, not who is new or comes from somewhere new.
  if (excuse.code === 'declared-incident') {
    const explained = against.filter(({ code }) => !newPeople.has(code) && !newPlaces.has(code));
    return {
      ...excuse,
      points:
        -Math.min(
          -excuse.points,
          explained.reduce((sum, { points }) => sum + points, 0),
        ) + 0,
    };
  }
  if (!placeExcuses.has(excuse.code)) return excuse;
  const answered = against
    .filter(({ code, trigger, hard }) => hard !== true && (trigger === 'unusual-origin' || placeAnswers.has(code)))
    .reduce((sum, { points }) => sum + points, 0);
  return { ...excuse, points: -Math.min(-excuse.points, answered) + 0 };
}

function run(rules: typeof suspicions, facts: Facts): Reason[] {
  return rules.flatMap((rule) => rule(facts) ?? []);
}

/** The sum, 0 to 100; negative points take nothing from what hard signals and everything else against would give less the softened part. */
export function scoreOf(reasons: readonly Reason[]): number {
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  const hardest = Math.max(0, ...reasons.filter((of) => of.hard === true).map(({ points }) => points));
  return Math.min(100, Math.max(0, sum, hardest));
}

function triggersOf(reasons: readonly Reason[]): readonly Trigger[] {
  const named = reasons.flatMap(({ trigger, points }) => (trigger !== undefined && points > 0 ? [trigger] : []));
  return [...new Set(named)];
}

/** The console itself is T1021.008; the rest comes from the reasons. */
function techniquesOf({ session }: Facts, reasons: readonly Reason[]): readonly string[] {
  const own = session.kind === 'connect' ? ['T1021.008'] : [];
  return [
    ...new Set([...own, ...reasons.flatMap(({ code, points }) => (points > 0 ? (weightOf(code)?.mitre ?? []) : []))]),
  ];
}

/** Which single reason decides: the weakest change that lowers the severity, in words. */
export function counterfactualOf(reasons: readonly Reason[], score: number): string | undefined {
  const now = severityOf(score);
  const without = reasons
    .filter(({ points, code }) => points > 0 && weightOf(code)?.absent !== undefined)
    .map((left) => ({ left, severity: severityOf(scoreOf(reasons.filter((of) => of !== left))) }))
    .filter(({ severity }) => severity !== now)
    .sort((a, b) => b.left.points - a.left.points)[0];
  return without === undefined ? undefined : `would be ${without.severity} if ${weightOf(without.left.code)?.absent}`;
}
