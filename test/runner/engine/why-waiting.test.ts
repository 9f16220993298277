import { expect, it } from 'vitest';
import { createBackOffs } from '../../../runner/engine/back-offs.ts';
import { type Waits, whyWaiting } from '../../../runner/engine/why-waiting.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';

const nothing: Waits = { trouble: null, backingOff: 0, firstInMs: null, rate: null, unwritten: null };
const busy = 'http://127.0.0.1:8000 answered 429: slow down.';

it.each<[Partial<Waits>, string | null]>([
  [{}, null],
  [{ trouble: busy }, busy],
  [{ trouble: busy, backingOff: 1, firstInMs: 2_100 }, `${busy} One request is asked again, in 3 s.`],
  [{ trouble: busy, backingOff: 1_200, firstInMs: -5 }, `${busy} 1,200 requests are asked again, the first in 0 s.`],
  [{ backingOff: 3, firstInMs: 900 }, null],
  [{ rate: 'the limit of 60 requests a minute' }, 'the limit of 60 requests a minute'],
  [{ unwritten: 256 }, 'the disk, which has 256 answers to write'],
])('%j is said so', (waits, said) => expect(whyWaiting({ ...nothing, ...waits })).toBe(said));

it('knows when the first of those that wait is asked again', () => {
  const clock = new SimulatedClock();
  const backOffs = createBackOffs<string>(clock, () => undefined);
  expect(backOffs.firstDueMs).toBeNull();
  backOffs.add('late', 5_000, false);
  backOffs.add('soon', 2_000, true);
  expect(backOffs.firstDueMs).toBe(clock.now() + 2_000);
  backOffs.takeForServer();
  expect(backOffs.firstDueMs).toBe(clock.now() + 5_000);
});
