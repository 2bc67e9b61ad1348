import { silentLog } from '../../../src/core/log';
import type { RoleAssignment } from '../../../src/review/rbac';
import { createOwnRights } from '../../../src/service/situation/own-rights';

const hour = 3_600_000;

function world() {
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
  });
  return { azure, rights };
}

test('names are kept in lower case, read hourly, and one that is gone stays known: its row is still to come', async () => {
  const { azure, rights } = world();
  expect(rights.health()).toMatchObject([{ state: 'unknown', says: 'not read yet' }]);
  await rights.refresh(0);
  azure.ids = ['BBBB'];
  await rights.refresh(hour / 2);
  expect(rights.known()).toEqual(['aaaa']);
  await rights.refresh(hour);
  expect(rights.known()).toEqual(['aaaa', 'bbbb']);
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
