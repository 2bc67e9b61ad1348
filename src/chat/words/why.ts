import type { Alert } from '../../alerts/alert';
import { mitreOf, reasonsOf, rootCausesOf, triggersOf } from '../../alerts/summary';
import { outside } from './escape';
import { evidenceWords } from './evidence';
import { capital, causeWords, listed } from './names';
import { alarm, type Fact, good, type Line, quiet } from './piece';
import { clock } from './time';

const mostReasons = 10;

/** The "Why" fold: score, each reason with its points (softening ones named so), what would have changed it, causes with their evidence, ATT&CK ids. */
export function whyLines(alert: Alert): readonly Line[] {
  return [
    { label: 'SCORE', facts: [`${alert.score} of 100`, `triggers: ${triggers(alert)}`, ...rises(alert)] },
    ...reasons(alert),
    ...counterfactual(alert),
    ...causes(alert),
    {
      label: 'ATT&CK',
      facts: [
        listed(
          mitreOf(alert).map((id) => outside(id, 12)),
          8,
        ) || 'none',
      ],
    },
  ];
}

function triggers(alert: Alert): string {
  return triggersOf(alert).join(', ') || 'none';
}

function rises({ rises: all }: Alert): readonly Fact[] {
  return all.slice(-3).map(({ at, from, to, why }) => `${clock(at, at)} ${from} → ${to}: ${outside(why, 100)}`);
}

function reasons(alert: Alert): readonly Line[] {
  const all = reasonsOf(alert);
  const shown = all.slice(0, mostReasons).map(({ points, text, hard }): Line => {
    const sentence = outside(text, 160);
    if (points < 0) return { label: `−${Math.abs(points)}`, facts: [good(`softens: ${sentence}`)] };
    return {
      label: points === 0 ? '0' : `+${points}`,
      facts: hard ? [alarm(sentence), quiet('hard signal: nothing softens it')] : [sentence],
    };
  });
  const rest = all.length - shown.length;
  return rest > 0 ? [...shown, { label: '', facts: [`and ${rest} weaker reasons`] }] : shown;
}

/** What would have made the whole alert less severe: a session that is not as severe as the alert decides nothing, and of several each would stand alone. */
function counterfactual({ findings, severity }: Alert): readonly Line[] {
  const deciding = new Set(findings.filter((of) => of.severity === severity).map((of) => of.counterfactual));
  const [decisive] = deciding.size === 1 ? deciding : [];
  return [{ label: 'IF NOT', facts: [decisive === undefined ? 'no single reason decides' : outside(decisive, 160)] }];
}

function causes(alert: Alert): readonly Line[] {
  const all = rootCausesOf(alert);
  if (all.length === 0) return [{ label: 'CAUSE', facts: ['unknown'] }];
  return all.map(({ cause, confidence, evidence }, index): Line => {
    const rests =
      evidence.length === 0
        ? 'no evidence'
        : listed(
            evidence.map((code) => outside(evidenceWords(code), 60)),
            6,
            '; ',
          );
    return {
      label: index === 0 ? 'CAUSE' : '',
      facts: [`${capital(causeWords[cause])} ${Math.round(confidence * 100)} %`, quiet(rests)],
    };
  });
}
