import { expect, test } from 'vitest';
import { steppedDisk } from './helpers/held-disk.ts';
import { attempt, machineOf, outputOf } from './helpers/small-run.ts';
import { SimulatedDisk } from './helpers/simulated-disk.ts';

/** Turns of the event loop that operations take: some none, some very many, so that they overtake each other. */
const turns = [0, 40, 1, 7, 0, 0, 150, 3];

function slow(disk: SimulatedDisk, first: number) {
  let operations = first;
  return steppedDisk(disk, async () => {
    for (let left = turns[operations++ % turns.length] ?? 0; left > 0; left--) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
}

test('a slow disk changes nothing of the output, and nothing is taken for durable before it is', async () => {
  const quick = new SimulatedDisk();
  await attempt(quick);
  for (let first = 0; first < turns.length; first++) {
    const disk = new SimulatedDisk();
    const durable: string[] = [];
    await attempt(disk, { machine: { ...machineOf(disk), fileSystem: slow(disk, first) }, durable });
    expect(durable).toHaveLength(8);
    expect(outputOf(disk)).toEqual(outputOf(quick));
    expect(disk.paths()).toEqual(quick.paths());
  }
});
