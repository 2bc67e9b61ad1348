import { closeSync, openSync, writeSync } from 'node:fs';
import { generateTenant, tuningSeeds } from '../../src/local/tenant/generate';

/**
 * Writes NDJSON of exactly `rows` rows of generated tenants, one after the other, with `connects` console connects among them: a connect is one
 * attempt with all its rows, and those of an attempt beyond the number are left out.
 */
export function writeTenants(file: string, { rows, connects }: { rows: number; connects: number }): void {
  const handle = openSync(file, 'w');
  const attempts = new Set<unknown>();
  let written = 0;
  try {
    for (let seed = tuningSeeds.first; written < rows; seed += 1) {
      let text = '';
      for (const row of generateTenant({ seed }).rows) {
        if (written >= rows) break;
        const attempt = String(row.OperationNameValue ?? '')
          .toLowerCase()
          .includes('/serialports/connect/');
        if (attempt && !attempts.has(row.CorrelationId)) {
          if (attempts.size >= connects) continue;
          attempts.add(row.CorrelationId);
        }
        // Ordinary rows leave room for the connects that are still to come.
        else if (!attempt && attempts.size < connects && written - attempts.size * 3 > rows - connects * 3) continue;
        text += `${JSON.stringify(row)}\n`;
        written += 1;
        if (text.length > 1 << 22) {
          writeSync(handle, text);
          text = '';
        }
      }
      writeSync(handle, text);
    }
  } finally {
    closeSync(handle);
  }
}
