import { roleDefinitionIdAt } from '../../../src/review/access/well-known-roles';
import { pathsIn } from '../../../src/review/exposure/exposure';
import { type FakeAzure, fakeAzure, refusal } from '../support/fake-azure';
import { contributor, owner, reader as readerRole, vmContributor } from '../support/roles';
import { assignment, must, rg, rob, sub, vm, vm1, world } from '../support/world';

const identity = 'eeeeeeee-0000-4000-8000-000000000001';
const vault = `${rg}/providers/Microsoft.KeyVault/vaults/kv-prod`;
const secretsUser = {
  ...readerRole,
  id: roleDefinitionIdAt(`/subscriptions/${sub}`, '4633458b-17de-408a-b874-0445c86b69e6'),
  roleName: 'Key Vault Secrets User',
  permissions: [{ actions: [], notActions: [], dataActions: ['Microsoft.KeyVault/vaults/secrets/getSecret/action'] }],
};

async function impactOf(parts: Partial<FakeAzure>, machines = [vm1]) {
  const facts = new Map([
    [vm1, { os: 'Linux', bootDiagnostics: false, tags: { env: 'prod', costCentre: '7' }, identityIds: [identity] }],
  ]);
  const w = world({ facts, ...parts });
  const exposure = must(await w.reviews.exposureOf(rob, machines));
  return { exposure, impact: await w.reviews.impactOf(exposure) };
}

describe('what getting in amounts to', () => {
  test('the width of the way in that was used, the machine’s own identity, and the tags that tell something', async () => {
    const { exposure, impact } = await impactOf({
      roles: [...fakeAzure().roles, secretsUser],
      assignments: [
        assignment(vmContributor, rg),
        assignment(secretsUser, vault, { principalId: identity, principalType: 'ServicePrincipal' }),
      ],
    });
    expect(pathsIn(exposure)).toHaveLength(1);
    expect(impact).toEqual({
      reach: rg,
      machinesInReach: 2,
      powers: [{ machine: vm1, may: 'read', role: 'Key Vault Secrets User', scope: vault }],
      tags: [{ machine: vm1, name: 'env', value: 'prod' }],
      machines: [{ machine: vm1, os: 'Linux', bootDiagnostics: false }],
      notRead: [],
    });
  });

  test('the strongest power of an identity comes first', async () => {
    const own = { principalId: identity, principalType: 'ServicePrincipal' };
    const { impact } = await impactOf({
      assignments: [
        assignment(readerRole, rg, own),
        assignment(contributor, rg, own),
        assignment(owner, rg, own),
        assignment(vmContributor, rg, own),
      ],
    });
    expect(impact.powers?.map(({ may }) => may)).toEqual(['hand-out-rights', 'control', 'change', 'read']);
  });

  test('a machine that cannot be read is named as not read; nobody’s power is claimed', async () => {
    const before = (call: string) => (call.startsWith('machine ') ? refusal('forbidden') : undefined);
    const { impact } = await impactOf({ assignments: [assignment(vmContributor, rg)], before }, [vm1, vm('vm2')]);
    expect(impact.powers).toBeUndefined();
    expect(impact.notRead).toEqual(['machines: service says forbidden']);
  });
});
