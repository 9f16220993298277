// Loaded into the runner by `pauses`: notes how long the event loop did not come round.
const { writeFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const looks = [];
setInterval(() => {
  looks.push({ atMs: Date.now(), longestMs: delay.max / 1e6 });
  delay.reset();
}, 100).unref();
process.on('exit', () => writeFileSync(process.env.WORDMILL_BENCH_PAUSES, JSON.stringify(looks)));
