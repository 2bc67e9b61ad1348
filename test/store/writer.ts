import { openStore } from '../../src/store/open-store';

/** Appends to the audit chain for ever and says each number once its commit was answered; a line of refusal when the store is not to be had. */
async function write(dataDir: string): Promise<void> {
  const opened = await openStore({ dataDir });
  if (!opened.ok) {
    process.stdout.write(`${opened.reason}\n`);
    return;
  }
  const { uow, audit, state } = opened.value;
  for (;;) {
    const entry = await uow.run(async (tx) => {
      const appended = await audit.append(tx, { at: 1, actor: 'a', verb: 'v', subject: 's', result: 'done' });
      await state.put(tx, 'count', appended.sequence);
      return appended;
    });
    process.stdout.write(`${entry.sequence}\n`);
  }
}

write(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
