import { expect, test } from 'vitest';
import { throttle, type Timers } from '../../client/preview/throttle.ts';

/** Timers that a test lets run out by hand. */
function handTimers(): Timers & { elapse(): void; readonly pending: number } {
  let waiting: (() => void)[] = [];
  return {
    set(run) {
      waiting.push(run);
      return () => {
        waiting = waiting.filter((one) => one !== run);
      };
    },
    elapse() {
      const due = waiting;
      waiting = [];
      for (const run of due) run();
    },
    get pending() {
      return waiting.length;
    },
  };
}

function counted() {
  const timers = handTimers();
  const runs = { count: 0 };
  const throttled = throttle(() => runs.count++, 100, timers);
  return { timers, runs, throttled };
}

test('the first request runs at once, those that follow share one run after the interval', () => {
  const { timers, runs, throttled } = counted();
  throttled.request();
  throttled.request();
  throttled.request();
  expect(runs.count).toBe(1);
  timers.elapse();
  expect(runs.count).toBe(2);
});

test('after a quiet interval the next request runs at once again', () => {
  const { timers, runs, throttled } = counted();
  throttled.request();
  timers.elapse();
  expect(runs.count).toBe(1);
  throttled.request();
  expect(runs.count).toBe(2);
});

test('a run after the interval begins an interval of its own', () => {
  const { timers, runs, throttled } = counted();
  throttled.request();
  throttled.request();
  timers.elapse();
  throttled.request();
  expect(runs.count).toBe(2);
  timers.elapse();
  expect(runs.count).toBe(3);
});

test('what is disposed of leaves no timer and runs no more', () => {
  const { timers, runs, throttled } = counted();
  throttled.request();
  throttled.request();
  throttled.dispose();
  expect(timers.pending).toBe(0);
  timers.elapse();
  expect(runs.count).toBe(1);
});
