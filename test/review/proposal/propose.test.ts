import { roles } from '../../../src/review/access/well-known-roles';
import type { Item } from '../../../src/review/plan/plan';
import type { UsageRow } from '../../../src/review/ports';
import type { FakeAzure } from '../support/fake-azure';
import * as known from '../support/roles';
import {
  ana,
  assignment,
  day,
  opsAdmins,
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

const subscription = `/subscriptions/${sub}`;
const connect = 'microsoft.serialconsole/serialports/connect/action';

function use(resource: string, daysAgo: number, operationNames: string[], consoleUses = 0): UsageRow {
  const lastAt = start - daysAgo * day;
  return {
    principalId: rob.objectId,
    resourceId: resource.toLowerCase(),
    consoleUses,
    ...(consoleUses > 0 ? { lastConsoleAt: lastAt } : {}),
    operations: operationNames.length,
    operationNames,
    lastAt,
  };
}

async function itemsOf(parts: Partial<FakeAzure>, machines = [vm1]): Promise<readonly Item[]> {
  return (await proposed(world(parts), machines)).items;
}

describe('what the bot changes', () => {
  it('removes a console role that was never used', async () => {
    const [item] = await itemsOf({ assignments: [assignment(known.vmContributor, rg)] });
    expect(item).toMatchObject({
      action: 'remove',
      ticked: true,
      leaves: 'no',
      reason: 'the console was never used under it and nothing changed in 90 days',
      effects: { others: 0, machinesNow: 2, machinesAfter: 0, locks: [], undo: 'restores' },
    });
    expect(item?.commands).toEqual([expect.stringMatching(/^az role assignment delete --ids \/subscriptions/)]);
  });

  it('removes one whose last use is long ago', async () => {
    const [item] = await itemsOf({
      assignments: [assignment(known.vmContributor, rg)],
      usageRows: [use(vm1, 74, [connect], 1)],
    });
    expect(item).toMatchObject({ action: 'remove', ticked: true });
    expect(item?.reason).toContain('last used 74 days before');
  });

  it('speaks of commands and changes, not of the console, where the way in is another door', async () => {
    const door = known.role('eeeeeeee-0000-4000-8000-000000000002', 'Runner', [
      'Microsoft.Compute/virtualMachines/runCommand/action',
    ]);
    const run = 'microsoft.compute/virtualmachines/runcommand/action';
    const reasonOf = async (usageRows: UsageRow[]) => {
      const w = world({ assignments: [assignment(door, rg)], usageRows, roles: [...known.definitions, door] });
      const { items, exposure } = await proposed(w);
      expect(exposure?.verdict).toBe('equivalent-control');
      return items[0]?.reason;
    };
    expect(await reasonOf([])).toBe('nothing was run or changed under it in 90 days');
    expect(await reasonOf([use(vm1, 74, [run])])).toBe('the last command or change under it is 74 days old');
    expect(await reasonOf([use(vm1, 3, [run]), use(vm('vm2'), 3, [run])])).toMatch(
      /^in use: 2 resources changed in 90 days, and no smaller role/,
    );
  });

  it('puts Reader in the place of an unused Contributor', async () => {
    const [item] = await itemsOf({ assignments: [assignment(known.contributor, subscription)] });
    expect(item).toMatchObject({
      action: 'replace',
      ticked: true,
      leaves: 'no',
      effects: { undo: 'command', machinesNow: 3 },
    });
    expect(item?.change).toMatchObject({
      create: { roleName: 'Reader', assignment: { scope: subscription, principalType: 'User' } },
    });
    expect(item?.commands[0]).toContain(`--role ${roles.reader} --scope ${subscription}`);
  });

  it('removes an unused Contributor when the principal reads there anyway', async () => {
    const items = await itemsOf({
      assignments: [assignment(known.contributor, subscription), assignment(known.reader, subscription)],
    });
    expect(items.map(({ action }) => action)).toEqual(['remove', 'keep']);
    expect(items[1]?.reason).toBe('Reader cannot connect');
  });

  it('narrows to where all the use lies, when that is not the machine of the alert', async () => {
    const [item] = await itemsOf({
      assignments: [assignment(known.vmContributor, subscription)],
      usageRows: [use(vm('web1', 'web'), 3, [connect], 4)],
    });
    expect(item).toMatchObject({ action: 'narrow', leaves: 'no', effects: { machinesNow: 3, machinesAfter: 1 } });
    // The log writes lower case; the card and Azure keep the spelling of the machine.
    expect(item?.change).toMatchObject({ create: { assignment: { scope: vm('web1', 'web') } } });
  });

  it('replaces by a role without the console for who only starts and restarts', async () => {
    const [item] = await itemsOf({
      assignments: [assignment(known.vmContributor, rg)],
      usageRows: [use(vm1, 3, ['microsoft.compute/virtualmachines/restart/action'])],
    });
    expect(item).toMatchObject({ action: 'replace', leaves: 'no' });
    expect(item?.change).toMatchObject({ create: { roleName: known.powerOnOff.roleName } });
  });

  it('does not tick a removal that would stop work no smaller role covers', async () => {
    const [item] = await itemsOf({
      assignments: [assignment(known.contributor, rg)],
      usageRows: [
        use(`${rg}/providers/Microsoft.Storage/storageAccounts/a`, 2, ['microsoft.storage/storageaccounts/write']),
      ],
    });
    expect(item).toMatchObject({ action: 'remove', ticked: false });
    expect(item?.reason).toContain('removing it stops that work');
  });

  it('says by hand when the writer may not assign the narrowed role', async () => {
    const [item] = await itemsOf({
      assignments: [assignment(known.contributor, subscription)],
      usageRows: [
        use(`${subscription}/resourceGroups/web/providers/Microsoft.Web/sites/a`, 2, ['microsoft.web/sites/write']),
      ],
    });
    expect(item).toMatchObject({ action: 'by-hand', task: { state: 'open' } });
    expect(item?.commands).toHaveLength(2);
  });

  it('never counts the use of the alert itself', async () => {
    const w = world({ assignments: [assignment(known.vmContributor, rg)], usageRows: [use(vm1, -1, [connect], 5)] });
    expect((await proposed(w)).items[0]).toMatchObject({ action: 'remove', ticked: true });
  });

  it('does not tick what a lock will block, and names the lock', async () => {
    const lock = { id: 'l', name: 'keep', scope: subscription, level: 'CanNotDelete' };
    const [item] = await itemsOf({ assignments: [assignment(known.vmContributor, rg)], locks: [lock] });
    expect(item).toMatchObject({
      ticked: false,
      effects: { locks: [{ name: 'keep', level: 'CanNotDelete', scope: subscription }] },
    });
    expect(item?.reason).toContain('the lock "keep" blocks it');
  });

  it('keeps the condition when it narrows', async () => {
    const [item] = await itemsOf({
      assignments: [
        assignment(known.vmContributor, subscription, {
          condition: "@Resource[a] StringEquals 'b'",
          conditionVersion: '2.0',
        }),
      ],
      usageRows: [use(vm('web1', 'web'), 3, [connect], 4)],
    });
    expect(item?.change).toMatchObject({
      create: { assignment: { condition: "@Resource[a] StringEquals 'b'", conditionVersion: '2.0' } },
    });
  });

  it('offers to remove an assignment whose role was deleted, without ticking it', async () => {
    const gone = known.role('eeeeeeee-0000-4000-8000-000000000001', 'gone', []);
    const [item] = await itemsOf({ assignments: [assignment(gone, rg)] });
    expect(item).toMatchObject({ action: 'remove', ticked: false });
    expect(item?.reason).toContain('unknown');
  });
});

describe('what it leaves to people', () => {
  it.each([known.owner, known.userAccessAdministrator])('roles that hand out rights', async (role) => {
    const [item] = await itemsOf({ assignments: [assignment(role, subscription)] });
    expect(item).toMatchObject({ action: 'by-hand', ticked: false, task: { state: 'open', proof: 'path-gone' } });
    expect(item?.change).toBeUndefined();
    expect(item?.commands[0]).toContain('az role assignment delete');
  });

  it('a group grant, by membership, naming who owns the group', async () => {
    const viaGroup = assignment(known.vmContributor, rg, { principalId: opsAdmins, principalType: 'Group' });
    const member = { id: rob.objectId, displayName: 'Rob', type: 'user' as const };
    const others = [1, 2].map((n) => ({ id: `m${n}`, displayName: `M${n}`, type: 'user' as const }));
    const [item] = await itemsOf({ assignments: [viaGroup], groups: new Map([[opsAdmins, [member, ...others]]]) });
    expect(item).toMatchObject({ action: 'by-hand', task: { couldDo: ['Ana'] }, effects: { others: 2 } });
    expect(item?.reason).toContain('all 3 members');
    expect(item?.commands).toEqual([`az ad group member remove --group ${opsAdmins} --member-id ${rob.objectId}`]);
  });

  it('management groups and root', async () => {
    const group = '/providers/Microsoft.Management/managementGroups/corp';
    const items = await itemsOf({
      assignments: [assignment(known.vmContributor, group), assignment(known.vmContributor, '/')],
      ancestors: [group],
    });
    expect(items.map(({ action }) => action)).toEqual(['by-hand', 'by-hand']);
  });

  it("approvers' and break-glass principals", async () => {
    const w = world(
      { assignments: [assignment(known.vmContributor, rg)] },
      { deps: { guards: { botObjectIds: [], approvers: [rob.objectId], breakGlass: [] } } },
    );
    expect((await proposed(w)).items[0]).toMatchObject({
      action: 'by-hand',
      reason: expect.stringContaining('approves reviews'),
    });
    const glass = world(
      { assignments: [assignment(known.vmContributor, rg)] },
      { deps: { policy: { ...glassPolicy, breakGlass: [rob.objectId] } } },
    );
    expect((await proposed(glass)).items[0]).toMatchObject({
      action: 'by-hand',
      reason: expect.stringContaining('break-glass'),
    });
  });

  it('its own rights', async () => {
    const w = world(
      { assignments: [assignment(known.vmContributor, rg)] },
      { deps: { guards: { botObjectIds: [rob.objectId.toUpperCase()], approvers: [], breakGlass: [] } } },
    );
    expect((await proposed(w)).items[0]).toMatchObject({ action: 'keep', ticked: false });
  });

  it('roles the writer may not take away', async () => {
    const w = world(
      { assignments: [assignment(known.vmContributor, rg)] },
      {
        deps: {
          guards: { botObjectIds: [], approvers: [ana.objectId], breakGlass: [], mayRemove: [roles.contributor] },
        },
      },
    );
    expect((await proposed(w)).items[0]).toMatchObject({ action: 'by-hand' });
  });
});

describe('PIM', () => {
  it('an eligibility alone is removed by its own request', async () => {
    const [item] = await itemsOf({ pim: [pimInstance('eligible', known.vmContributor, rg)] });
    expect(item).toMatchObject({ action: 'remove', effects: { undo: 'command' } });
    expect(item?.change).toMatchObject({ removals: [{ kind: 'pim', snapshot: { kind: 'eligible' } }] });
    expect(item?.commands[0]).toContain('roleEligibilityScheduleRequests');
    expect(item?.commands[0]).toContain('AdminRemove');
  });

  it('a permanent assignment listed by PIM is still a plain one', async () => {
    const plain = assignment(known.vmContributor, rg);
    const listed = pimInstance('active', known.vmContributor, rg, { assignmentType: 'Assigned' });
    const { endsAt: _, ...permanent } = listed;
    const [item] = await itemsOf({ assignments: [plain], pim: [permanent] });
    expect(item?.change).toMatchObject({ removals: [{ kind: 'assignment' }] });
  });
});

it('the same reading gives the same plan', async () => {
  const one = assignment(known.contributor, subscription);
  const [a, b] = await Promise.all([itemsOf({ assignments: [one] }), itemsOf({ assignments: [one] })]);
  expect(a).toEqual(b);
});

const glassPolicy = {
  review: {
    quorum: 1,
    expiryMinutes: 30,
    changesPerHour: 10,
    killSwitch: false,
    secondApprovers: [],
    emergencyPath: false,
  },
};
