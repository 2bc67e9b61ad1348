import { bindQuery, clientRows, type SourceRow, wireRows, workspaceSchema } from '../../../src/local/kql';

const now = Date.parse('2026-03-01T12:00:00Z');

const rows: readonly SourceRow[] = [
  {
    TimeGenerated: '2026-03-01T10:00:00.1234567Z',
    OperationNameValue: 'MICROSOFT.SERIALCONSOLE/SERIALPORTS/CONNECT/ACTION',
    Caller: 'rob@contoso.com',
    CallerIpAddress: '198.51.100.7',
    CorrelationId: 'c-1',
    ActivityStatusValue: 'Start',
    Claims_d: '{"appid":"c44b"}',
    Authorization_d: { evidence: { principalType: 'User' } },
    _IngestionTime: '2026-03-01T10:05:00Z',
  },
  {
    TimeGenerated: new Date('2026-03-01T10:00:01Z'),
    OperationNameValue: 'Microsoft.SerialConsole/serialPorts/connect/action',
    CorrelationId: 'c-1',
    ActivityStatusValue: 'Success',
    Claims: '{"ipaddr":"203.0.113.9"}',
    _IngestionTime: Date.parse('2026-03-01T10:20:00Z'),
  },
  {
    TimeGenerated: '2026-03-01T11:00:00Z',
    OperationNameValue: 'Microsoft.Compute/virtualMachines/write',
    CorrelationId: 'c-2',
  },
];

function run(query: string, at = now, activity = rows) {
  return wireRows(bindQuery(query, workspaceSchema).run({ tables: { AzureActivity: activity }, now: at }));
}

export function describeTables(): void {
  it('reads texts, dates, JSON text and objects, and turns what is missing into null or empty', () => {
    const query = `AzureActivity | project TimeGenerated, Caller, tostring(Claims_d.appid), tostring(Authorization_d.evidence.principalType),
      isnull(Claims_d)`;
    expect(run(query)).toEqual([
      ['2026-03-01T10:00:00.1234567Z', 'rob@contoso.com', 'c44b', 'User', false],
      ['2026-03-01T10:00:01.0000000Z', '', '', '', true],
      ['2026-03-01T11:00:00.0000000Z', '', '', '', true],
    ]);
  });

  it('takes slices by ingestion time, also behind extend and project', () => {
    const slice = 'ingestion_time() > datetime(2026-03-01 10:05) and ingestion_time() <= datetime(2026-03-01 10:20)';
    expect(run(`AzureActivity | where ${slice} | project ActivityStatusValue`)).toEqual([['Success']]);
    expect(run(`AzureActivity | extend x = 1 | project x, ActivityStatusValue | where ${slice}`)).toEqual([
      [1, 'Success'],
    ]);
    expect(
      run('AzureActivity | where ActivityStatusValue == "Start" | project Delay = ingestion_time() - TimeGenerated'),
    ).toEqual([['00:04:59.8765433']]);
    expect(run('AzureActivity | where isnull(ingestion_time()) | count')).toEqual([[1]]);
  });

  it('refuses ingestion_time() where rows no longer come from the table', () => {
    expect(() => run('AzureActivity | summarize count() by Caller | where ingestion_time() > ago(1h)')).toThrow(
      'ingestion_time()',
    );
  });

  it('runs a bound query again on other rows and at another time', () => {
    const bound = bindQuery(
      'let recent = ago(90m); AzureActivity | where TimeGenerated > recent | count',
      workspaceSchema,
    );
    const counts = [now, now + 3_600_000].map((at) => bound.run({ tables: { AzureActivity: rows }, now: at }).rows);
    expect(counts).toEqual([[[1]], [[0]]]);
    expect(bound.run({ now }).rows).toEqual([[0]]);
  });

  it('collapses start and success of one correlation', () => {
    const query = `AzureActivity
      | where OperationNameValue =~ "microsoft.serialconsole/serialports/connect/action"
      | extend C = coalesce(Claims_d, todynamic(Claims))
      | summarize Statuses = make_set(ActivityStatusValue), Caller = take_anyif(Caller, isnotempty(Caller)),
          Ip = take_anyif(tostring(C.ipaddr), isnotempty(C.ipaddr)), arg_max(TimeGenerated, CallerIpAddress) by CorrelationId`;
    expect(run(query)).toEqual([
      ['c-1', '["Start","Success"]', 'rob@contoso.com', '203.0.113.9', '2026-03-01T10:00:01.0000000Z', ''],
    ]);
  });

  it('converts only what a query mentions, and all columns when it ends in all', () => {
    const touched = new Set<string>();
    const watched = new Proxy(rows[0] as Record<string, unknown>, {
      get: (target, name) => {
        touched.add(String(name));
        return target[String(name)];
      },
    });
    run('AzureActivity | where Caller has "rob" | extend a = strcat(Caller, "!") | project a', now, [watched]);
    expect([...touched]).toEqual(['Caller']);
    expect(run('AzureActivity | where Caller has "rob"')[0]).toHaveLength(37);
  });

  it('keeps columns that come back under another name through join and union', () => {
    const query = `AzureActivity | where ActivityStatusValue == "Start" | project CorrelationId
      | join kind=inner (AzureActivity | where ActivityStatusValue == "Success") on CorrelationId
      | project CorrelationId1, ActivityStatusValue`;
    expect(run(query)).toEqual([['c-1', 'Success']]);
  });

  it('hands rows on as the client library does', () => {
    const bound = bindQuery(
      'AzureActivity | take 1 | project TimeGenerated, Claims_d, EventSubmissionTimestamp, Caller',
      workspaceSchema,
    );
    expect(clientRows(bound.run({ tables: { AzureActivity: rows }, now }))).toEqual([
      [new Date('2026-03-01T10:00:00.123Z'), { appid: 'c44b' }, new Date(0), 'rob@contoso.com'],
    ]);
  });
}
