import { paintList } from '../../../src/chat/painting/list';
import { whoList } from '../../../src/chat/painting/review-lists';
import { pathsIn } from '../../../src/review/exposure/exposure';
import { textOf } from '../../cards/card-lint';
import { refusal } from '../support/fake-azure';
import * as known from '../support/roles';
import {
  ana,
  assignment,
  day,
  lee,
  must,
  opsAdmins,
  pimInstance,
  rg,
  rob,
  start,
  sub,
  vm,
  vm1,
  world,
} from '../support/world';

const subscription = `/subscriptions/${sub}`;
/** As the log names an instance of a scale set. */
const instance = `${rg}/providers/Microsoft.Compute/virtualMachineScaleSets/web-set/virtualMachines/3`;
const member = { id: rob.objectId, displayName: 'Rob', type: 'user' as const };

describe('exposure', () => {
  it('finds direct, inherited, group, active and eligible paths, with since when and by whom', async () => {
    const origin = assignment(known.vmContributor, vm1);
    const w = world({
      assignments: [
        assignment(known.contributor, subscription, { principalId: opsAdmins, principalType: 'Group' }),
        assignment(known.reader, rg),
        origin,
      ],
      pim: [
        pimInstance('active', known.vmContributor, vm1, { originRoleAssignmentId: origin.id }),
        pimInstance('eligible', known.owner, subscription),
      ],
      groups: new Map([[opsAdmins, [member]]]),
    });
    const exposure = must(await w.reviews.exposureOf(rob, [vm1]));
    const seen = exposure.paths.map(({ role, kind, via, verdict }) => [role.name, kind, via, verdict]);
    expect(seen).toEqual([
      ['Contributor', 'assignment', 'group', 'can-connect'],
      ['Reader', 'assignment', 'direct', 'no'],
      ['Virtual Machine Contributor', 'pim-active', 'direct', 'can-connect'],
      ['Owner', 'pim-eligible', 'direct', 'can-obtain'],
    ]);
    expect(pathsIn(exposure)).toHaveLength(3);
    expect(exposure.verdict).toBe('can-connect');
    expect(exposure.paths[0]).toMatchObject({
      grantedBy: `name of ${ana.objectId.slice(0, 4)}`,
      since: start - 214 * day,
      holder: { members: 1 },
    });
  });

  it('marks the assignment the log row names, in any of the ways ids are written', async () => {
    const used = assignment(known.vmContributor, rg);
    const w = world({ assignments: [used] });
    const forms = [used.id, used.name.toUpperCase(), used.name.replaceAll('-', '')];
    for (const roleAssignmentId of forms) {
      const exposure = must(await w.reviews.exposureOf(rob, [vm1], { evidence: [{ roleAssignmentId }] }));
      expect(exposure).toMatchObject({ usedIsGone: false, paths: [{ used: true }] });
    }
    const gone = must(await w.reviews.exposureOf(rob, [vm1], { evidence: [{ roleAssignmentId: 'f'.repeat(32) }] }));
    expect(gone).toMatchObject({ usedIsGone: true, paths: [{ used: false }] });
  });

  it('counts a path once over several machines, with a verdict for each', async () => {
    const machines = [vm1, vm('vm2'), vm('web1', 'web')];
    const w = world({ assignments: [assignment(known.vmContributor, rg)] });
    const exposure = must(await w.reviews.exposureOf(rob, machines));
    expect(exposure.paths).toHaveLength(1);
    expect(exposure.paths[0]?.machines.map(({ machine }) => machine)).toEqual([vm1, vm('vm2')]);
  });

  it('sums up what else the principal holds', async () => {
    const w = world({
      assignments: [assignment(known.vmContributor, rg), assignment(known.owner, `${subscription}/resourceGroups/web`)],
    });
    const exposure = must(await w.reviews.exposureOf(rob, [vm1]));
    expect(exposure.elsewhere).toEqual([{ role: 'Owner', scope: `${subscription}/resourceGroups/web`, via: 'direct' }]);
  });

  it('says what was not read, always and this time', async () => {
    const w = world({ assignments: [assignment(known.vmContributor, rg)] });
    w.azure.before = (call) => (/^(pim|denies|objects)/.test(call) ? refusal('forbidden') : undefined);
    const exposure = must(await w.reviews.exposureOf(rob, [vm1]));
    expect(exposure.notRead.map(({ what }) => what)).toEqual([
      'directory-roles',
      'app-ownership',
      'lighthouse',
      'classic-administrators',
      'deny-assignments',
      'pim',
      'group-names',
    ]);
    expect(exposure.verdict).toBe('can-connect');
  });

  it('a machine that could not be read makes the answer unknown, never no', async () => {
    const w = world();
    w.azure.before = (call) => (call === `list ${vm('vm2')}` ? refusal('throttled') : undefined);
    const exposure = must(await w.reviews.exposureOf(rob, [vm1, vm('vm2')]));
    expect(exposure).toMatchObject({ verdict: 'unknown', unread: [{ machine: vm('vm2') }] });
  });

  it('an unreadable definition is an unknown path', async () => {
    const w = world({ assignments: [assignment(known.vmContributor, rg)] });
    w.azure.before = (call) => (call.startsWith('role ') ? refusal('forbidden') : undefined);
    const exposure = must(await w.reviews.exposureOf(rob, [vm1]));
    expect(exposure).toMatchObject({ verdict: 'unknown', paths: [{ verdict: 'unknown', role: { known: false } }] });
    expect(pathsIn(exposure)).toHaveLength(1);
  });

  it('asks Graph about groups only for denies, and honours the exclusion it answers', async () => {
    const group = 'bbbbbbbb-0000-4000-8000-000000000009';
    const deny = {
      id: 'd',
      name: 'app',
      scope: rg,
      permissions: [{ actions: ['*'], notActions: [] }],
      principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
      excludePrincipals: [{ id: group, type: 'Group' }],
      doNotApplyToChildScopes: false,
      isSystemProtected: true,
    };
    const w = world({
      assignments: [assignment(known.vmContributor, rg)],
      denies: [deny],
      groups: new Map([[group, [member]]]),
    });
    expect(must(await w.reviews.exposureOf(rob, [vm1])).verdict).toBe('can-connect');
    w.azure.groups.clear();
    expect(must(await w.reviews.exposureOf(rob, [vm1]))).toMatchObject({
      verdict: 'no',
      paths: [{ machines: [{ deniedBy: 'app' }] }],
    });
  });

  it('refuses what it cannot look up, with the remedy', async () => {
    const w = world();
    expect(await w.reviews.exposureOf({ ...rob, objectId: 'rob@contoso.com' }, [vm1])).toMatchObject({
      reason: 'principal-unknown',
      remedy: expect.stringContaining('Entra'),
    });
    w.azure.before = (call) => (call.startsWith('list ') ? refusal('forbidden') : undefined);
    expect(await w.reviews.exposureOf(rob, [vm1])).toMatchObject({ reason: 'unreadable' });
  });

  it('reads a definition once, however many assignments and readings name it', async () => {
    const w = world({ assignments: [assignment(known.vmContributor, rg), assignment(known.vmContributor, vm1)] });
    await w.reviews.exposureOf(rob, [vm1, vm('vm2')]);
    await w.reviews.exposureOf(rob, [vm1]);
    expect(w.azure.calls.filter((call) => call.startsWith('role '))).toHaveLength(1);
    w.clock.advance(11 * 60_000);
    await w.reviews.exposureOf(rob, [vm1]);
    expect(w.azure.calls.filter((call) => call.startsWith('role '))).toHaveLength(2);
  });
});

describe('who <machine>', () => {
  it('lists everyone who could, strongest first, groups with their members', async () => {
    const w = world({
      assignments: [
        assignment(known.userAccessAdministrator, subscription, { principalId: ana.objectId }),
        assignment(known.vmContributor, rg, { principalId: opsAdmins, principalType: 'Group' }),
        assignment(known.reader, rg),
      ],
      groups: new Map([[opsAdmins, [member]]]),
    });
    const who = must(await w.reviews.whoCould(vm1));
    expect(who.holders.map(({ role, verdict, memberNames }) => [role.name, verdict, memberNames])).toEqual([
      ['Virtual Machine Contributor', 'can-connect', ['Rob']],
      ['User Access Administrator', 'can-obtain', undefined],
    ]);
  });

  it('says of each since when and granted by whom, active and eligible in PIM included', async () => {
    const origin = assignment(known.vmContributor, vm1, { principalId: lee.objectId });
    const w = world({
      assignments: [assignment(known.contributor, rg), origin],
      pim: [
        pimInstance('active', known.vmContributor, vm1, {
          principalId: lee.objectId,
          originRoleAssignmentId: origin.id,
        }),
        pimInstance('eligible', known.contributor, subscription, {
          principalId: opsAdmins,
          principalType: 'Group',
          startedAt: start - 3 * day,
        }),
      ],
      groups: new Map([[opsAdmins, [member]]]),
    });
    const { holders } = must(await w.reviews.whoCould(vm1));
    const by = `name of ${ana.objectId.slice(0, 4)}`;
    expect(holders.map(({ kind, verdict, since, grantedBy }) => [kind, verdict, since, grantedBy])).toEqual([
      ['assignment', 'can-connect', start - 214 * day, by],
      ['pim-active', 'can-connect', start - 214 * day, by],
      ['pim-eligible', 'can-obtain', start - 3 * day, undefined],
    ]);
    expect(holders[2]?.memberNames).toEqual(['Rob']);
    const text = textOf(paintList(whoList(must(await w.reviews.whoCould(vm1)))));
    expect(text).toMatch(/vm1: 3 paths in/);
    expect(text).toMatch(/not read: directory roles, app ownership, Lighthouse/);
    expect(text).toMatch(/can connect[\s\S]*Contributor, direct, RG ops · given 214 d ago, by name of/);
    expect(text).toMatch(/PIM active · given 214 d ago, by .* · ends 1 Mar/);
    expect(text).toMatch(/can give themselves the right[\s\S]*PIM eligible · members: Rob · given 3 d ago/);
  });

  it('calls a role that the bot gave back given by this bot', async () => {
    const bot = 'dddddddd-0000-4000-8000-00000000000b';
    const w = world({ assignments: [assignment(known.contributor, rg, { createdBy: bot })] });
    expect(must(await w.reviews.whoCould(vm1)).holders[0]?.grantedBy).toBe('this bot');
    expect(must(await w.reviews.exposureOf(rob, [vm1])).paths[0]?.grantedBy).toBe('this bot');
  });

  it('answers for an instance of a scale set as for a machine', async () => {
    const w = world({
      assignments: [
        assignment(known.vmContributor, instance.replace(/\/virtualMachines\/\d+$/, '')),
        assignment(known.vmContributor, instance.replace('/web-set/', '/other-set/'), { principalId: lee.objectId }),
      ],
    });
    const { holders } = must(await w.reviews.whoCould(instance));
    expect(holders.map(({ verdict, holder }) => [verdict, holder.id])).toEqual([['can-connect', rob.objectId]]);
    const exposure = must(await w.reviews.exposureOf(rob, [instance]));
    expect(exposure).toMatchObject({ verdict: 'can-connect', paths: [{ machines: [{ machine: instance }] }] });
  });
});
