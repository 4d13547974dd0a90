// Preloaded into a measured process: on exit it writes what the process used to the file named in LINTEL_BENCH_USAGE.
// Plain JavaScript, since it runs in the bare node of that process; so the linter has no types for it.
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-return, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-argument */
const { readFileSync, writeFileSync } = require('node:fs');

/** Linux hands `maxRSS` of a parent down to its child; VmHWM starts afresh with the program. */
function peakKiB() {
  try {
    return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const usage = { peakKiB: peakKiB(), cpuMs: (user + system) / 1000 };
  writeFileSync(process.env.LINTEL_BENCH_USAGE, JSON.stringify(usage));
});
