import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { createAborts } from '../../../../runner/models/http/aborts.ts';

it('tells everyone who still waits, by one listener', () => {
  const controller = new AbortController();
  const aborts = createAborts();
  const told: string[] = [];
  const releases = ['a', 'b', 'c'].map((name) => aborts.watch(controller.signal, () => told.push(name)));
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
  releases[1]?.();
  controller.abort();
  expect(told).toEqual(['a', 'c']);
  for (const release of releases) release();
});

it('leaves nothing at the signal when nobody waits', () => {
  const { signal } = new AbortController();
  const aborts = createAborts();
  const first = aborts.watch(signal, () => undefined);
  first();
  first();
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  const second = aborts.watch(signal, () => undefined);
  // Taking the first back once more is no business of the second.
  first();
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  second();
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('keeps signals apart', () => {
  const aborts = createAborts();
  const [one, other] = [new AbortController(), new AbortController()];
  const told: string[] = [];
  aborts.watch(one.signal, () => told.push('one'));
  aborts.watch(other.signal, () => told.push('other'));
  one.abort();
  expect(told).toEqual(['one']);
});
