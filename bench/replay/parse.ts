import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The floor: reads the file line by line and parses each; prints the seconds of it and the rows. */
async function main(file: string): Promise<void> {
  const before = performance.now();
  let rows = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (typeof JSON.parse(line) === 'object') rows += 1;
  }
  process.stdout.write(JSON.stringify({ ms: performance.now() - before, rows }));
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
