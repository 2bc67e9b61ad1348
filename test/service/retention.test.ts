import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstBrokenLink, genesisHash } from '../../src/core/audit';
import { silentLog } from '../../src/core/log';
import { createRetention } from '../../src/service/retention';
import { openStore } from '../../src/store/open-store';
import { forgottenAtOnce } from '../../src/store/retention';
import type { Store } from '../../src/store/store';
import { keptAlert } from '../support/findings';
import { describePostgres, freshDatabase, openTestPostgres } from '../support/with-postgres';

const dayMs = 86_400_000;
const now = 1_000 * dayMs;
const retentionDays = 400;
const old = now - (retentionDays + 1) * dayMs;

const dataDir = mkdtempSync(join(tmpdir(), 'retention-duty-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

async function embedded(): Promise<Store> {
  const opened = await openStore({ dataDir });
  if (!opened.ok) throw new Error(opened.message);
  return opened.value;
}

const closedAlert = (id: string, at: number) => keptAlert(id, at, { status: 'resolved' });

function suite(open: () => Promise<Store>): void {
  let store: Store;
  let duty: (at: number) => Promise<void>;
  beforeAll(async () => {
    store = await open();
    duty = createRetention({ store, uow: store.uow, retentionDays, log: silentLog });
  });
  afterAll(() => store.close());

  const entries = () => store.uow.run((tx) => store.audit.after(tx, 0, 100));

  it('deletes alerts, notes, answers and names of more than RETENTION_DAYS, in as many turns as it takes; the chain verifies', async () => {
    await store.uow.run(async (tx) => {
      for (let index = 0; index <= forgottenAtOnce; index++)
        await store.alerts.insert(tx, closedAlert(`A-${index}`, old));
      await store.alerts.insert(tx, closedAlert('A-young', now - dayMs));
      await store.people.put(tx, { objectId: 'mia', name: 'Mia Keller', serviceUrl: 's', seenAt: old });
      await store.seen.put(tx, 'pressed', { kind: 'words', text: 'Mia Keller has it', private: true }, now - 2 * dayMs);
      await store.seen.put(tx, 'pressed today', { kind: 'none' }, now - 1_000);
      await store.audit.append(tx, { at: old, actor: 'mia', verb: 'note', subject: 'A-1', result: 'done' });
    });
    await duty(now);
    await store.uow.run(async (tx) => {
      const left = await store.alerts.list(tx, { limit: 1_000 });
      expect(left.map(({ id }) => id)).toEqual(['A-young']);
      expect(await store.people.get(tx, 'mia')).toBeUndefined();
      expect(await store.seen.get(tx, 'pressed')).toBeUndefined();
      expect(await store.seen.get(tx, 'pressed today')).toEqual({ kind: 'none' });
    });
    const chain = await entries();
    expect(firstBrokenLink(genesisHash, chain)).toBeUndefined();
    expect(chain.map(({ actor, verb, details }) => [actor, verb, details])).toEqual([
      ['mia', 'note', undefined],
      ['system:retention', 'forget', { alerts: forgottenAtOnce + 1, reviews: 0, people: 1 }],
    ]);
    expect(JSON.stringify(chain)).not.toContain('Keller');
  });

  it('runs once a day, also after a restart, and also when the clock was put back', async () => {
    await store.uow.run((tx) => store.alerts.insert(tx, closedAlert('A-late', old)));
    const there = async () => (await store.uow.run((tx) => store.alerts.get(tx, 'A-late'))) !== undefined;
    const afterRestart = createRetention({ store, uow: store.uow, retentionDays, log: silentLog });
    await afterRestart(now + dayMs - 1);
    expect(await there()).toBe(true);
    await afterRestart(now + dayMs);
    expect(await there()).toBe(false);
    await afterRestart(now - 10 * dayMs);
    expect((await store.uow.run((tx) => store.state.get(tx, 'service.retention')))?.value).toBe(now - 10 * dayMs);
  });

  it('leaves no entry when there was nothing to delete', async () => {
    const before = (await entries()).length;
    await duty(now + 3 * dayMs);
    expect((await entries()).length).toBe(before);
  });
}

describe('retention on the embedded store', () => suite(embedded));
describePostgres('retention on PostgreSQL', () => suite(async () => openTestPostgres(await freshDatabase())));
