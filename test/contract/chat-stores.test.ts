import { memoryCardRefs, memoryChannels, memoryPeople, memorySeen } from '../../src/chat/memory-stores';
import type { Answer } from '../../src/chat/ports';
import type { CardRef, CardRefStore, Channel, ChannelStore, PeopleStore, SeenStore } from '../../src/chat/stores';
import { contract, embedded, memory } from './adapters';

const serviceUrl = 'https://smba.example/amer';

contract<CardRefStore>('CardRefStore', [memory(memoryCardRefs), embedded(({ cards }) => cards)], ({ run }) => {
  const ref = (activityId: string, more: Partial<CardRef> = {}): CardRef => ({
    subject: 'A-1',
    serviceUrl,
    conversationId: '19:x@thread.tacv2;messageid=1',
    activityId,
    opensThread: false,
    postedAt: 1,
    ...more,
  });

  it('finds a card by its place and the cards of a subject, oldest first', async () => {
    const first = ref('1', { opensThread: true });
    const second = ref('2', { personOf: 'p', postedAt: 2 });
    await run((tx, cards) => cards.put(tx, first));
    await run((tx, cards) => cards.put(tx, second));
    await run((tx, cards) => cards.put(tx, ref('3', { subject: 'A-2' })));
    expect(await run((tx, cards) => cards.ofSubject(tx, 'A-1'))).toEqual([first, second]);
    expect(await run((tx, cards) => cards.find(tx, second.conversationId, '2'))).toEqual(second);
    expect(await run((tx, cards) => cards.find(tx, 'elsewhere', '2'))).toBeUndefined();
  });

  it('notes what stands on a card and nothing else of it, and that it is unknown', async () => {
    const { conversationId } = ref('1');
    await run((tx, cards) => cards.put(tx, ref('1', { painted: 'first' })));
    await run((tx, cards) => cards.put(tx, ref('2', { opensThread: true })));
    await run((tx, cards) => cards.notePainted(tx, conversationId, '2', 'second'));
    await run((tx, cards) => cards.notePainted(tx, conversationId, '1', undefined));
    await run((tx, cards) => cards.notePainted(tx, conversationId, 'forgotten', 'x'));
    expect(await run((tx, cards) => cards.ofSubject(tx, 'A-1'))).toEqual([
      ref('1'),
      ref('2', { opensThread: true, painted: 'second' }),
    ]);
  });

  it('replaces by place, and forgets what is removed', async () => {
    await run((tx, cards) => cards.put(tx, ref('1', { opensThread: true })));
    await run((tx, cards) => cards.put(tx, ref('1', { subject: 'R-7' })));
    expect(await run((tx, cards) => cards.ofSubject(tx, 'A-1'))).toEqual([]);
    expect(await run((tx, cards) => cards.ofSubject(tx, 'R-7'))).toEqual([ref('1', { subject: 'R-7' })]);
    await run((tx, cards) => cards.remove(tx, ref('1').conversationId, '1'));
    expect(await run((tx, cards) => cards.ofSubject(tx, 'R-7'))).toEqual([]);
  });
});

contract<ChannelStore>('ChannelStore', [memory(memoryChannels), embedded(({ channels }) => channels)], ({ run }) => {
  const channel = (conversationId: string, subscribedAt: number): Channel => ({
    conversationId,
    serviceUrl,
    name: `name of ${conversationId}`,
    subscribedBy: 'p',
    subscribedAt,
  });

  it('lists channels by age of subscription, replaces and removes', async () => {
    await run((tx, channels) => channels.put(tx, channel('late', 2)));
    await run((tx, channels) => channels.put(tx, channel('early', 1)));
    expect(await run((tx, channels) => channels.all(tx))).toEqual([channel('early', 1), channel('late', 2)]);
    const failing = { ...channel('late', 2), problem: 'forbidden' };
    await run((tx, channels) => channels.put(tx, failing));
    expect(await run((tx, channels) => channels.get(tx, 'late'))).toEqual(failing);
    await run((tx, channels) => channels.put(tx, channel('late', 2)));
    expect((await run((tx, channels) => channels.get(tx, 'late')))?.problem).toBeUndefined();
    await run((tx, channels) => channels.remove(tx, 'late'));
    expect(await run((tx, channels) => channels.get(tx, 'late'))).toBeUndefined();
  });
});

contract<PeopleStore>('PeopleStore', [memory(memoryPeople), embedded(({ people }) => people)], ({ run }) => {
  const person = { objectId: 'p1', name: 'Mia', serviceUrl, seenAt: 1 };

  it('keeps what was known when a later sight says less', async () => {
    await run((tx, people) => people.put(tx, { ...person, mri: '29:1', personalConversationId: 'a:1' }));
    await run((tx, people) => people.put(tx, { ...person, name: 'Mia M.', seenAt: 2 }));
    const known = { ...person, name: 'Mia M.', seenAt: 2, mri: '29:1', personalConversationId: 'a:1' };
    expect(await run((tx, people) => people.get(tx, 'p1'))).toEqual(known);
    expect(await run((tx, people) => people.many(tx, ['p1', 'p2', 'p1']))).toEqual([known]);
    expect(await run((tx, people) => people.get(tx, 'p2'))).toBeUndefined();
    expect(await run((tx, people) => people.many(tx, []))).toEqual([]);
  });

  it('answers for more people than one statement carries', async () => {
    await run((tx, people) => people.put(tx, person));
    const ids = Array.from({ length: 1200 }, (_, index) => `other-${index}`);
    expect(await run((tx, people) => people.many(tx, [...ids, 'p1']))).toEqual([person]);
  });
});

contract<SeenStore>('SeenStore', [memory(memorySeen), embedded(({ seen }) => seen)], ({ run }) => {
  const answer: Answer = { kind: 'refused', status: 409, code: 'taken', message: 'Mia was first' };

  it('remembers answers until they are old', async () => {
    await run((tx, seen) => seen.put(tx, 'early', answer, 1));
    await run((tx, seen) => seen.put(tx, 'late', { kind: 'none' }, 5));
    expect(await run((tx, seen) => seen.get(tx, 'early'))).toEqual(answer);
    await run((tx, seen) => seen.forgetBefore(tx, 5));
    expect(await run((tx, seen) => seen.get(tx, 'early'))).toBeUndefined();
    expect(await run((tx, seen) => seen.get(tx, 'late'))).toEqual({ kind: 'none' });
  });
});
