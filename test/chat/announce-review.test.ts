import { createAlertDesk } from '../../src/alerts/desk';
import { memoryAlertStore } from '../../src/alerts/memory-alert-store';
import { noTimers } from '../../src/alerts/timers';
import { createAnnounceReview } from '../../src/chat/announce-review';
import { createIntents } from '../../src/chat/intents';
import { memoryOutbox } from '../../src/chat/memory-outbox';
import { memoryCardRefs } from '../../src/chat/memory-stores';
import { ManualClock } from '../../src/core/clock';
import { memoryAuditTrail } from '../../src/core/memory-audit-trail';
import { memoryUnitOfWork } from '../../src/core/memory-unit-of-work';
import type { ReviewEvent } from '../../src/review/deps';
import type { Emergency, Review } from '../../src/review/review';
import { ana, aReview, askedReview, lee, miaActor, provedReview, tom } from './painting/a-review';
import { at, openAlert } from './painting/an-alert';

const emergency: Emergency = { by: ana, at: at('03:00'), sentence: 'dc01 is emptied', secondDueAt: at('07:00') };

function withEmergency(review = askedReview()): Review {
  if (review.approval === undefined) throw new Error('R-7 was asked for');
  return { ...review, approval: { ...review.approval, emergency } };
}

/** What chat is asked to say when a review changes: replies with their mentions, and messages in person. */
async function told(review: Review, event: ReviewEvent, about = openAlert()) {
  const uow = memoryUnitOfWork();
  const alerts = memoryAlertStore();
  const outbox = memoryOutbox();
  const refs = memoryCardRefs();
  const desk = createAlertDesk({
    store: alerts,
    audit: memoryAuditTrail(),
    timers: noTimers,
    changed: async () => undefined,
  });
  const announce = createAnnounceReview({
    intents: createIntents(outbox, refs),
    refs,
    desk: () => desk,
    approvers: () => [ana, tom, lee],
    secondApprovers: () => [lee],
    levels: () => [{ name: 'Lead', mention: [] }],
    mentionsOf: async () => [],
    calling: {
      level: async () => [{ objectId: 'lead', name: 'Lead' }],
      holderOrLevel: async () => [],
    },
    clock: new ManualClock(at('03:20')),
    kick: () => undefined,
  });
  await uow.run(async (tx) => {
    await alerts.insert(tx, about);
    await announce(tx, review, event);
  });
  const replies = outbox
    .all()
    .flatMap(({ delivery }) => (delivery.kind === 'reply' && delivery.text ? [delivery] : []));
  const personal = outbox.all().flatMap(({ delivery }) => (delivery.kind === 'personal' ? [delivery] : []));
  const alert = await uow.run((tx) => alerts.get(tx, 'A-12'));
  return {
    texts: replies.map(({ text }) => text),
    mentions: replies.flatMap(({ mentions }) => mentions.map(({ name }) => name)),
    personal,
    alert,
  };
}

describe('what a changed review says in chat', () => {
  test('asks the first approvers in person and in the thread, the requester never; repeated, the next group too', async () => {
    const asked = await told(askedReview(), 'approval-asked');
    expect(asked.personal.map(({ to, card }) => [to.name, card])).toEqual([
      ['Ana A.', 'R-7'],
      ['Tom T.', 'R-7'],
    ]);
    const again = await told(askedReview(), 'approval-repeated');
    expect(again.personal.map(({ to }) => to.name)).toEqual(['Ana A.', 'Tom T.', 'Lee L.']);
    expect(again.mentions).not.toContain(miaActor.name);
  });

  test('a review or a request by who has the alert keeps it theirs; what others or the engine do keeps nobody’s', async () => {
    const held = openAlert({ status: 'acknowledged', holder: { ...miaActor, at: at('02:38') } });
    expect((await told(askedReview(), 'approval-asked', held)).alert?.confirmedAt).toBe(at('03:20'));
    expect((await told(aReview({ state: 'reading' }), 'started', held)).alert?.confirmedAt).toBe(at('03:20'));
    expect((await told(aReview({ requester: tom }), 'started', held)).alert?.confirmedAt).toBeUndefined();
    expect((await told(provedReview(), 'proved', held)).alert?.confirmedAt).toBeUndefined();
  });

  test('an emergency change asks for a signature from everybody but who did it', async () => {
    const { texts, personal } = await told(withEmergency(), 'emergency-applied');
    expect(texts[0]).toMatch(
      /EMERGENCY PATH: Ana A\. applies R-7 alone: “dc01 is emptied” · a second person must sign by 07:00 UTC/,
    );
    expect(personal.map(({ to }) => to.name)).toEqual(['Tom T.', 'Lee L.']);
  });

  test('a signature that does not come is an escalation of the alert, never an undo', async () => {
    const { texts, mentions, alert } = await told(withEmergency(provedReview()), 'second-signature-missing');
    expect(texts.at(-1)).toMatch(/nobody gave the second signature in time; what was changed stays changed/);
    expect(mentions).toEqual(['Mia M.', 'Tom T.', 'Lee L.', 'Lead']);
    expect(alert?.escalations).toMatchObject([{ levelName: 'Lead', reason: 'no second signature under R-7' }]);
  });

  test('the closing line of the next day says what was seen, up to when, and what stays open', async () => {
    const { proof, watch, ...rest } = provedReview();
    if (proof === undefined || watch === undefined) throw new Error('R-7 is proved');
    const closed = { ...watch, checkedAt: at('03:13') + 86_400_000, closed: true };
    const one = await told({ ...rest, proof, watch: closed }, 'watch-closed');
    expect(one.texts[0]).toMatch(
      /closing line after 24 hours: no connect since .*03:16 · log complete to .*04:02 · nothing left open/,
    );
    const two = await told(
      { ...rest, proof: { ...proof, pathsNow: 2 }, watch: { ...closed, seenAt: at('05:00') } },
      'watch-closed',
    );
    expect(two.texts[0]).toMatch(/console used again .*05:00 .*2 paths in still open/);
  });

  test('a console that is still off is a reminder to whoever asked, with the way back', async () => {
    const off = {
      ...askedReview({ kind: 'console', state: 'proved' }),
      appliedAt: at('03:01'),
      updatedAt: at('07:01'),
    };
    const { texts, mentions } = await told(off, 'console-still-off');
    expect(texts).toEqual([
      'R-7: the serial console is still off since 03:01 UTC · turn it on by undo, with its own approval',
    ]);
    expect(mentions).toEqual(['Mia M.']);
  });

  test('without an alert the requester gets the card and the news in person', async () => {
    const { alertId: _alertId, ...alone } = askedReview({ state: 'expired' });
    const { personal } = await told(alone, 'expired');
    expect(personal.map(({ to, card, text }) => [to.name, card ?? text])).toEqual([
      ['Mia M.', 'R-7'],
      ['Mia M.', 'R-7 expired: nobody decided in time, nothing was changed'],
    ]);
  });

  test('a superseded proposal is silent until somebody was asked to approve it', async () => {
    expect((await told(aReview({ state: 'superseded' }), 'superseded')).texts).toEqual([]);
    expect((await told(askedReview({ state: 'superseded' }), 'superseded')).texts[0]).toMatch(
      /request for approval of it is void/,
    );
  });
});
