import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { zipSync } from 'fflate';
import type { Environment } from '../config/environment';
import { describeProblem } from '../config/problem';
import { readPackageConfig } from '../config/read-config';
import { packageRoot } from '../core/package-root';
import { checkPackage } from './package/check';
import { fillManifest } from './package/manifest';
import type { Output } from './store-command';

/** Zip holds no date before 1980; a fixed one makes the same input the same file. */
const zipDate = new Date('1980-01-01T12:00:00');

/**
 * `npm run package`: the Teams app package from `manifest/` and two variables, checked before it is written. Resolves to the exit code: 0 written,
 * 1 something is missing or wrong, all of it named.
 */
export async function packageApp(env: Environment, file: string, { out, err }: Output): Promise<number> {
  const config = readPackageConfig(env);
  if (!config.ok) {
    for (const problem of config.problems) err(describeProblem(problem));
    return 1;
  }
  const folder = join(packageRoot, 'manifest');
  const files = {
    'manifest.json': Buffer.from(fillManifest(readFileSync(join(folder, 'manifest.json'), 'utf8'), config.value)),
    'color.png': readFileSync(join(folder, 'color.png')),
    'outline.png': readFileSync(join(folder, 'outline.png')),
  };
  const problems = await checkPackage(files);
  if (problems.length > 0) {
    err('The package would be refused by Teams and was not written:');
    for (const problem of problems) err(`  - ${problem}`);
    return 1;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, zipSync(files, { level: 9, mtime: zipDate }));
  out(`${relative(process.cwd(), file)} is ready for app ${config.value.appId} at ${config.value.botDomain}.`);
  out('Upload it in the Teams admin center (Manage apps) or in Teams under Apps, Manage your apps.');
  return 0;
}

if (require.main === module) {
  packageApp(process.env, join(packageRoot, 'dist', 'serial-console-watch.zip'), {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  }).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(
        `The package could not be made: ${error instanceof Error ? error.message : String(error)}\n`,
      );
      process.exitCode = 1;
    },
  );
}
