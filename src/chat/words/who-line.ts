import { isGuid } from '../../core/principal';
import type { AlertCardState, EarlierVerdict } from '../painting/state';
import { outside, quoted } from './escape';
import { dispositionWords, listed, personName, principalKind, principalName, scopeName } from './names';
import { onlyOperations } from './operations';
import { alarm, type Fact, facts, type Line, quiet, strong } from './piece';
import { roleUsed } from './sentence';

/** WHO: the principal, how it was let in, what else it holds, and what was decided about it before, in the author's words. */
export function whoLine(state: AlertCardState): Line {
  const { alert, person } = state;
  return {
    label: 'WHO',
    facts: facts(
      strong(principalName(alert)),
      alert.letIn?.name !== undefined && isGuid(alert.principal.displayName) && quiet(alert.principal.displayName),
      alert.principal.type === 'user' ? undefined : principalKind[alert.principal.type],
      person?.guest === true && alarm('guest'),
      person?.manager !== undefined && `manager ${personName(person.manager)}`,
      letIn(state),
      person?.alsoHolds !== undefined && `also ${outside(person.alsoHolds, 80)}`,
      ...earlier(state),
    ),
  };
}

/** As read from Azure by the bot itself; until then as the log row says; else unknown. */
function letIn(state: AlertCardState): Fact | undefined {
  if (onlyOperations(state.alert)) return undefined;
  const { letIn: read, findings } = state.alert;
  if (read !== undefined && read.lines.length > 0) {
    const lines = listed(
      read.lines.map((line) => outside(line, 120)),
      2,
      '; ',
    );
    const missing =
      read.notRead.length === 0
        ? ''
        : ` (not read: ${listed(
            read.notRead.map((one) => outside(one, 40)),
            3,
          )})`;
    return `let in by: ${lines}${missing}`;
  }
  if (read !== undefined && read.failed === undefined) return alarm('let in by: no assignment found now');
  // Beside the failure the log's own word stands, if there is one.
  const unread = read?.failed === undefined ? '' : `; not read: ${outside(read.failed, 120)}`;
  const evidence = findings.findLast(({ session }) => session.evidence !== undefined)?.session.evidence;
  const role = roleUsed(state.alert);
  if (role === undefined && evidence?.roleAssignmentScope === undefined)
    return unread === '' ? 'let in by: unknown, not read yet' : alarm(`let in by: unknown${unread}`);
  const scope = evidence?.roleAssignmentScope;
  const where = scope === undefined ? '' : `, ${scopeName(scope, state.subscriptionNames)}`;
  const via = evidence?.principalType?.toLowerCase() === 'group' ? ', via a group' : '';
  const row = `let in by: ${role ?? 'role unknown'}${where}${via} (log row)${unread}`;
  return unread === '' ? row : alarm(row);
}

function earlier({ alert, earlier: verdicts }: AlertCardState): readonly Fact[] {
  const known = verdicts ?? alert.earlier.map((alertId): EarlierVerdict => ({ alertId }));
  if (known.length === 0) return [];
  const shown = known.slice(0, 3).map(verdictWords).join('; ');
  const text = `earlier: ${shown}${known.length > 3 ? ` and ${known.length - 3} more` : ''}`;
  return [known.some(({ disposition }) => disposition === 'malicious') ? alarm(text) : text];
}

/** `A-3 benign, expected “fstab” (Mia)`. */
export function verdictWords({ alertId, disposition, sentence, by }: EarlierVerdict): string {
  if (disposition === undefined) return `${outside(alertId, 12)} undecided`;
  const words = sentence === undefined ? '' : ` ${quoted(sentence, 60)}`;
  return `${outside(alertId, 12)} ${dispositionWords[disposition].name}${words}${by === undefined ? '' : ` (${personName(by)})`}`;
}
