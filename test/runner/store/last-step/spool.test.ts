import { expect, test } from 'vitest';
import { openSpool } from '../../../../runner/store/last-step/spool.ts';
import { layoutOf } from '../../../../runner/store/run/layout.ts';
import { SimulatedDisk } from '../helpers/simulated-disk.ts';

const layout = layoutOf('/out');

test('values come out by group, in the order in which they were put in, however little memory there is', async () => {
  for (const mostWaiting of [0, 50, 1e6]) {
    const disk = new SimulatedDisk();
    const spool = await openSpool<number>(disk, layout, mostWaiting);
    for (let number = 0; number < 100; number++) await spool.add(number % 3, number);
    for (const group of [2, 0, 1, 0]) {
      const expected = Array.from({ length: 100 }, (_, number) => number).filter((number) => number % 3 === group);
      expect(await spool.read(group)).toEqual(expected);
    }
    expect(await spool.read(7)).toEqual([]);
    await spool.close();
    expect(disk.paths()).toEqual([]);
  }
});

test('what a killed process has left is not looked at', async () => {
  const disk = new SimulatedDisk();
  const killed = await openSpool<string>(disk, layout, 0);
  await killed.add(0, 'old');
  const spool = await openSpool<string>(disk, layout, 0);
  await spool.add(0, 'line\nbreaks and 漢字');
  expect(await spool.read(0)).toEqual(['line\nbreaks and 漢字']);
});
