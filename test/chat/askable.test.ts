import { openAlert } from '../../src/alerts/grouping';
import { type AskableParts, createAskable } from '../../src/chat/askable';
import { refuse } from '../../src/core/outcome';
import type { AzureOutcome } from '../../src/review/azure-outcome';
import type { DirectoryObject } from '../../src/review/ports';
import { finding, rob, start } from '../support/findings';

const id = (n: number) => `aaaaaaaa-0000-4000-8000-00000000000${n}`;
const user = (n: number, displayName: string, more: Partial<DirectoryObject> = {}): DirectoryObject => ({
  id: id(n),
  displayName,
  type: 'user',
  ...more,
});
const good = <T>(value: T): AzureOutcome<T> => ({ ok: true, value, requestIds: [] });
const bad = (reason: 'not-found' | 'forbidden') =>
  ({ ...refuse(reason, 'Graph says no'), requestIds: [] }) as unknown as AzureOutcome<never>;
const owner = (principalId: string, principalType: string) => ({
  id: 'x',
  name: 'x',
  scope: 's',
  roleDefinitionId: '/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  principalId,
  principalType,
});

function askable(parts: Partial<AskableParts['people'] & AskableParts['directory'] & AskableParts['reader']> = {}) {
  return createAskable({
    people: {
      user: parts.user ?? (async () => bad('not-found')),
      workloadOwners: parts.workloadOwners ?? (async () => good([])),
    },
    directory: {
      objects: parts.objects ?? (async () => good(new Map())),
      members: parts.members ?? (async () => good(new Map())),
    },
    reader: {
      assignmentsAt: parts.assignmentsAt ?? (async () => good([])),
      machine: parts.machine ?? (async () => bad('forbidden')),
    },
    subscriptionNames: () => ({ '00000000-0000-4000-8000-000000000001': 'prod-01' }),
  });
}

const robs = openAlert('A-1', finding(), start, []);
const workload = { objectId: id(9), displayName: 'deploy-web', type: 'servicePrincipal' } as const;
const deploys = openAlert('A-2', finding({ principal: workload }), start, []);

describe('whom a question can be put to', () => {
  it('is the account itself', async () => {
    const found = await askable({ user: async () => good(user(1, 'Rob Robertson')) }).principal(robs);
    expect(found).toEqual({ ok: true, value: [{ objectId: id(1), name: 'Rob Robertson' }] });
  });

  it('is the id of the log when Graph does not answer, and nobody when it says there is none or it is disabled', async () => {
    const asked = (answer: AzureOutcome<DirectoryObject>) => askable({ user: async () => answer }).principal(robs);
    expect(await asked(bad('forbidden'))).toMatchObject({ ok: true, value: [{ objectId: rob.objectId }] });
    expect(await asked(bad('not-found'))).toMatchObject({ ok: false, reason: 'nobody-to-ask' });
    expect(await asked(good(user(1, 'Rob', { accountEnabled: false })))).toMatchObject({
      ok: false,
      message: expect.stringContaining('disabled'),
    });
  });

  it('are the owners of a workload, people only; without any the remedy is said', async () => {
    const owners = [
      user(1, 'Ana'),
      user(2, 'Gone', { accountEnabled: false }),
      user(3, 'App', { type: 'servicePrincipal' }),
    ];
    expect(await askable({ workloadOwners: async () => good(owners) }).principal(deploys)).toEqual({
      ok: true,
      value: [{ objectId: id(1), name: 'Ana', asOwner: true }],
    });
    expect(await askable().principal(deploys)).toMatchObject({
      ok: false,
      message: 'Nobody can be asked: Entra names no owner of deploy-web.',
      remedy: expect.stringContaining('Consult'),
    });
    expect(await askable({ workloadOwners: async () => bad('forbidden') }).principal(deploys)).toMatchObject({
      ok: false,
      remedy: expect.stringContaining('Application.Read.All'),
    });
  });
});

describe('whom to consult', () => {
  it('are subscription owners, groups expanded, and owner tags; never the subject, each once', async () => {
    const { suggested, hints } = await askable({
      assignmentsAt: async () => good([owner(id(1), 'User'), owner(id(5), 'Group'), owner(rob.objectId, 'User')]),
      objects: async () =>
        good(
          new Map([
            [id(1), user(1, 'Tom')],
            ['r', { ...user(1, 'Rob'), id: rob.objectId }],
          ]),
        ),
      members: async () => good(new Map([[id(5), [user(1, 'Tom'), user(2, 'Lee')]]])),
      machine: async (machine) => good({ id: machine, tags: { Owner: 'lee@contoso.com' }, identityIds: [] }),
      user: async () => good(user(2, 'Lee')),
    }).consultants(robs);
    expect(suggested.map(({ name, why }) => [name, why])).toEqual([
      ['Lee', 'owner tag of dc01'],
      ['Tom', 'owner of prod-01'],
    ]);
    expect(hints).toEqual([]);
  });

  it('says what could not be read, and a tag that is no account', async () => {
    const { suggested, hints } = await askable({
      assignmentsAt: async () => bad('forbidden'),
      machine: async (machine) => good({ id: machine, tags: { owner: 'identity-team' }, identityIds: [] }),
    }).consultants(robs);
    expect(suggested).toEqual([]);
    expect(hints).toEqual([
      'owner tag of dc01: identity-team',
      'who is owner of prod-01 could not be read: Graph says no',
    ]);
  });

  it('takes only enabled users of the directory from the picker', async () => {
    const { person } = askable({ user: async (key) => (key === id(1) ? good(user(1, 'Tom')) : bad('not-found')) });
    expect(await person(id(1))).toEqual({ ok: true, value: { objectId: id(1), name: 'Tom' } });
    for (const wish of ['', 'tom', id(2)]) expect(await person(wish)).toMatchObject({ reason: 'no-such-person' });
  });
});
