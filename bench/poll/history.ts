import type { LogRow } from '../../src/detection/ports';
import type { StoredRecord } from '../../src/detection/store-ports';
import type { Store } from '../../src/store/store';

export const people = 100;
const batch = 5_000;

export const oidOf = (person: number): string => `f409edeb-4d29-44b5-9763-${String(person).padStart(12, '0')}`;
const callerOf = (person: number): string => `admin${String(person).padStart(6, '0')}@contoso.com`;
const machineOf = (person: number): string => `vm${String(person).padStart(6, '0')}`;

/** A successful connect as the console query answers it, visible five minutes after `at`. */
export function connect(person: number, at: number): LogRow {
  const id = `c${person}x${at}`;
  return {
    EventDataId: `${id}/success`,
    TimeGenerated: new Date(at).toISOString(),
    VisibleAt: new Date(at + 300_000).toISOString(),
    OperationNameValue: 'MICROSOFT.SERIALCONSOLE/SERIALPORTS/CONNECT/ACTION',
    ActivityStatusValue: 'Success',
    CorrelationId: id,
    Caller: callerOf(person),
    Ip: '84.100.7.10',
    Country: 'Germany',
    _ResourceId: `/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/${machineOf(person)}`,
    SubscriptionId: 's1',
    Claims_d: { 'http://schemas.microsoft.com/identity/claims/objectidentifier': oidOf(person) },
  };
}

/**
 * Multiplies a session that the poller itself has saved and learned into `events` of history over the days before it: every second one belongs to
 * the hundred people of the measured polls, the others to people who are never seen again.
 */
export async function fillHistory(
  store: Store,
  template: StoredRecord,
  { events, person, at, days }: { events: number; person: number; at: number; days: number },
): Promise<void> {
  const text = JSON.stringify(template);
  const correlation = `c${person}x${at}`;
  const step = (days * 86_400_000) / events;
  const copy = (index: number): StoredRecord => {
    const owner = index % 2 === 0 ? (index / 2) % people : people + (index % (events / 20));
    const then = Math.round(at - (events - index) * step);
    const changed = text
      .replaceAll(correlation, `c${owner}x${then}`)
      .replaceAll(oidOf(person), oidOf(owner))
      .replaceAll(callerOf(person), callerOf(owner))
      .replaceAll(machineOf(person), machineOf(owner))
      .replaceAll(String(at), String(then))
      .replaceAll(new Date(at).toISOString(), new Date(then).toISOString());
    return JSON.parse(changed) as StoredRecord;
  };
  for (let from = 0; from < events; from += batch) {
    const records = Array.from({ length: Math.min(batch, events - from) }, (_, offset) => copy(from + offset));
    await store.uow.run((tx) => store.baseline.saveRecords(tx, records));
  }
}
