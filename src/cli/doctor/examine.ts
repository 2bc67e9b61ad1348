import { checks } from './checks';
import { bad, type Finding } from './finding';
import type { Patient } from './patient';

/** Runs every check in turn and tells each line as it comes; a check that fails itself is a bad line, never a missing one. */
export async function examine(patient: Patient, tell: (finding: Finding) => void): Promise<readonly Finding[]> {
  const all: Finding[] = [];
  for (const { name, run } of checks) {
    const lines = await run(patient).catch((error: unknown): readonly Finding[] => {
      const words = error instanceof Error ? error.message : String(error);
      return [bad(name, `the check itself failed: ${words}`, 'Run it again; if it stays, report it with this line.')];
    });
    lines.forEach(tell);
    all.push(...lines);
  }
  return all;
}
