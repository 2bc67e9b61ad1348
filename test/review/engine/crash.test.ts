import { vmContributor } from '../support/roles';
import {
  approved,
  assignment,
  day,
  mia,
  must,
  pimInstance,
  proposed,
  rg,
  rob,
  start,
  vm,
  type World,
  world,
} from '../support/world';

const use = {
  principalId: rob.objectId,
  resourceId: vm('vm2').toLowerCase(),
  consoleUses: 1,
  lastConsoleAt: start - day,
  operations: 1,
  operationNames: ['microsoft.serialconsole/serialports/connect/action'],
  lastAt: start - day,
};

/** Used on one machine only: it is narrowed to that. */
function narrowingWorld(): World {
  return world({ assignments: [assignment(vmContributor, rg)], usageRows: [use] });
}

/** A narrowing and a PIM pair in one plan: every kind of step that writes access. */
function makeWorld(): World {
  const origin = assignment(vmContributor, vm('vm1'));
  return world({
    assignments: [assignment(vmContributor, rg), origin],
    pim: [
      pimInstance('active', vmContributor, vm('vm1'), { originRoleAssignmentId: origin.id }),
      pimInstance('eligible', vmContributor, vm('vm1')),
    ],
    usageRows: [use],
  });
}

async function ready(w: World): Promise<string> {
  const { id, items } = await proposed(w);
  for (const item of items.filter(({ ticked, change }) => change && !ticked)) {
    must(await w.reviews.toggle({ reviewId: id, actor: mia, itemId: item.id, ticked: true }));
  }
  await approved(w, id);
  w.azure.calls.length = 0;
  return id;
}

type When = 'before' | 'after';

/** A world with an approved plan, about to be worked off. */
interface Prepared {
  readonly w: World;
  readonly id: string;
}

async function toApply(): Promise<Prepared> {
  const w = makeWorld();
  return { w, id: await ready(w) };
}

const wide = (call: string) => call.startsWith('remove') && call.includes(`${rg}/providers/Microsoft.Authorization`);

/** A narrowing alone, whose wider assignment is locked once it is approved: it has to take its creation back. */
async function toCompensate(): Promise<Prepared> {
  const w = narrowingWorld();
  const id = await ready(w);
  w.azure.before = (call) => (wide(call) ? { ok: false, reason: 'locked', message: 'ScopeLocked' } : undefined);
  return { w, id };
}

/** The same narrowing done and proved; its undo is approved. */
async function toUndo(): Promise<Prepared> {
  const w = narrowingWorld();
  const done = await ready(w);
  await w.settle();
  const undo = must(await w.reviews.undo({ reviewId: done, actor: mia, reason: 'it was Rob' }));
  await approved(w, undo.id);
  w.azure.calls.length = 0;
  return { w, id: undo.id };
}

/** Kills at the nth call to Azure, before or after its effect; a new process then takes over. */
async function killedAt(n: number, when: When, prepare: () => Promise<Prepared> = toApply) {
  const { w, id } = await prepare();
  const asBefore = w.azure[when];
  let calls = 0;
  let killed = false;
  w.azure[when] = (call) => {
    if (killed || ++calls !== n) return asBefore?.(call);
    killed = true;
    return new Error('killed');
  };
  await w.reviews.tick();
  const creates = () => w.azure.calls.filter((call) => call.startsWith('create')).length;
  if (!killed) return { w, id, killed, creates };
  // While the dead engine's lease runs nobody touches the plan; after it a new process finishes.
  const next = w.engine();
  const before = w.azure.calls.length;
  if ((await w.get(id)).state === 'applying') {
    await next.resume();
    expect(w.azure.calls.length).toBe(before);
  }
  await w.settle(15 * 60_000, next);
  return { w, id, killed, creates };
}

describe.each(['before', 'after'] as const)('killed %s a call to Azure', (when) => {
  it('finishes exactly once, wherever it was', async () => {
    let n = 1;
    for (; n < 100; n++) {
      const { w, id, killed } = await killedAt(n, when);
      const review = await w.get(id);
      expect({ n, state: review.state, paths: review.proof?.pathsNow }).toEqual({ n, state: 'proved', paths: 0 });
      expect(w.azure.assignments.map(({ scope }) => scope)).toEqual([vm('vm2')]);
      expect(w.azure.pim).toEqual([]);
      if (!killed) break;
    }
    // Checks, create, confirm, removals, confirms and the proof's reading: a shorter walk would test little.
    expect(n).toBeGreaterThan(20);
  });
});

describe.each(['before', 'after'] as const)('killed %s a call to Azure, of what is not an apply', (when) => {
  it.each([
    ['an undo', toUndo, 'proved', rg],
    ['a plan that takes its creation back', toCompensate, 'compensated', rg],
  ] as const)('%s ends exactly once, wherever it was', async (_, prepare, state, scope) => {
    let n = 1;
    for (; n < 60; n++) {
      const { w, id, killed } = await killedAt(n, when, prepare);
      expect({ n, state: (await w.get(id)).state }).toEqual({ n, state });
      expect(w.azure.assignments.map((one) => one.scope)).toEqual([scope]);
      if (!killed) break;
    }
    // Check, create, confirm, remove or take back, confirm.
    expect(n).toBeGreaterThan(5);
  });
});

describe('killed between an outcome in Azure and its row in the store', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16])('at save %i', async (nth) => {
    const w = makeWorld();
    const id = await ready(w);
    const { replace } = w.store;
    let saves = 0;
    w.store.replace = async (...args) => {
      if (++saves === nth) throw new Error('killed');
      return replace(...args);
    };
    await w.reviews.tick().catch(() => undefined);
    w.store.replace = replace;
    await w.settle(15 * 60_000, w.engine());
    expect(await w.get(id)).toMatchObject({ state: 'proved', proof: { pathsNow: 0 } });
    expect(w.azure.assignments.map(({ scope }) => scope)).toEqual([vm('vm2')]);
  });
});

it('two engines at once do the work once', async () => {
  const w = makeWorld();
  const id = await ready(w);
  const other = w.engine();
  await Promise.all([w.reviews.tick(), other.tick(), w.reviews.tick()]);
  await w.settle();
  expect((await w.get(id)).state).toBe('proved');
  expect(w.azure.calls.filter((call) => call.startsWith('create'))).toHaveLength(1);
  expect(w.azure.calls.filter((call) => call.startsWith('remove'))).toHaveLength(3);
});

it('a plan killed while compensating takes its creation back once', async () => {
  const w = makeWorld();
  const id = await ready(w);
  w.azure.before = (call) =>
    call.startsWith('remove') && call.includes(`${rg}/providers/Microsoft.Authorization`)
      ? { ok: false, reason: 'locked', message: 'ScopeLocked' }
      : undefined;
  let kills = 0;
  w.azure.after = (call) =>
    call.includes('vm2') && call.startsWith('remove') && kills++ === 0 ? new Error('killed') : undefined;
  await w.reviews.tick();
  expect(kills).toBe(1);
  await w.settle(15 * 60_000, w.engine());
  const review = await w.get(id);
  expect(w.azure.assignments.map(({ scope }) => scope)).toEqual([rg]);
  expect(review.state).toBe('failed');
  expect(review.steps.find(({ kind }) => kind === 'confirm-taken')?.state).toBe('done');
});

it('an approval found long after its expiry is not acted on', async () => {
  const w = makeWorld();
  const id = await ready(w);
  w.clock.advance(3 * 3_600_000);
  await w.engine().resume();
  expect((await w.get(id)).state).toBe('expired');
  expect(w.azure.calls.filter((call) => /^(create|remove)/.test(call))).toEqual([]);
});
