/** Ends the host of worlds by closing its standard input; it takes its worlds with it. */
module.exports = async () => {
  const child = globalThis.scwWorldsHost;
  if (child === undefined || child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdin.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
};
