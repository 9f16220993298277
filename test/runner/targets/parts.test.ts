import { expect, test } from 'vitest';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { arrayWindows } from '../../../runner/targets/slurm/array.ts';
import { lastScript, workerScript } from '../../../runner/targets/slurm/job-script.ts';
import { zip } from '../../../runner/targets/ray/zip.ts';
import { spawnSync } from 'node:child_process';

test('an array has ranges, and no index that the cluster does not take', () => {
  expect(arrayWindows([0, 1, 2, 5, 7, 8], 1001)).toEqual([{ offset: 0, spec: '0-2,5,7-8' }]);
  expect(arrayWindows([3, 1000, 1001, 2500], 1001)).toEqual([
    { offset: 0, spec: '3,1000' },
    { offset: 1001, spec: '0' },
    { offset: 2002, spec: '498' },
  ]);
  expect(arrayWindows([], 10)).toEqual([]);
});

test('every index is in one window, and comes out of it again', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(5000)), fc.integer({ min: 1, max: 1500 }), (some, size) => {
      const indexes = some.toSorted((left, right) => left - right);
      const back = arrayWindows(indexes, size).flatMap(({ offset, spec }) =>
        spec.split(',').flatMap((range) => {
          const [first = 0, last = first] = range.split('-').map(Number);
          return Array.from({ length: last - first + 1 }, (_, more) => {
            expect(first + more).toBeLessThan(size);
            return offset + first + more;
          });
        }),
      );
      expect(back).toEqual(indexes);
    }),
  );
});

test('a script of a job is one that bash takes, whatever folder it is for', () => {
  for (const folder of ['/scratch/me/out', "/it's here/$(reboot)/`id`/a b", '/ä/"x"/\\']) {
    const job = { folder, runner: `${folder}/target/runner/runner.cjs`, workers: 4, node: '/usr/bin/node' };
    for (const script of [workerScript(job), lastScript(job)]) {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }
    // The folder comes out of the quotes as it went in.
    const [, quoted = ''] = / worker (.*) --last/.exec(lastScript(job)) ?? [];
    expect(spawnSync('bash', ['-c', `printf %s ${quoted}`], { encoding: 'utf8' }).stdout).toBe(folder);
  }
});

test('the same files give the same archive, and come out of it again', () => {
  const files = [
    { name: 'a.txt', data: Buffer.from('some text '.repeat(100)) },
    { name: 'leer', data: Buffer.alloc(0), mode: 0o755 },
  ];
  const archive = zip(files);
  expect(zip(files)).toEqual(archive);
  let at = 0;
  for (const { name, data } of files) {
    expect(archive.readUInt32BE(at)).toBe(0x504b0304);
    const packed = archive.readUInt32LE(at + 18);
    const begin = at + 30 + archive.readUInt16LE(at + 26);
    expect(archive.toString('utf8', at + 30, begin)).toBe(name);
    expect(inflateRawSync(archive.subarray(begin, begin + packed))).toEqual(data);
    at = begin + packed;
  }
});
