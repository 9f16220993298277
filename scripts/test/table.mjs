/** The results of all suites as a table for people. */
export function tableLines(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  const line = (name, passed, failed, time) =>
    `${name.padEnd(width)} ${String(passed).padStart(7)} ${String(failed).padStart(7)} ${time.padStart(11)}`;
  return [
    line('suite', 'passed', 'failed', 'time'),
    ...results.map(({ name, passed, failed, seconds }) => line(name, passed, failed, duration(seconds))),
  ];
}

/** `4 s`, `2 min 5 s`. */
export function duration(seconds) {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
