import type { Alert } from '../../alerts/alert';
import type { AlertCardState } from '../painting/state';
import { quoted } from './escape';
import { coveredBy } from './mute';
import { dispositionWords, personName, statusWord } from './names';
import { type Fact, facts, strong } from './piece';
import { clock, duration } from './time';

/** The first line of an alert card: state, severity, id, and what happens next or happened last. */
export function headline(state: AlertCardState): readonly Fact[] {
  const { alert } = state;
  return facts(strong(`${alert.drill ? 'DRILL · ' : ''}${statusWord[alert.status]}`), ...tail(state));
}

function tail(state: AlertCardState): readonly (Fact | undefined)[] {
  const { alert } = state;
  if (alert.status === 'resolved') return resolvedTail(state);
  const id = [strong(severityWords(alert)), strong(alert.id)];
  return alert.status === 'open' ? [...id, levelReached(alert), ...nextLevel(state)] : [...id, ...heldBy(state)];
}

/** `CRITICAL (was medium)`. */
export function severityWords({ severity, rises }: Alert): string {
  const rise = rises.at(-1);
  return severity.toUpperCase() + (rise === undefined ? '' : ` (was ${rise.from})`);
}

function levelReached(alert: Alert): string | undefined {
  const last = alert.escalations.at(-1);
  if (alert.level === 0 || last === undefined) return undefined;
  if (last.by !== undefined) return escalatedBy(alert);
  return `${personName(last.levelName)} mentioned ${clock(last.at)} UTC`;
}

/** `escalated 02:45 UTC by Mia M. to Lead`: what somebody pressed stays in sight, since whoever has it need not read the thread. */
function escalatedBy({ escalations, reopenedAt = 0 }: Alert): string | undefined {
  const last = escalations.findLast(({ by, at }) => by !== undefined && at >= reopenedAt);
  if (last?.by === undefined) return undefined;
  return `escalated ${clock(last.at)} UTC by ${personName(last.by.name)} to ${personName(last.levelName)}`;
}

function nextLevel({ next, alert, now }: AlertCardState): readonly Fact[] {
  const { muted } = alert;
  if (muted !== undefined && now < muted.until)
    return [strong(`${coveredBy(muted.by)} until ${clock(muted.until, now)} UTC`)];
  if (next !== undefined) {
    const again = alert.level > 0 && alert.escalations.at(-1)?.levelName === next.levelName;
    const goes = again ? 'again to' : 'goes to';
    return [strong(`${goes} ${personName(next.levelName)} at ${clock(next.at)} UTC unless acknowledged`)];
  }
  return alert.severity === 'low' || alert.severity === 'informational' ? [] : ['no further level is configured'];
}

function heldBy({ alert, steps, reminderAt }: AlertCardState): readonly (Fact | undefined)[] {
  const { holder } = alert;
  const contained = steps?.some(({ done }) => done !== undefined && done.proof !== 'asked') ?? false;
  return [
    holder && strong(`${personName(holder.name)} has it since ${clock(holder.at, alert.lastSessionAt)} UTC`),
    escalatedBy(alert),
    contained ? undefined : 'nothing contained yet',
    reminderAt === undefined ? undefined : `reminder ${clock(reminderAt, alert.lastSessionAt)}`,
  ];
}

function resolvedTail({ alert, firstAcknowledgedAt }: AlertCardState): readonly (Fact | undefined)[] {
  const { resolution, holder } = alert;
  if (resolution === undefined) return [strong(alert.id)];
  const from = alert.postedAt ?? alert.raisedAt;
  const acknowledged = firstAcknowledgedAt ?? holder?.at;
  const took = acknowledged === undefined ? '' : `acknowledged ${duration(acknowledged - from)}, `;
  return [
    strong(alert.id),
    strong(dispositionWords[resolution.disposition].name),
    `${personName(resolution.name)} ${clock(resolution.at, alert.lastSessionAt)} UTC`,
    quoted(resolution.sentence, 200),
    `from first card: ${took}closed ${duration(resolution.at - from)}`,
  ];
}
