/** Runs checks one after the other on something slow and real, and counts them. */
import { setTimeout as sleep } from 'node:timers/promises';

let passed = 0;
let failed = 0;

/** @param {string} name @param {() => Promise<string | void>} run what it gives is a note behind the name */
export async function check(name, run) {
  const startedMs = performance.now();
  const seconds = () => `${((performance.now() - startedMs) / 1000).toFixed(1).padStart(5)} s`;
  try {
    const note = await run();
    passed++;
    console.log(`ok   ${seconds()}  ${name}${note ? `: ${note}` : ''}`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${seconds()}  ${name}\n${error instanceof Error ? error.stack : String(error)}`);
  }
}

/** Asks until there is an answer that is true. */
export async function until(what, ask, timeoutMs = 60_000) {
  for (const endMs = performance.now() + timeoutMs; ; await sleep(50)) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > endMs) throw new Error(`Waited ${timeoutMs / 1000} s for ${what}.`);
  }
}

/** Prints the line that the suites are counted by. */
export function summary() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
