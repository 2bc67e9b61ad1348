import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tenant } from '../../local/tenant/generate';

/** `rows.ndjson`, `policy.json` and `labels.json` in `folder/seed-N`, as `replay` reads them. */
export async function writeTenant(folder: string, seed: number, tenant: Tenant): Promise<void> {
  const target = join(folder, `seed-${seed}`);
  await mkdir(target, { recursive: true });
  const file = await open(join(target, 'rows.ndjson'), 'w');
  try {
    for (const row of tenant.rows) await file.write(`${JSON.stringify(row)}\n`);
  } finally {
    await file.close();
  }
  await writeFile(join(target, 'policy.json'), `${JSON.stringify(tenant.policyFile, null, 2)}\n`);
  await writeFile(join(target, 'labels.json'), `${JSON.stringify(tenant.attacks, null, 2)}\n`);
}
