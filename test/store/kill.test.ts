import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { firstBrokenLink, genesisHash } from '../../src/core/audit';
import { openStore } from '../../src/store/open-store';

const dataDir = mkdtempSync(join(tmpdir(), 'kill-'));
const started: ChildProcessByStdio<null, Readable, null>[] = [];

function startWriter(): { readonly child: ChildProcessByStdio<null, Readable, null>; readonly lines: Interface } {
  const child = spawn(
    process.execPath,
    [join(__dirname, 'typescript-process.js'), join(__dirname, 'writer.ts'), dataDir],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  started.push(child);
  return { child, lines: createInterface({ input: child.stdout }) };
}

afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true });
});

/** Kills the writer the moment it has answered for its `count`-th line; the last number it answered for. */
async function killedAfter(count: number): Promise<number> {
  const { child, lines } = startWriter();
  let last = 0;
  let seen = 0;
  lines.on('line', (line) => {
    last = Number(line);
    seen += 1;
    if (seen === count) child.kill('SIGKILL');
  });
  await once(lines, 'close');
  return last;
}

it('loses no answered commit and halves none, wherever the process is killed', async () => {
  for (const count of [3, 40]) {
    const answered = await killedAfter(count);
    const opened = await openStore({ dataDir });
    if (!opened.ok) throw new Error(opened.message);
    const { uow, audit, state, close } = opened.value;
    const entries = await uow.run((tx) => audit.after(tx, 0, 10_000));
    expect(answered).toBeGreaterThanOrEqual(count);
    expect(entries.length).toBeGreaterThanOrEqual(answered);
    expect(firstBrokenLink(genesisHash, entries)).toBeUndefined();
    expect((await uow.run((tx) => state.get(tx, 'count')))?.value).toBe(entries.length);
    await close();
  }
});

it('lets no second process in while this one holds the store', async () => {
  const opened = await openStore({ dataDir });
  if (!opened.ok) throw new Error(opened.message);
  const [answer] = await once(startWriter().lines, 'line');
  expect(answer).toBe('locked');
  await opened.value.close();
});
