import { memoryOutbox } from '../../src/chat/memory-outbox';
import type { Intent, NewIntent, OutboxStore } from '../../src/chat/stores';
import { contract, embedded, memory } from './adapters';

const channel = { serviceUrl: 'https://smba.example', conversationId: '19:x@thread.tacv2' };

function intent(id: string, lane = 'channel', at = 100): NewIntent {
  return {
    id,
    lane,
    subject: 'A-1',
    createdAt: at,
    dueAt: at,
    delivery: { kind: 'notice', channel, text: `words of ${id}`, summary: 's', mentions: [] },
  };
}

contract<OutboxStore>('OutboxStore', [memory(memoryOutbox), embedded(({ outbox }) => outbox)], ({ run }) => {
  const add = (...intents: readonly NewIntent[]) =>
    run(async (tx, outbox) => {
      for (const each of intents) await outbox.add(tx, each);
    });
  const claim = (now: number, limit = 10) => run((tx, outbox) => outbox.claim(tx, now, limit, now + 60));
  const settle = (claimed: Intent) => run((tx, outbox) => outbox.settle(tx, claimed));
  const nextDueAt = () => run((tx, outbox) => outbox.nextDueAt(tx));
  const idsOf = (intents: readonly Intent[]) => intents.map(({ id }) => id);

  it('gives an intent back as it was added, new', async () => {
    await add(intent('a'));
    expect(await claim(100)).toEqual([{ ...intent('a'), attempts: 0, generation: 0 }]);
  });

  it('claims one a lane, the oldest, and the next only when that is settled', async () => {
    await add(intent('a1', 'a'), intent('a2', 'a'), intent('b1', 'b'));
    const first = await claim(100);
    expect(idsOf(first)).toEqual(['a1', 'b1']);
    expect(await claim(100)).toEqual([]);
    for (const each of first) await settle(each);
    expect(idsOf(await claim(100))).toEqual(['a2']);
  });

  it('lets a new card go before what else waits in its lane, but not beside what is on its way', async () => {
    await add(intent('repaint:1'), intent('repaint:2'), intent('post:A-1:c'), intent('post:A-2:c'));
    const sent: string[] = [];
    for (let turn = 0; turn < 4; turn++) {
      const [head] = await claim(100);
      if (head === undefined) break;
      sent.push(head.id);
      if (turn === 0) await add(intent('post:A-0:c'));
      expect(await claim(100)).toEqual([]);
      await settle(head);
    }
    expect(sent).toEqual(['post:A-1:c', 'post:A-2:c', 'post:A-0:c', 'repaint:1']);
  });

  it('claims no more than asked for', async () => {
    await add(intent('a', 'a'), intent('b', 'b'), intent('c', 'c'));
    expect(await claim(100, 2)).toHaveLength(2);
    expect(await claim(100, 2)).toHaveLength(1);
  });

  it('keeps the order of a lane while its head waits', async () => {
    await add({ ...intent('head'), dueAt: 500 }, intent('behind'), intent('other', 'other'));
    expect(idsOf(await claim(100))).toEqual(['other']);
    expect(idsOf(await claim(500))).toEqual(['head', 'other']);
  });

  it('gives a claim that has expired to the next who asks', async () => {
    await add(intent('a'));
    await claim(100);
    expect(await claim(159)).toEqual([]);
    expect(idsOf(await claim(160))).toEqual(['a']);
  });

  it('joins repaints of one id, and delivers again when one was wished for meanwhile', async () => {
    await add(intent('repaint'), intent('repaint'));
    const [claimed] = await claim(100);
    expect(claimed?.generation).toBe(1);
    await add(intent('repaint'));
    if (claimed === undefined) throw new Error('nothing claimed');
    await settle(claimed);
    const [again] = await claim(101);
    expect(again).toMatchObject({ id: 'repaint', generation: 2, attempts: 0 });
    if (again === undefined) throw new Error('nothing claimed');
    await settle(again);
    expect(await claim(102)).toEqual([]);
    expect(await run((tx, outbox) => outbox.state(tx))).toEqual({ waiting: 0, buried: [] });
  });

  it('waits after a failure until it is due again', async () => {
    await add(intent('a'), intent('b'));
    await claim(100);
    await run((tx, outbox) => outbox.postpone(tx, 'a', 300, 1, 'throttled'));
    expect(await claim(299)).toEqual([]);
    expect(await claim(300)).toMatchObject([{ id: 'a', attempts: 1, dueAt: 300 }]);
  });

  it('buries what cannot be delivered, out of its lane, and tells of it', async () => {
    await add(intent('a', 'lane', 100), intent('b', 'lane', 101));
    await claim(101);
    await run((tx, outbox) => outbox.bury(tx, 'a', 'gone: no such channel', 102));
    expect(idsOf(await claim(102))).toEqual(['b']);
    expect(await run((tx, outbox) => outbox.state(tx))).toEqual({
      waiting: 1,
      oldestAt: 101,
      buried: [{ id: 'a', lane: 'lane', problem: 'gone: no such channel', at: 102 }],
    });
  });

  it('tries a buried one anew when it is wished for again', async () => {
    await add(intent('a'));
    await run((tx, outbox) => outbox.bury(tx, 'a', 'gone', 100));
    await add(intent('b'), intent('a'));
    expect(idsOf(await claim(100))).toEqual(['b']);
    expect((await run((tx, outbox) => outbox.state(tx))).buried).toEqual([]);
  });

  it('knows when to look next: heads only, claims included', async () => {
    expect(await nextDueAt()).toBeUndefined();
    await add({ ...intent('late'), dueAt: 900 }, intent('hidden behind it'), {
      ...intent('soon', 'other'),
      dueAt: 400,
    });
    expect(await nextDueAt()).toBe(400);
    await claim(400);
    expect(await nextDueAt()).toBe(460);
    await run((tx, outbox) => outbox.bury(tx, 'soon', 'gone', 400));
    expect(await nextDueAt()).toBe(900);
  });

  it('knows how long ago so many were sent to a conversation, and forgets the old ones', async () => {
    const note = (conversation: string, at: number, forgetBefore = 0) =>
      run((tx, outbox) => outbox.noteSent(tx, conversation, at, forgetBefore));
    const sentAt = (until: number, ...counts: number[]) =>
      run((tx, outbox) => outbox.sentAt(tx, 'here', until, counts));
    for (const at of [10, 20, 20, 30]) await note('here', at);
    await note('elsewhere', 40);
    expect(await sentAt(100, 1, 2, 3, 4, 5)).toEqual([30, 20, 20, 10, undefined]);
    expect(await sentAt(25, 1, 4)).toEqual([20, undefined]);
    await note('here', 50, 20);
    expect(await sentAt(100, 1, 4, 5)).toEqual([50, 20, undefined]);
  });

  it('does not wait for a clock that was put back', async () => {
    await add(intent('from a later time', 'a', 7_200_000));
    expect(idsOf(await claim(100))).toEqual(['from a later time']);
    // Claimed at that later time, and found by a process with the right clock.
    await add(intent('claimed later', 'b', 10));
    await claim(7_200_000);
    expect(idsOf(await claim(200))).toContain('claimed later');
  });

  it('takes settling or postponing something unknown for nothing to do', async () => {
    await settle({ ...intent('none'), attempts: 0, generation: 0 });
    await run((tx, outbox) => outbox.postpone(tx, 'none', 1, 1, 'p'));
    await run((tx, outbox) => outbox.bury(tx, 'none', 'p', 1));
    expect(await run((tx, outbox) => outbox.state(tx))).toEqual({ waiting: 0, buried: [] });
  });
});
