import type { AzureReason, AzureRefusal } from '../../../src/review/azure-outcome';
import { refusal } from '../support/fake-azure';
import { vmContributor } from '../support/roles';
import {
  approved,
  assignment,
  day,
  mia,
  must,
  proposed,
  rg,
  rob,
  start,
  vm,
  type World,
  world,
} from '../support/world';

async function ready(w: World): Promise<string> {
  const { id } = await proposed(w);
  await approved(w, id);
  w.azure.calls.length = 0;
  return id;
}

function removal(): World {
  return world({ assignments: [assignment(vmContributor, rg)] });
}

function narrowing(): World {
  const use = {
    principalId: rob.objectId,
    resourceId: vm('vm2').toLowerCase(),
    consoleUses: 1,
    operations: 1,
    operationNames: ['microsoft.serialconsole/serialports/connect/action'],
    lastAt: start - day,
  };
  return world({ assignments: [assignment(vmContributor, rg)], usageRows: [use] });
}

const onRemove = (reason: AzureReason, times = Number.POSITIVE_INFINITY, extra: Partial<AzureRefusal> = {}) => {
  let left = times;
  return (call: string) => (call.startsWith('remove') && left-- > 0 ? refusal(reason, extra) : undefined);
};

describe('a removal Azure refuses for good', () => {
  it.each<[AzureReason, string, string]>([
    ['forbidden', 'lacks the right', 'Owner or User Access Administrator'],
    ['denied', 'deny assignment', 'managed application'],
    ['locked', 'a lock on the scope', 'lift it'],
    ['last-admin', 'last administrator', 'assign another Owner first'],
    ['bad-request', 'invalid', 'use the command shown'],
    ['unexpected-answer', 'documented form', 'see the log'],
    ['foreign-link', 'another host', 'check the endpoint'],
  ])('%s: says so, says what next, and leaves Azure as it was', async (reason, text, next) => {
    const w = removal();
    const id = await ready(w);
    w.azure.before = onRemove(reason);
    await w.settle();
    const review = await w.get(id);
    expect(review.state).toBe('failed');
    expect(review.notices.at(-1)?.text).toContain(text);
    expect(review.notices.at(-1)?.text).toContain(`service says ${reason}`);
    expect(review.notices.at(-1)?.next).toContain(next);
    expect(w.azure.assignments).toHaveLength(1);
    expect(w.azure.calls.filter((call) => call.startsWith('remove'))).toHaveLength(1);
    expect(w.audit.some(({ result, details }) => result === reason && details?.requestIds === 'req-refused')).toBe(
      true,
    );
  });
});

describe('a removal that fails in passing', () => {
  it('waits as long as Retry-After says', async () => {
    const w = removal();
    const id = await ready(w);
    w.azure.before = onRemove('throttled', 1, { retryAfterMs: 42_000 });
    await w.reviews.tick();
    expect((await w.get(id)).dueAt).toBe(w.clock.now() + 42_000);
    await w.settle(5 * 60_000);
    expect((await w.get(id)).state).toBe('proved');
  });

  it.each<AzureReason>([
    'throttled',
    'server-error',
    'unreachable',
    'timeout-unknown-outcome',
  ])('%s: tries again and proves it', async (reason) => {
    const w = removal();
    const id = await ready(w);
    w.azure.before = onRemove(reason, 2);
    await w.settle(5 * 60_000);
    expect((await w.get(id)).state).toBe('proved');
    expect(w.azure.assignments).toEqual([]);
  });

  it('gives up after six attempts, with nothing changed', async () => {
    const w = removal();
    const id = await ready(w);
    w.azure.before = onRemove('server-error');
    await w.settle();
    expect((await w.get(id)).state).toBe('failed');
    expect(w.azure.calls.filter((call) => call.startsWith('remove'))).toHaveLength(6);
  });

  it('a time-out after the change was made is recognised as our own success', async () => {
    const w = removal();
    const id = await ready(w);
    let lost = true;
    w.azure.after = (call) => {
      if (!call.startsWith('remove') || !lost) return undefined;
      lost = false;
      return refusal('timeout-unknown-outcome');
    };
    await w.settle(5 * 60_000);
    const review = await w.get(id);
    expect(review.state).toBe('proved');
    expect(review.steps.find(({ kind }) => kind === 'remove')?.result).toBe('removed');
    expect(w.azure.calls.filter((call) => call.startsWith('remove'))).toHaveLength(1);
  });
});

describe('a narrowing that cannot remove', () => {
  it('takes its creation back and ends compensated', async () => {
    const w = narrowing();
    const id = await ready(w);
    w.azure.before = (call) => (call.startsWith('remove') && !call.includes('vm2') ? refusal('locked') : undefined);
    await w.settle();
    const review = await w.get(id);
    expect(review.state).toBe('compensated');
    expect(w.azure.assignments.map(({ scope }) => scope)).toEqual([rg]);
    expect(await w.reviews.undo({ reviewId: id, actor: mia, reason: 'x' })).toMatchObject({
      reason: 'nothing-to-undo',
    });
  });

  it('says what stays behind when even the taking back is refused', async () => {
    const w = narrowing();
    const id = await ready(w);
    w.azure.before = onRemove('locked');
    await w.settle();
    const review = await w.get(id);
    expect(review.state).toBe('failed');
    expect(w.azure.assignments).toHaveLength(2);
    expect(review.notices.at(-1)).toMatchObject({
      code: 'left-behind',
      next: expect.stringContaining('az role assignment delete'),
    });
    const undo = must(await w.reviews.undo({ reviewId: id, actor: mia, reason: 'clean up' }));
    expect(undo.items).toMatchObject([{ action: 'remove', ticked: true }]);
  });

  it('removes nothing when the creation is refused', async () => {
    const w = narrowing();
    const id = await ready(w);
    w.azure.before = (call) => (call.startsWith('create') ? refusal('principal-not-found') : undefined);
    await w.settle();
    const review = await w.get(id);
    expect(review.state).toBe('failed');
    expect(review.notices.at(-1)?.text).toContain('no longer exists in the directory');
    expect(w.azure.calls.some((call) => call.startsWith('remove'))).toBe(false);
  });
});

describe('a proof that does not come', () => {
  it('waits five minutes for the assignment to go, then says it is still there', async () => {
    const w = removal();
    const id = await ready(w);
    const [ghost] = w.azure.assignments;
    w.azure.after = (call) => {
      if (call.startsWith('remove') && ghost) w.azure.assignments = [ghost];
      return undefined;
    };
    await w.settle();
    const review = await w.get(id);
    expect(review.state).not.toBe('proved');
    expect(review.notices.some(({ code }) => code === 'still-there' || code === 'unproved')).toBe(true);
  });

  it('is not claimed while a machine cannot be read, and can be read again later', async () => {
    const w = removal();
    const id = await ready(w);
    w.azure.before = (call) => (call.startsWith('list /') ? refusal('forbidden') : undefined);
    await w.settle();
    expect((await w.get(id)).state).toBe('unproved');
    delete w.azure.before;
    must(await w.reviews.readAgain({ reviewId: id, actor: mia }));
    await w.reviews.tick();
    expect(await w.get(id)).toMatchObject({ state: 'proved', proof: { pathsNow: 0 } });
  });

  it('watches for a day and says when the subject came back', async () => {
    const w = removal();
    const id = await ready(w);
    await w.reviews.tick();
    const seenAt = w.clock.now() + 2 * 3_600_000;
    w.azure.usageRows = [
      {
        principalId: rob.objectId,
        resourceId: vm('vm1').toLowerCase(),
        consoleUses: 1,
        lastConsoleAt: seenAt,
        operations: 1,
        operationNames: [],
        lastAt: seenAt,
      },
    ];
    await w.settle(26 * 3_600_000);
    expect(w.events.map(({ event }) => event).slice(-2)).not.toContain('failed');
    expect(w.events.some(({ event }) => event === 'seen-again')).toBe(true);
    expect(w.events.at(-1)?.event).toBe('watch-closed');
    expect(await w.get(id)).toMatchObject({ watch: { closed: true, seenAt } });
  });
});

describe('brakes', () => {
  it('the kill switch stops a plan before its next write and says how far it came', async () => {
    const w = narrowing();
    const id = await ready(w);
    w.azure.after = (call) => {
      if (call.startsWith('create')) {
        void w.reviews.throwKillSwitch({ actor: mia, reason: 'something is wrong' });
      }
      return undefined;
    };
    await w.settle();
    const review = await w.get(id);
    expect(w.azure.calls.some((call) => call.startsWith('remove'))).toBe(false);
    expect(review.state).toBe('failed');
    expect(review.notices.some(({ code, text }) => code === 'kill-switch' && text.includes('something is wrong'))).toBe(
      true,
    );
  });

  it('waits for room under the changes-an-hour cap, and refuses a plan that can never fit', async () => {
    const w = world(
      { assignments: [assignment(vmContributor, rg)] },
      { policy: { changesPerHour: 1, expiryMinutes: 120 } },
    );
    await w.store.recordChange(w.tx, { reviewId: 'R-0', stepId: '1', at: w.clock.now() - 50 * 60_000 });
    const { id } = await proposed(w);
    await approved(w, id);
    await w.reviews.tick();
    expect(await w.get(id)).toMatchObject({ state: 'approved' });
    await w.settle(30 * 60_000);
    expect((await w.get(id)).state).toBe('proved');

    const wide = world(
      { assignments: [assignment(vmContributor, rg), assignment(vmContributor, vm('vm1'))] },
      { policy: { changesPerHour: 1 } },
    );
    const two = await proposed(wide);
    expect(await wide.reviews.askApproval({ reviewId: two.id, actor: mia, reason: 'x' })).toMatchObject({
      reason: 'too-many-changes',
    });
  });
});
