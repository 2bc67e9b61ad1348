import type { Alert } from '../alerts/alert';
import type { Inquiry } from '../alerts/inquiry';
import type { Tx } from '../core/unit-of-work';
import type { Intents } from './intents';
import type { Person } from './ports';
import { inquiryWords } from './words/inquiries';

export interface AnnounceInquiriesParts {
  readonly intents: Intents;
  /** Whom a call for help mentions: the holder, or the level reached. */
  readonly helpersOf: (tx: Tx, alert: Alert) => Promise<readonly Person[]>;
}

/** What changed questions ask of chat: a card in person, and a line in the thread for each question, answer and silence. */
export function createAnnounceInquiries({ intents, helpersOf }: AnnounceInquiriesParts) {
  /** Replies wait for the thread; an alert that was never posted has none. */
  async function say(tx: Tx, alert: Alert, key: string, text: string, mentions: readonly Person[]): Promise<void> {
    if (alert.postedAt === undefined) return;
    await intents.reply(tx, alert.id, { key, summary: text, text, mentions }, alert.updatedAt);
  }

  async function put(tx: Tx, alert: Alert, added: readonly Inquiry[]): Promise<void> {
    for (const inquiry of added) {
      const { id, to } = inquiry;
      const summary = inquiryWords.summary(inquiry, alert);
      await intents.personal(tx, id, to, { key: 'asked', summary, card: id }, alert.updatedAt);
    }
    const [first] = added;
    if (first !== undefined) await say(tx, alert, `asked:${first.id}`, inquiryWords.asked(alert, added), []);
  }

  async function answered(tx: Tx, alert: Alert, before: Alert, inquiry: Inquiry): Promise<void> {
    await intents.repaint(tx, inquiry.id, alert.updatedAt);
    const { by, answer } = inquiry;
    const denied = answer?.says === 'no';
    const text = `${inquiryWords.answered(alert, inquiry)}${denied ? inquiryWords.afterDenial(before.resolution) : ''}`;
    const called = denied ? [...(await helpersOf(tx, alert)), by] : [by];
    const mentions = [...new Map(called.map((person) => [person.objectId, person])).values()];
    await say(tx, alert, `answered:${inquiry.id}`, text, mentions);
  }

  return async (tx: Tx, before: Alert, after: Alert): Promise<void> => {
    const known = new Map((before.asks ?? []).map((inquiry) => [inquiry.id, inquiry]));
    const asks = after.asks ?? [];
    await put(
      tx,
      after,
      asks.filter(({ id }) => !known.has(id)),
    );
    for (const inquiry of asks) {
      const old = known.get(inquiry.id);
      if (old === undefined) continue;
      if (old.answer === undefined && inquiry.answer !== undefined) await answered(tx, after, before, inquiry);
      if (old.silentAt === undefined && inquiry.silentAt !== undefined) {
        await intents.repaint(tx, inquiry.id, after.updatedAt);
        // Who asked waits for it; a closed alert needs nobody's attention any more.
        const mentions = after.status === 'resolved' ? [] : [inquiry.by];
        await say(tx, after, `silent:${inquiry.id}`, inquiryWords.silent(after, inquiry), mentions);
      }
      const warned = old.answer?.signIns?.suspicious.length ?? 0;
      if (warned === 0 && (inquiry.answer?.signIns?.suspicious.length ?? 0) > 0) {
        const mentions = [...(await helpersOf(tx, after))];
        await say(tx, after, `same-address:${inquiry.id}`, inquiryWords.sameAddress(after, inquiry), mentions);
      }
    }
  };
}
