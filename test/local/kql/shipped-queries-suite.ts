import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bindQuery, workspaceSchema } from '../../../src/local/kql';

const samples: Readonly<Record<string, string>> = {
  since: 'datetime(2026-03-01)',
  watermark: 'datetime(2026-03-01)',
  cutoff: 'datetime(2026-03-02)',
  windowStart: 'datetime(2026-03-01)',
  windowEnd: 'datetime(2026-03-02)',
  principals: 'dynamic(["f409edeb"])',
  addresses: 'dynamic(["198.51.100.7"])',
  machines: 'dynamic(["/subscriptions/s/resourcegroups/g/providers/microsoft.compute/virtualmachines/vm1"])',
};

function sampleParameters(query: string): string {
  return Object.entries(samples)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(query))
    .map(([name, value]) => `let ${name} = ${value};\n`)
    .join('');
}

const source = path.join(__dirname, '..', '..', '..', 'src');

/** Every `src/**` file `queries/*.kql`, relative to `src`. */
function shippedQueries(): string[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|[\\/])queries[\\/][^\\/]+\.kql$/.test(file))
    .sort();
}

/**
 * Binds each shipped query to the real schemas. Beside a query may lie `<name>.columns.json`, the columns its TypeScript row decoder expects
 * (`{ "columns": [{ "name", "type" }] }` or the bare list): the query has to give exactly those, in order. Parameters reach a query as `let`
 * lines in front: here samples of those its text mentions.
 */
export function describeShippedQueries(): void {
  const queries = shippedQueries();

  it('are found', () => expect(Array.isArray(queries)).toBe(true));

  for (const file of queries) {
    it(`${file} binds, uses nothing unsupported and gives the columns its reader expects`, () => {
      const full = path.join(source, file);
      const query = readFileSync(full, 'utf8');
      const bound = bindQuery(`${sampleParameters(query)}${query}`, workspaceSchema);
      expect(bound.columns.length).toBeGreaterThan(0);
      expect(() => bound.run({ now: 0 })).not.toThrow();
      const contract = full.replace(/\.kql$/, '.columns.json');
      if (!existsSync(contract)) return;
      const expected = JSON.parse(readFileSync(contract, 'utf8')) as { columns?: unknown } | unknown[];
      expect(bound.columns).toEqual(Array.isArray(expected) ? expected : expected.columns);
    });
  }
}
