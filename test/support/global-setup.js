const { spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { createInterface } = require('node:readline');

const host = join(__dirname, '..', '..', 'dist', 'cli', 'worlds.js');
const patienceMs = 30_000;

/** Starts the host of worlds once for all story and browser files; they find it in `SCW_WORLDS`. */
module.exports = async () => {
  // Where the first test file that needs PostgreSQL starts it for all; it ends with this process.
  process.env.SCW_POSTGRES = join(tmpdir(), `scw-pg-${process.pid}-${Date.now()}`);
  process.env.SCW_RUN_PID = String(process.pid);
  if (!existsSync(host))
    throw new Error('dist/ is missing: npm test builds it, bare jest does not. Run npm run build.');
  const child = spawn(process.execPath, [host], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const control = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The host of worlds did not start in time.')), patienceMs);
    child.once('exit', (code) => reject(new Error(`The host of worlds ended with code ${code}.`)));
    lines.once('line', (line) => {
      clearTimeout(timer);
      resolve(JSON.parse(line).control);
    });
  });
  child.removeAllListeners('exit');
  process.env.SCW_WORLDS = control;
  globalThis.scwWorldsHost = child;
};
