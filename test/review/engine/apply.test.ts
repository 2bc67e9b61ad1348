import { roles } from '../../../src/review/access/well-known-roles';
import { contributor, vmContributor } from '../support/roles';
import {
  ana,
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
  sub,
  vm,
  vm1,
  world,
} from '../support/world';

/** Rob's VM Contributor on RG ops, used on one machine only. */
function narrowWorld() {
  const wide = assignment(vmContributor, rg);
  const use = {
    principalId: rob.objectId,
    resourceId: vm('vm2').toLowerCase(),
    consoleUses: 3,
    lastConsoleAt: start - 5 * day,
    operations: 3,
    operationNames: ['microsoft.serialconsole/serialports/connect/action'],
    lastAt: start - 5 * day,
  };
  return { wide, w: world({ assignments: [wide], usageRows: [use] }) };
}

describe('a removal', () => {
  it('goes from proposal to proof, and Azure no longer has the assignment', async () => {
    const w = world({ assignments: [assignment(vmContributor, rg)] });
    const review = await proposed(w);
    expect(review).toMatchObject({ state: 'proposed', pathsNow: 1, pathsLeft: 0 });
    await approved(w, review.id);
    await w.reviews.tick();
    const after = await w.get(review.id);
    expect(after.state).toBe('proved');
    expect(after.proof).toMatchObject({ pathsBefore: 1, pathsNow: 0, complete: true });
    expect(w.azure.assignments).toEqual([]);
    expect(after.watch?.until).toBe((after.appliedAt ?? 0) + day);
  });

  it('is audited with its intent before and its request id after', async () => {
    const w = world({ assignments: [assignment(vmContributor, rg)] });
    const { id } = await proposed(w);
    await approved(w, id);
    await w.reviews.tick();
    const removes = w.audit.filter(({ verb }) => verb === 'review.remove');
    expect(removes.map(({ result }) => result)).toEqual(['intent', 'removed']);
    expect(removes[1]?.details?.requestIds).toMatch(/^req-/);
  });

  it('says already gone when somebody else removed it after approval', async () => {
    const w = world({ assignments: [assignment(vmContributor, rg)] });
    const { id } = await proposed(w);
    await approved(w, id);
    w.azure.assignments = [];
    await w.reviews.tick();
    const after = await w.get(id);
    expect(after.state).toBe('proved');
    expect(after.steps.find(({ kind }) => kind === 'remove')?.result).toBe('already-gone');
    expect(w.azure.calls.some((call) => call.startsWith('remove'))).toBe(false);
  });

  it('changes nothing when the assignment is not what was approved', async () => {
    const w = world({ assignments: [assignment(vmContributor, rg), assignment(contributor, `/subscriptions/${sub}`)] });
    const { id } = await proposed(w);
    await approved(w, id);
    w.azure.assignments = w.azure.assignments.map((one) => ({ ...one, condition: 'x', updatedOn: start }));
    w.azure.calls.length = 0;
    await w.reviews.tick();
    const after = await w.get(id);
    expect(after.state).toBe('failed');
    expect(after.notices.at(-1)?.text).toContain('changed since approval (condition, time of last update)');
    expect(w.azure.calls.filter((call) => /^(remove|create)/.test(call))).toEqual([]);
  });

  it('says what is left when the plan covers only a part', async () => {
    const kept = assignment(vmContributor, `/subscriptions/${sub}`);
    const w = world({ assignments: [assignment(vmContributor, rg), kept] });
    const { id, items } = await proposed(w);
    const other = items.find(({ pathIds }) => pathIds.includes(kept.id.toLowerCase()));
    const toggled = must(await w.reviews.toggle({ reviewId: id, actor: mia, itemId: other?.id ?? '' }));
    expect(toggled).toMatchObject({ pathsNow: 2, pathsLeft: 1 });
    await approved(w, id);
    await w.reviews.tick();
    expect((await w.get(id)).proof).toMatchObject({
      pathsNow: 1,
      left: [{ scope: kept.scope, verdict: 'can-connect' }],
    });
  });
});

describe('a narrowing', () => {
  it('creates the smaller assignment before it removes the wider', async () => {
    const { w } = narrowWorld();
    const { id, items } = await proposed(w);
    expect(items[0]).toMatchObject({ action: 'narrow', ticked: true, leaves: 'no' });
    await approved(w, id);
    w.azure.calls.length = 0;
    await w.reviews.tick();
    const writes = w.azure.calls.filter((call) => /^(create|remove)/.test(call));
    expect(writes.map((call) => call.split(' ')[0])).toEqual(['create', 'remove']);
    expect((await w.get(id)).state).toBe('proved');
    expect(w.azure.assignments.map(({ scope }) => scope)).toEqual([vm('vm2')]);
    expect(w.azure.assignments[0]).toMatchObject({ principalId: rob.objectId, principalType: 'User' });
  });

  it('does not hand out anything when its source is gone', async () => {
    const { w } = narrowWorld();
    const { id } = await proposed(w);
    await approved(w, id);
    w.azure.assignments = [];
    await w.reviews.tick();
    expect(await w.get(id)).toMatchObject({ state: 'failed' });
    expect(w.azure.assignments).toEqual([]);
  });

  it('adopts the smaller assignment when it exists already, and never takes it back', async () => {
    const { w } = narrowWorld();
    const { id } = await proposed(w);
    await approved(w, id);
    const existing = assignment(vmContributor, vm('vm2'));
    w.azure.assignments.push(existing);
    w.azure.locks = [];
    w.azure.before = (call) =>
      call.startsWith('remove') ? { ok: false, reason: 'locked', message: 'lock' } : undefined;
    await w.reviews.tick();
    const after = await w.get(id);
    expect(after.steps.find(({ kind }) => kind === 'create')?.result).toBe('adopted');
    expect(after.steps.some(({ kind }) => kind === 'take-back')).toBe(false);
    expect(w.azure.assignments).toContainEqual(existing);
  });
});

describe('PIM', () => {
  const origin = assignment(vmContributor, rg);
  const active = pimInstance('active', vmContributor, rg, { originRoleAssignmentId: origin.id });
  const eligible = pimInstance('eligible', vmContributor, rg);

  it('takes eligibility and activation away as one item, eligibility first', async () => {
    const w = world({ assignments: [origin], pim: [active, eligible] });
    const review = await proposed(w);
    expect(review).toMatchObject({ pathsNow: 2, pathsLeft: 0 });
    expect(review.items).toHaveLength(1);
    await approved(w, review.id);
    w.azure.calls.length = 0;
    await w.reviews.tick();
    expect(w.azure.calls.filter((call) => call.startsWith('remove'))).toEqual([
      'remove-pim eligible',
      'remove-pim active',
    ]);
    expect(await w.get(review.id)).toMatchObject({ state: 'proved', proof: { pathsNow: 0 } });
  });

  it('reports what the policy of the role refuses and still removes the rest', async () => {
    const w = world({ assignments: [origin], pim: [active, eligible] });
    const { id } = await proposed(w);
    await approved(w, id);
    w.azure.before = (call) =>
      call === 'remove-pim eligible' ? { ok: false, reason: 'pim-policy', message: 'ExpirationRule' } : undefined;
    await w.reviews.tick();
    const after = await w.get(id);
    expect(after).toMatchObject({ state: 'failed', proof: { pathsNow: 1, left: [{ eligible: true }] } });
    expect(after.notices.some(({ text }) => text.includes('PIM policy') && text.includes('ExpirationRule'))).toBe(true);
  });
});

describe('the console of a subscription', () => {
  it('is turned off, reminded of, and turned on again by an undo with its own approval', async () => {
    const w = world();
    const plan = must(
      await w.reviews.containConsole({
        alertId: 'A-12',
        subject: rob,
        subscriptionIds: [sub],
        machines: [vm1],
        requester: mia,
      }),
    );
    expect(plan.items[0]).toMatchObject({ action: 'console-off', effects: { machinesNow: 3 } });
    await approved(w, plan.id);
    await w.reviews.tick();
    expect(await w.get(plan.id)).toMatchObject({ state: 'proved' });
    expect(w.azure.disabled.has(sub)).toBe(true);
    w.clock.advance(4 * 3_600_000);
    await w.reviews.tick();
    expect(w.events.at(-1)?.event).toBe('console-still-off');
    const undo = must(await w.reviews.undo({ reviewId: plan.id, actor: mia, reason: 'contained' }));
    await approved(w, undo.id);
    await w.reviews.tick();
    expect(await w.get(undo.id)).toMatchObject({ state: 'proved' });
    expect(w.azure.disabled.has(sub)).toBe(false);
  });
});

describe('undo', () => {
  it('restores the same assignment, needs its own approval, and happens once', async () => {
    const before = assignment(vmContributor, rg, { condition: 'c', conditionVersion: '2.0' });
    const w = world({ assignments: [before] });
    const { id } = await proposed(w);
    await approved(w, id);
    await w.reviews.tick();
    const undo = must(
      await w.reviews.undo({ reviewId: id, actor: mia, reason: 'it was Rob', warning: 'judged malicious' }),
    );
    expect(undo).toMatchObject({ state: 'proposed', undoOf: id });
    expect(undo.notices.map(({ code }) => code)).toEqual(['undo', 'warning']);
    expect(await w.reviews.undo({ reviewId: id, actor: mia, reason: 'again' })).toMatchObject({
      reason: 'already-undone',
    });
    await approved(w, undo.id);
    await w.reviews.tick();
    expect(await w.get(undo.id)).toMatchObject({ state: 'proved', proof: { pathsNow: 1 } });
    const { name, scope, condition, conditionVersion, principalId } = before;
    expect(w.azure.assignments).toMatchObject([{ name, scope, condition, conditionVersion, principalId }]);
  });

  it('puts the wider assignment back and takes the narrower away', async () => {
    const { w, wide } = narrowWorld();
    const { id } = await proposed(w);
    await approved(w, id);
    await w.reviews.tick();
    const undo = must(await w.reviews.undo({ reviewId: id, actor: mia, reason: 'needed' }));
    await approved(w, undo.id);
    await w.reviews.tick();
    expect((await w.get(undo.id)).state).toBe('proved');
    expect(w.azure.assignments.map(({ scope }) => scope)).toEqual([wide.scope]);
  });

  it('takes a new id when Azure refuses the former one', async () => {
    const w = world({ assignments: [assignment(vmContributor, rg)] });
    const { id } = await proposed(w);
    await approved(w, id);
    await w.reviews.tick();
    const undo = must(await w.reviews.undo({ reviewId: id, actor: mia, reason: 'it was Rob' }));
    await approved(w, undo.id);
    let creates = 0;
    w.azure.before = (call) =>
      call.startsWith('create') && creates++ === 0
        ? { ok: false, reason: 'update-not-permitted', message: 'not allowed to be updated' }
        : undefined;
    await w.settle(60_000);
    expect((await w.get(undo.id)).state).toBe('proved');
    expect(w.azure.assignments).toHaveLength(1);
  });

  it('shows the ready command for Contributor, which the writer may not assign', async () => {
    const before = assignment(contributor, rg);
    const w = world({ assignments: [before] });
    const review = await proposed(w);
    expect(review.items[0]?.effects.undoText).toContain("outside the writer's rights");
    await approved(w, review.id);
    await w.reviews.tick();
    const undo = must(await w.reviews.undo({ reviewId: review.id, actor: mia, reason: 'it was Rob' }));
    expect(undo.items[0]).toMatchObject({ action: 'by-hand', ticked: false });
    expect(undo.items[0]?.commands[0]).toContain(`--role ${roles.contributor} --scope ${rg}`);
    expect(await w.reviews.askApproval({ reviewId: undo.id, actor: mia, reason: 'x' })).toMatchObject({
      reason: 'nothing-ticked',
    });
    w.azure.assignments.push(before);
    const done = must(await w.reviews.byHandDone({ reviewId: undo.id, actor: ana, itemId: 'i1' }));
    expect(done).toMatchObject({ state: 'proved', open: false });
  });
});
