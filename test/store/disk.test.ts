import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDirectory } from '../../src/store/disk';

const folder = mkdtempSync(join(tmpdir(), 'disk-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('prepareDirectory', () => {
  it('makes a directory only its user can read', () => {
    const path = join(folder, 'a', 'b');
    expect(prepareDirectory(path)).toMatchObject({ ok: true });
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it.each([
    ['CIFS', 0xff534d42],
    ['CIFS', 0xff534d42 | 0],
    ['SMB2', 0xfe534d42],
    ['NFS', 0x6969],
  ])('refuses a share (%s, type %d)', (name, type) => {
    const refused = prepareDirectory(folder, () => type);
    expect(refused).toMatchObject({ ok: false, reason: 'unfit-disk', remedy: expect.stringContaining('managed disk') });
    if (!refused.ok) expect(refused.message).toContain(name);
  });

  it('takes ext4', () => {
    expect(prepareDirectory(folder, () => 0xef53)).toMatchObject({ ok: true });
  });
});
