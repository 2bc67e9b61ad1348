import type { Alert, Escalation } from '../alerts/alert';
import type { AlertChange } from '../alerts/ingest';
import { targetsOf } from '../alerts/summary';
import type { EscalationLevel, Policy } from '../core/policy';
import { shortName } from '../core/resource-id';
import { atLeast } from '../core/severity';
import type { StateStore } from '../core/state';
import type { Tx } from '../core/unit-of-work';
import { createAnnounceInquiries } from './announce-inquiries';
import type { Calling } from './calling';
import { type Intents, laneOf } from './intents';
import { moveToRestricted } from './places/move-alert';
import { channelsFor, targetOf } from './routing';
import type { CardRefStore, ChannelStore } from './stores';
import type { AnnounceWebhooks } from './webhooks/announce-webhooks';
import { announcements } from './words/announcements';

export interface AnnounceParts {
  readonly intents: Intents;
  readonly channels: ChannelStore;
  readonly state: StateStore;
  readonly policy: () => Policy;
  readonly levels: () => readonly EscalationLevel[];
  readonly calling: Calling;
  readonly webhooks: Pick<AnnounceWebhooks, 'changed'>;
  readonly refs: CardRefStore;
  readonly serviceUrl: string;
}

/** Only every five minutes does a growing alert mention somebody again (cards.md, "What makes a sound"). */
const quietMs = 5 * 60_000;

/** Writes the intents that a changed alert asks for, inside the transaction of the change. */
export function createAnnounce(parts: AnnounceParts): (tx: Tx, change: AlertChange) => Promise<void> {
  const { intents, channels, state, policy, levels, calling, webhooks, refs, serviceUrl } = parts;
  const inquiriesChanged = createAnnounceInquiries({ intents, helpersOf: calling.holderOrLevel });

  async function post(tx: Tx, alert: Alert): Promise<void> {
    const loud = atLeast(alert.severity, 'high');
    const mentions = loud ? await calling.level(tx, alert, 0) : [];
    for (const channel of await channelsFor(tx, alert, { policy: policy(), channels, state, serviceUrl })) {
      await intents.post(tx, alert.id, channel, mentions, alert.updatedAt);
    }
  }

  async function grew(tx: Tx, { after, ...change }: AlertChange, before: Alert): Promise<void> {
    await intents.repaint(tx, after.id, after.updatedAt);
    // A mute covers the news like the first notice; what pierces it is news whatever else changed.
    const pierced = before.muted !== undefined && after.muted === undefined;
    if (after.muted !== undefined || change.hushed) return;
    const rose = after.severity !== before.severity;
    const added = targetsOf(after).filter((target) => !targetsOf(before).includes(target));
    const news = pierced
      ? announcements.pierced(after, before.muted?.by ?? '')
      : rose
        ? announcements.rose(after)
        : after.status === 'acknowledged' && added.length > 0
          ? announcements.newMachine(after, added.map(shortName))
          : undefined;
    if (news === undefined || !(await mayRing(tx, after))) return;
    const mentions = await calling.holderOrLevel(tx, after);
    await intents.reply(
      tx,
      after.id,
      { key: `news:${after.version}`, summary: news, text: news, mentions },
      after.updatedAt,
    );
  }

  /** What a decision says in the thread: in its own transaction, so that no kill can keep the decision and lose the call for help. */
  async function acted(tx: Tx, before: Alert, after: Alert): Promise<void> {
    const { id, updatedAt, escalations, resolution } = after;
    await intents.repaint(tx, id, updatedAt);
    const escalation = escalations.length > before.escalations.length ? escalations.at(-1) : undefined;
    if (escalation !== undefined) await escalated(tx, after, escalation);
    if (after.restricted !== undefined && before.restricted === undefined) {
      const target = await targetOf(tx, after.restricted.channel, { channels, serviceUrl });
      await moveToRestricted(tx, after, target, await calling.holderOrLevel(tx, after), { intents, refs });
    }
    if (resolution !== undefined && before.resolution === undefined) {
      const text = announcements.resolved(after, resolution);
      await intents.reply(tx, id, { key: `resolved:${after.version}`, summary: text, text }, updatedAt);
    }
  }

  /** In the thread; a level with a channel of its own gets the card there, and a line each further time. */
  async function escalated(tx: Tx, alert: Alert, escalation: Escalation): Promise<void> {
    const { id, updatedAt, escalations } = alert;
    const text = announcements.escalated(alert, escalation);
    const mentions = await calling.level(tx, alert, escalation.level - 1, escalation.by);
    // The channel of a level may have the subject among its readers.
    const channel = alert.restricted === undefined ? levels()[escalation.level - 1]?.channel : undefined;
    const key = `escalated:${escalations.length}`;
    await intents.reply(
      tx,
      id,
      { key, summary: text, text, mentions: channel === undefined ? mentions : [] },
      updatedAt,
    );
    if (channel === undefined) return;
    const target = await targetOf(tx, channel, { channels, serviceUrl });
    const shown = (await refs.ofSubject(tx, id)).some(({ conversationId }) => laneOf(conversationId) === channel);
    if (shown) await intents.notice(tx, `${id}:${key}`, target, text, updatedAt, mentions);
    else await intents.post(tx, id, target, mentions, updatedAt);
  }

  async function mayRing(tx: Tx, alert: Alert): Promise<boolean> {
    const key = `rang:${alert.id}`;
    const last = await state.get(tx, key);
    if (last !== undefined && typeof last.value === 'number' && alert.updatedAt - last.value < quietMs) return false;
    await state.put(tx, key, alert.updatedAt);
    return true;
  }

  return async (tx, change) => {
    const { before, after, cause } = change;
    if (before !== undefined && before.asks !== after.asks) await inquiriesChanged(tx, before, after);
    if (after.postedAt === undefined) return;
    await webhooks.changed(tx, change);
    if (before?.postedAt === undefined) return post(tx, after);
    return cause === 'grown' ? grew(tx, change, before) : acted(tx, before, after);
  };
}
