/** Rows of a small tenant for replay tests: weeks of ordinary life, console use, and a few oddities. */
const day = 86_400_000;
const minute = 60_000;
export const start = Date.UTC(2026, 0, 5);
const objectIdClaim = 'http://schemas.microsoft.com/identity/claims/objectidentifier';

export interface Person {
  readonly upn: string;
  readonly oid: string;
  readonly ip: string;
}

export const people: readonly Person[] = Array.from({ length: 6 }, (_, index) => ({
  upn: `user${index}@contoso.com`,
  oid: `00000000-0000-4000-8000-00000000000${index}`,
  ip: `84.100.${index}.10`,
}));

export const machine = (name: string) =>
  `/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/${name}`;

export function activity(who: Person, at: number, operation: string, changes: Record<string, unknown> = {}) {
  return {
    Type: 'AzureActivity',
    TimeGenerated: new Date(at).toISOString(),
    OperationNameValue: operation,
    ActivityStatusValue: 'Success',
    Caller: who.upn,
    CallerIpAddress: who.ip,
    CorrelationId: `c-${who.upn}-${at}`,
    EventDataId: `e-${who.upn}-${at}-${operation}`,
    _ResourceId: machine('vm1'),
    SubscriptionId: 's1',
    Claims_d: { [objectIdClaim]: who.oid },
    ...changes,
  };
}

export function connect(who: Person, at: number, target: string, changes: Record<string, unknown> = {}) {
  const resource = { _ResourceId: `${machine(target)}/providers/Microsoft.SerialConsole/serialPorts/0` };
  const operation = 'MICROSOFT.SERIALCONSOLE/SERIALPORTS/CONNECT/ACTION';
  const begun = activity(who, at, operation, { ...resource, ActivityStatusValue: 'Start', ...changes });
  return [
    begun,
    {
      ...begun,
      EventDataId: `${begun.EventDataId}-end`,
      ActivityStatusValue: 'Success',
      TimeGenerated: new Date(at + 900).toISOString(),
    },
  ];
}

/** Thirty days; user 5 comes from Brazil on day 24 and connects to four machines; a late row, a reset, a sign-in, a refusal. */
export function tenant(): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = [];
  people.forEach((who, index) => {
    for (let back = 0; back < 30; back += 1) {
      for (const hour of [8, 11, 15])
        rows.push(
          activity(
            who,
            start + back * day + hour * 60 * minute + index * minute,
            'Microsoft.Resources/deployments/write',
          ),
        );
      if (back % (4 + index) === 0) rows.push(...connect(who, start + back * day + 9 * 60 * minute, `vm${index}`));
      rows.push({
        Type: 'SigninLogs',
        TimeGenerated: new Date(start + back * day + 7 * 60 * minute).toISOString(),
        UserPrincipalName: who.upn,
        UserId: who.oid,
        IPAddress: who.ip,
        Location: 'FR',
        ResultType: '0',
        AutonomousSystemNumber: '3215',
      });
    }
  });
  const [first, second, , , , last] = people;
  if (first === undefined || second === undefined || last === undefined) throw new Error('no people');
  const thief = { ...last, ip: '187.10.1.1' };
  for (let step = 0; step < 4; step += 1)
    rows.push(...connect(thief, start + 24 * day + step * 4 * minute, `srv${step}`));
  const late = start + 20 * day + 60 * minute;
  rows.push(...connect(second, late, 'vm1', { _IngestionTime: new Date(late + 26 * 60 * minute).toISOString() }));
  const reset = start + 26 * day + 10 * 60 * minute;
  rows.push(
    activity(first, reset, 'Microsoft.Compute/virtualMachines/extensions/write', { _ResourceId: machine('vm7') }),
    ...connect(first, reset + 5 * minute, 'vm7'),
  );
  const [begun] = connect(second, start + 27 * day, 'vm1');
  rows.push({ ...begun });
  return rows;
}
