/** Loaded before replay: tells its peak resident memory in KiB as it ends. */
process.once('exit', () => {
  process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`);
});
