import { bindQuery, KqlError, NotSupportedByEmulator, workspaceSchema } from '../../../src/local/kql';

function refusal(query: string): KqlError {
  try {
    bindQuery(query, workspaceSchema).run({ now: 0 });
  } catch (error) {
    if (error instanceof KqlError) return error;
    throw error;
  }
  throw new Error(`accepted: ${query}`);
}

export function describeBinding(): void {
  it.each([
    ['AzureActivity | where', 'SyntaxError'],
    ['NoSuchTable | count', 'SemanticError'],
    ['AzureActivity | where NoSuchColumn == 1', 'SemanticError'],
    ['AzureActivity | where TimeGenerated > "x"', 'SemanticError'],
    ['.show tables', 'SyntaxError'],
    ['AzureActivity | extend n = row_number()', 'SemanticError'],
    ['AzureActivity | take -1', 'SemanticError'],
    ['AzureActivity | where Caller matches regex "("', 'SemanticError'],
    ['print format_datetime(now(), "QQ")', 'SemanticError'],
    ['AzureActivity | join kind=inner (AzureActivity) on Claims_d', 'SemanticError'],
  ])('refuses %s with a %s', (query, kind) => {
    expect(refusal(query).kind).toBe(kind);
  });

  it.each([
    ['print hash("x")', 'the function hash()'],
    ['print todecimal(1)', 'the function todecimal()'],
    ['AzureActivity | evaluate bag_unpack(Claims_d)', 'Evaluate'],
    ['print 9223372036854775807', 'beyond 2^53'],
    ['print 9007199254740991 + 1', 'beyond 2^53'],
    ['print todatetime("03/01/2026")', 'not ISO 8601'],
    ['AzureActivity | make-series count() on TimeGenerated step 1d', 'MakeSeries'],
  ])('does not approximate %s', (query, construct) => {
    const run = () => bindQuery(query, workspaceSchema).run({ now: 0 });
    expect(run).toThrow(NotSupportedByEmulator);
    expect(run).toThrow(construct);
  });

  it('names the place of an error', () => {
    const [first] = refusal('AzureActivity\n| where Nope == 1').diagnostics;
    expect(first).toMatchObject({ severity: 'error', start: 22, length: 4 });
  });

  it('gives columns before any row is read', () => {
    const { columns, ordered } = bindQuery(
      'AzureActivity | summarize N = count() by Caller | sort by N',
      workspaceSchema,
    );
    expect(columns).toEqual([
      { name: 'Caller', type: 'string' },
      { name: 'N', type: 'long' },
    ]);
    expect(ordered).toBe(true);
  });

  it('knows the documented tables', () => {
    expect(workspaceSchema.AzureActivity).toHaveLength(37);
    expect(workspaceSchema.AzureActivity.filter(({ type }) => type === 'dynamic').map(({ name }) => name)).toEqual([
      'Authorization_d',
      'Claims_d',
      'Properties_d',
    ]);
    for (const columns of Object.values(workspaceSchema)) {
      expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    }
  });
}
