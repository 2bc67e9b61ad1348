import { silentLog } from '../../../src/core/log';
import { memoryUnitOfWork } from '../../../src/core/memory-unit-of-work';
import { memoryStateStore } from '../../../src/core/state';
import type { RoleAssignment } from '../../../src/review/rbac';
import { createOwnRights } from '../../../src/service/situation/own-rights';

const hour = 3_600_000;

function world(state = memoryStateStore()) {
  const uow = memoryUnitOfWork();
  const azure = { ids: ['AAAA'], forbidden: false, asked: 0 };
  const rights = createOwnRights({
    reader: {
      assignmentsOf: async () => {
        azure.asked += 1;
        return azure.forbidden
          ? { ok: false, reason: 'forbidden', message: 'Azure does not let the reader read here' }
          : { ok: true, value: azure.ids.map((id) => ({ id: `/subscriptions/s1/x/${id}` }) as RoleAssignment) };
      },
    },
    identities: () => ['reader'],
    subscriptions: () => ['s1'],
    log: silentLog,
    store: { uow, state },
  });
  return { azure, rights, known: () => uow.run(rights.known) };
}

test('names are kept in lower case, read hourly, and one that is gone stays known: its row is still to come', async () => {
  const { azure, rights, known } = world();
  expect(rights.health()).toMatchObject([{ state: 'unknown', says: 'not read yet' }]);
  await rights.refresh(0);
  azure.ids = ['BBBB'];
  await rights.refresh(hour / 2);
  expect(await known()).toEqual(['aaaa']);
  await rights.refresh(hour);
  expect(await known()).toEqual(['aaaa', 'bbbb']);
  expect(azure.asked).toBe(2);
  expect(rights.health()).toMatchObject([{ state: 'good', says: expect.stringMatching(/^2 role assignments/) }]);
});

test('what could not be read is said on health and asked again at the next look', async () => {
  const { azure, rights } = world();
  azure.forbidden = true;
  await rights.refresh(0);
  expect(rights.health()).toMatchObject([{ state: 'warning', says: expect.stringMatching(/s1: Azure does not let/) }]);
  azure.forbidden = false;
  await rights.refresh(1);
  expect(rights.health()[0]?.state).toBe('good');
});

test('a process started anew knows them before it has read any, gone from Azure or not', async () => {
  const state = memoryStateStore();
  const before = world(state);
  await before.rights.refresh(0);
  const anew = world(state);
  expect(await anew.known()).toEqual(['aaaa']);
  anew.azure.ids = ['BBBB'];
  await anew.rights.refresh(1);
  expect(await anew.known()).toEqual(['aaaa', 'bbbb']);
  expect(await world(state).known()).toEqual(['aaaa', 'bbbb']);
});
