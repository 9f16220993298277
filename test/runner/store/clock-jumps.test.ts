import { expect, test } from 'vitest';
import { attempt, machineOf, outputOf } from './helpers/small-run.ts';
import { killAt, Killed, SimulatedDisk } from './helpers/simulated-disk.ts';

const dayMs = 86_400_000;

/** A clock that is set forward and back, by a day or by years, whenever it is looked at. */
function jumping(disk: SimulatedDisk, first: number) {
  const jumps = [0, dayMs, -3 * dayMs, 4000 * dayMs, -5000 * dayMs, 1];
  let looks = first;
  let nowMs = 10_000 * dayMs;
  return machineOf(disk, { now: () => (nowMs += jumps[looks++ % jumps.length] ?? 0) });
}

test('a clock that jumps changes nothing of the output', async () => {
  const steady = new SimulatedDisk();
  await attempt(steady);
  for (let first = 0; first < 6; first++) {
    const disk = new SimulatedDisk();
    await attempt(disk, { machine: jumping(disk, first) });
    expect(outputOf(disk)).toEqual(outputOf(steady));
  }
});

test('a run that was killed is taken up where the clock was set back or forward meanwhile', async () => {
  const steady = new SimulatedDisk();
  await attempt(steady);
  for (let operation = 0; operation < steady.operations; operation++) {
    const disk = new SimulatedDisk();
    killAt(disk, operation);
    const killed = attempt(disk, { machine: jumping(disk, operation) });
    await expect(killed, `operation ${operation}`).rejects.toBeInstanceOf(Killed);
    disk.restart();
    const years = operation % 2 === 0 ? -20 : 20;
    const machine = machineOf(disk, { now: () => 10_000 * dayMs + years * 365 * dayMs });
    await attempt(disk, { machine });
    expect(outputOf(disk), `killed at operation ${operation}`).toEqual(outputOf(steady));
  }
});
