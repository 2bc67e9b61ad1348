import { createAlertDesk } from '../../src/alerts/desk';
import { openAlert } from '../../src/alerts/grouping';
import { memoryAlertStore } from '../../src/alerts/memory-alert-store';
import { createTimers } from '../../src/alerts/timers';
import { memoryAuditTrail } from '../../src/core/memory-audit-trail';
import { defaultPolicy } from '../../src/core/policy';
import { finding, start } from '../support/findings';

const tx = { kind: 'tx' } as const;
const by = { objectId: 'mia', name: 'Mia', at: start };
const note = { kind: 'note', by, text: 'called Rob' } as const;

async function desk() {
  const store = memoryAlertStore();
  await store.insert(tx, openAlert('A-1', finding(), start, []));
  const timers = createTimers(() => ({ levels: [], reminders: defaultPolicy.reminders }));
  return createAlertDesk({ store, audit: memoryAuditTrail(), timers, changed: async () => undefined });
}

const notesAfter = async (...messageIds: readonly (string | undefined)[]) => {
  const { act } = await desk();
  let count = 0;
  for (const messageId of messageIds) {
    const outcome = await act(tx, 'A-1', note, messageId);
    if (!outcome.ok) throw new Error(outcome.message);
    count = outcome.value.notes.length;
  }
  return count;
};

it('carries an activity out once, however often Teams sends it', async () => {
  expect(await notesAfter('m-1', 'm-1', 'm-1')).toBe(1);
});

it('takes two presses for two, and what no activity names for new each time', async () => {
  expect(await notesAfter('m-1', 'm-2')).toBe(2);
  expect(await notesAfter(undefined, undefined)).toBe(2);
});

it('does not take a refused activity for a done one', async () => {
  const { act } = await desk();
  expect(await act(tx, 'A-1', { ...note, text: ' ' }, 'm-1')).toMatchObject({ ok: false, reason: 'text-missing' });
  expect(await act(tx, 'A-1', note, 'm-1')).toMatchObject({ ok: true });
});
