import type { BacktestFigures } from '../../alerts/backtest-figures';
import { type Severity, severities } from '../../core/severity';
import { type Backtest, type BacktestProgress, type BacktestResult, isRunning } from '../backtest/backtest';
import { outside } from './escape';
import { count, listed, personName } from './names';
import { alarm, type Fact, facts, quiet, strong } from './piece';
import { clock, date, duration } from './time';

const dayMs = 86_400_000;

/** What an optional table tells, for when it could not be read. */
const tables: Readonly<Record<string, string>> = {
  'signin-life': 'usual sign-ins',
  signins: 'sign-ins',
  activity: 'other activity',
  risk: 'risk detections',
  identity: 'directory facts',
  threat: 'threat intelligence',
};

export const backtestWords = {
  title: ({ id, days, result }: Backtest) =>
    `${id} · back-test of ${count(days, 'day')}${result === undefined ? '' : result.stopped === undefined ? ' · done' : ' · stopped early'}`,
  needsDays: (most: number) => `How many days? Between 1d and ${most}d, for example \`backtest 30d\`.`,
  asked: ({ id }: Backtest, shared: boolean) =>
    `${id} is asked for: its card ${shared ? 'stands in this channel' : 'is in your chat with me'} and shows how far it is.`,
  runs: ({ id, by, askedAt, days }: Backtest, now: number) =>
    `${id} runs already: ${personName(by.name)} asked for ${count(days, 'day')} at ${clock(askedAt, now)} UTC. One runs at a time; yours can follow.`,
};

const cells = 20;

/** `███████░░░ 35 %`: the baseline's days and the judged ones together. */
function bar({ baselineDays, baselineRead, daysRead }: BacktestProgress, days: number): string {
  const share = (baselineRead + daysRead) / Math.max(1, baselineDays + days);
  const full = Math.min(cells, Math.round(share * cells));
  return `${'█'.repeat(full)}${'░'.repeat(cells - full)} ${Math.round(share * 100)} %`;
}

export function backtestLines(backtest: Backtest, now: number): readonly (readonly Fact[])[] {
  const { by, askedAt, days, progress, result, endedAt } = backtest;
  const asked = `asked by ${personName(by.name)} ${clock(askedAt, now)} UTC`;
  if (isRunning(backtest) || result === undefined)
    return [
      progress === undefined ? facts(strong('begins within seconds'), asked) : running(progress, days, asked),
      [quiet('Only reads. Nothing is posted, learned or changed.')],
    ];
  const { figures, stopped, baselineRead, daysRead, rows, notRead } = result;
  return [
    ...(stopped === undefined
      ? []
      : [
          facts(alarm(`Stopped: ${outside(stopped.message, 300)}`)),
          ...(stopped.remedy === undefined ? [] : [facts(`What to do: ${outside(stopped.remedy, 200)}`)]),
        ]),
    facts(
      strong(`${count(figures.posted, 'alert')} would have been posted`),
      bySeverity(figures),
      `${count(figures.kept, 'lower one')} only kept`,
      count(figures.sessions, 'session'),
    ),
    noisiest(figures),
    policyLine(result),
    facts(
      `READ ${daysRead} of ${count(days, 'day')}`,
      daysRead > 0 && `from ${date(askedAt - days * dayMs)}`,
      `baseline from ${count(baselineRead, 'day')} before`,
      count(rows, 'row'),
      endedAt !== undefined && `took ${duration(endedAt - askedAt)}`,
      asked,
    ),
    ...(notRead.length === 0 || stopped !== undefined
      ? []
      : [facts(alarm(`Without: ${listed(notRead.map(tableName), 6)}`), 'those tables did not answer')]),
    [
      quiet(
        'Judged with the policy in force now. Nobody acts in a back-test, so nothing was resolved and learned on the way; nothing was posted or changed.',
      ),
    ],
  ];
}

function running(progress: BacktestProgress, days: number, asked: string): readonly Fact[] {
  const { reading, baselineDays, baselineRead, daysRead, rows } = progress;
  return facts(
    strong(bar(progress, days)),
    reading === 'baseline'
      ? `baseline: ${baselineRead} of ${baselineDays} days`
      : `${daysRead} of ${count(days, 'day')}`,
    count(rows, 'row'),
    asked,
  );
}

const tableName = (query: string): string => tables[query] ?? outside(query, 40);

function bySeverity({ bySeverity: by }: BacktestFigures): string {
  const loud: readonly Severity[] = severities.slice(severities.indexOf('medium')).reverse();
  return loud
    .filter((severity) => by[severity] > 0)
    .map((severity) => `${by[severity]} ${severity}`)
    .join(', ');
}

function noisiest({ noisiest: reasons }: BacktestFigures): readonly Fact[] {
  if (reasons.length === 0) return ['NOISIEST no reason: nothing would have been posted'];
  return facts(
    ...reasons.map(({ code, alerts }, index) => {
      const said = `${outside(code.replaceAll('-', ' '), 60)} ${alerts}×`;
      return index === 0 ? `NOISIEST ${said}` : said;
    }),
  );
}

function policyLine({ figures, unexpected, muted }: BacktestResult): readonly Fact[] {
  const hidden = unexpected === undefined ? undefined : unexpected.posted - figures.posted;
  return facts(
    hidden === undefined
      ? 'POLICY expects nobody'
      : `POLICY expected entries and incidents hid ${count(Math.max(0, hidden), 'alert')}${hidden > 0 ? ` of ${unexpected?.posted}` : ''}`,
    muted === undefined ? 'no mute in force' : `mutes in force would have hidden ${count(muted, 'alert')} more`,
  );
}
