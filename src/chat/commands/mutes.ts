import type { Alert } from '../../alerts/alert';
import { unknownAlert } from '../../alerts/desk';
import type { MuteScope } from '../../alerts/mutes/mute';
import { may } from '../../core/access';
import { parseSpan, reasonIn } from '../grammar';
import { refused, refusedBy } from '../guard';
import { stamp } from '../moves';
import { muteChoices } from '../mutes/choices';
import { readScope } from '../mutes/read-scope';
import { muteCard } from '../mutes/show-mute';
import { muteList } from '../painting/other-lists';
import type { Answer, MessageIn } from '../ports';
import { unmute as unmutePress } from '../presses/mute';
import { type Ask, caseOf } from '../room';
import { scopeWords } from '../words/mute';
import { replies } from '../words/replies';
import { type Command, words } from './command';
import { listCard } from './lists';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const mostAlerts = 2_000;
const example = 'mute rob@contoso.com on dc01 from 198.51.100.0/24 for 24h because fstab repair';

export const mute: Command = {
  id: 'mute',
  args: '<principal|machine|network|A-12> for 24h because …',
  summary: 'hide what is known to be honest for a while; you see first what it would have hidden',
  examples: [example, 'mute A-12 for 4h because change 4711', 'mute dc01 for 24h because disk swap'],
  needs: 'mute',
  effect: 'changes',
  async run(ask, args) {
    const { room, incoming, now } = ask;
    const { before, reason } = reasonIn(args);
    const [, what = '', span = '24h'] = /^(.*?)(?:\s+for\s+(\S+))?$/i.exec(before) ?? [];
    const ms = parseSpan(span);
    if (what === '' || ms === undefined) return words(replies.needsMute(example), true);
    const found = await scopeOf(ask, what);
    if ('answer' in found) return found.answer;
    const wish = { ...found, hours: ms / hourMs, reason, by: stamp(ask) };
    const draft = await room.uow.run((tx) => room.mutes.preview(tx, wish, incoming.id));
    return draft.ok ? muteCard(draft.value, now, true) : refused(draft);
  },
};

type Found = { readonly scope: MuteScope; readonly alertId?: string } | { readonly answer: Answer };

async function scopeOf(ask: Ask<MessageIn>, what: string): Promise<Found> {
  const { room, now } = ask;
  if (/^A-\d+$/i.test(what)) {
    const alertId = what.toUpperCase();
    const alert = await room.uow.run((tx) => room.alerts.get(tx, alertId));
    const denied = await refusedBy(ask, 'mute', alertId, alert === undefined ? {} : caseOf(alert));
    if (denied !== undefined) return { answer: denied };
    if (alert === undefined) return { answer: refused(unknownAlert(alertId)) };
    return { scope: muteChoices(alert, room.networks)[0]?.scope ?? {}, alertId };
  }
  const known = await room.uow.run((tx) => room.alerts.list(tx, { since: now - 90 * dayMs, limit: mostAlerts }));
  // Names of one's own case are no more told than the rest of it.
  const alerts = known.filter((alert) => may(ask.actor, 'read', caseOf(alert)).ok);
  const scope = readScope(what, alerts, room.networks);
  if (!scope.ok) return { answer: refused(scope) };
  return { scope: scope.value };
}

export const mutes: Command = {
  id: 'mutes',
  args: '',
  summary: 'what is muted, by whom, why and how long still',
  examples: ['mutes'],
  needs: 'read',
  effect: 'reads',
  async run(ask) {
    const { room, now, actor } = ask;
    const [standing, alerts] = await room.uow.run(async (tx) => [
      await room.mutes.standing(tx, now),
      await room.alerts.list(tx, { updatedSince: now - 30 * dayMs, limit: mostAlerts }),
    ]);
    const shown = standing.filter(
      ({ state, requester, scope }) =>
        (state !== 'draft' || requester.objectId === actor.objectId) &&
        may(actor, 'read', scope.principal === undefined ? {} : { subjectId: scope.principal.objectId }).ok,
    );
    const rows = shown.map(({ id, state, scope, requester, reason, until }) => ({
      id,
      scope: `${scopeWords(scope)}${state === 'active' ? '' : state === 'asked' ? ' (waits for a second person)' : ' (your draft)'}`,
      by: requester.name,
      reason,
      until,
      ...(state === 'active' ? { hid: hiddenBy(id, alerts) } : {}),
    }));
    return listCard(muteList(rows, now), `Mutes: ${rows.length}`);
  },
};

function hiddenBy(id: string, alerts: readonly Alert[]): number {
  return alerts.reduce(
    (sum, { muted, mutedSessions }) => sum + (muted?.by === id ? (mutedSessions?.length ?? 0) : 0),
    0,
  );
}

export const unmute: Command = {
  id: 'unmute',
  args: 'M-3',
  summary: 'lift a mute: what it hid and nobody resolved is posted',
  examples: ['unmute M-3'],
  needs: 'mute',
  effect: 'changes',
  async run(ask, args) {
    const id = /^M-\d+$/i.exec(args.trim())?.[0]?.toUpperCase();
    return id === undefined ? words(replies.needsMuteId, true) : unmutePress.run(ask, id, {});
  },
};
