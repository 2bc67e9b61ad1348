import type { Alert, SessionFinding } from '../../alerts/alert';
import { isOperation } from '../../alerts/summary';
import type { AlertCardState } from '../painting/state';
import { outside, quoted } from './escape';
import { machinePlaces } from './machine-places';
import { count, listed } from './names';
import { onlyOperations, operationWords, placeName } from './operations';
import { alarm, type Fact, facts, type Line, strong } from './piece';
import { clock } from './time';
import { verdictWords } from './who-line';

const halfDay = 12 * 3_600_000;

/** WHERE: machines with their groups, critical ones first and named so, then port, client, outcome, and whether the session may still be alive. */
export function whereLine(state: AlertCardState): Line {
  const { alert } = state;
  if (onlyOperations(alert)) return { label: 'WHERE', facts: facts(strong('no console use'), ...operations(state)) };
  return {
    label: 'WHERE',
    facts: facts(
      ...machinePlaces(state),
      ...operations(state),
      ports(alert),
      client(alert),
      outcome(alert),
      previous(alert),
      verdicts(state),
      stillConnected(state),
      look(state),
    ),
  };
}

/** NEW: sessions that became known after the acknowledgement. */
export function newLine({ alert }: AlertCardState): Line | undefined {
  if (alert.status !== 'acknowledged' || alert.sessionsAtAcknowledge === undefined) return undefined;
  const later = [...alert.findings]
    .sort((a, b) => a.session.visibleAt - b.session.visibleAt)
    .slice(alert.sessionsAtAcknowledge);
  if (later.length === 0) return undefined;
  const shown = later.slice(-4).map(({ session }) => {
    const at = clock(session.startedAt, alert.lastSessionAt);
    return alarm(`${placeName(session)} ${at}, visible ${clock(session.visibleAt, alert.lastSessionAt)}`);
  });
  const more = later.length - shown.length;
  return { label: 'NEW', facts: facts('since then', more > 0 && `${more} before these`, ...shown) };
}

/** What was done without a console, newest last. */
function operations({ alert, subscriptionNames }: AlertCardState): readonly Fact[] {
  const told = alert.findings.filter(isOperation).map(({ session }) => operationWords(session, subscriptionNames));
  return [...new Set(told)].slice(-3).map(alarm);
}

/** OS, power and boot diagnostics as Azure had them after the post. */
function look({ impact }: AlertCardState): Fact | undefined {
  if (impact === undefined) return undefined;
  const known = (impact.machines ?? []).map((one) => outside(one, 120));
  return known.length === 0 ? 'OS and boot diagnostics not read' : listed(known, 2, '; ');
}

function ports({ findings }: Alert): Fact | undefined {
  const seen = new Set(findings.flatMap(({ session }) => (session.port === undefined ? [] : [session.port])));
  return seen.size === 0
    ? undefined
    : `port ${listed(
        [...seen].map((port) => outside(port, 10)),
        3,
      )}`;
}

function client({ findings }: Alert): Fact {
  const seen = new Set(findings.flatMap(({ session }) => (session.client === undefined ? [] : [session.client])));
  return seen.size === 0
    ? 'client unknown'
    : listed(
        [...seen].map((name) => outside(name, 40)),
        2,
      );
}

function outcome({ findings: all }: Alert): Fact {
  const findings = all.filter((one) => !isOperation(one));
  const tally = (wanted: SessionFinding['session']['outcome']) =>
    findings.filter(({ session }) => session.outcome === wanted).length;
  const [worked, failed, open] = [tally('success'), tally('failure'), tally('unknown')];
  const failure = findings.findLast(({ session }) => session.failure !== undefined)?.session.failure;
  const words = [
    worked === 0 ? '' : failed + open === 0 ? 'success' : `${worked} succeeded`,
    failed === 0 ? '' : `${failed} failed${failure === undefined ? '' : ` (${outside(failure, 40)})`}`,
    open === 0 ? '' : `${count(open, 'outcome')} unknown`,
  ];
  return words.filter((word) => word !== '').join(', ');
}

function previous({ context }: Alert): Fact | undefined {
  const last = context.previousOnMachine;
  return last && `before on this machine: ${quoted(last.principal, 50)} ${clock(last.at, 0)}`;
}

/** What was decided about others on these machines, in the author's words. */
function verdicts({ machineVerdicts: known = [] }: AlertCardState): Fact | undefined {
  if (known.length === 0) return undefined;
  const text = `others here: ${known.slice(0, 2).map(verdictWords).join('; ')}`;
  return known.some(({ disposition }) => disposition === 'malicious') ? alarm(text) : text;
}

/** No row tells that a console was closed. */
function stillConnected({ alert, now }: AlertCardState): Fact | undefined {
  const open = alert.findings.some(
    ({ session }) => session.kind === 'connect' && session.outcome !== 'failure' && now - session.lastAt < halfDay,
  );
  return open && alert.status !== 'resolved' ? alarm('may still be connected') : undefined;
}
