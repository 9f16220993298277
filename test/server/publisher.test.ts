import { expect, test } from 'vitest';
import { Publisher } from '../../server/publisher.ts';

/** A publisher over an event loop that turns when it is told to. */
function bench() {
  const turns: (() => void)[] = [];
  const versions = new Map<string, number>();
  const published: string[] = [];
  const publisher = new Publisher({
    versionOf: (uri) => versions.get(uri),
    publish: (uri) => published.push(`${uri} ${versions.get(uri) ?? 'closed'}`),
    later: (callback) => turns.push(callback),
  });
  return {
    published,
    publisher,
    edit(uri: string, version: number) {
      versions.set(uri, version);
      publisher.changed(uri);
    },
    turn() {
      for (const callback of turns.splice(0)) callback();
    },
    get idle() {
      return turns.length === 0;
    },
  };
}

test('a single edit is published after two turns', () => {
  const loop = bench();
  loop.edit('a', 1);
  loop.turn();
  expect(loop.published).toEqual([]);
  loop.turn();
  expect(loop.published).toEqual(['a 1']);
  expect(loop.idle).toBe(true);
});

test('edits that come one each turn are published once, by the newest version', () => {
  const loop = bench();
  for (let version = 1; version <= 1000; version++) {
    loop.edit('a', version);
    loop.turn();
  }
  while (!loop.idle) loop.turn();
  expect(loop.published).toEqual(['a 1000']);
});

test('documents wait for themselves only', () => {
  const loop = bench();
  loop.edit('a', 1);
  loop.edit('b', 7);
  loop.turn();
  loop.edit('a', 2);
  loop.turn();
  expect(loop.published).toEqual(['b 7']);
  while (!loop.idle) loop.turn();
  expect(loop.published).toEqual(['b 7', 'a 2']);
});

test('a document that is closed meanwhile is not published', () => {
  const loop = bench();
  loop.edit('a', 1);
  loop.publisher.forget('a');
  while (!loop.idle) loop.turn();
  expect(loop.published).toEqual([]);
});

test('news of the same version are published again', () => {
  const loop = bench();
  loop.edit('a', 1);
  while (!loop.idle) loop.turn();
  loop.publisher.changed('a');
  while (!loop.idle) loop.turn();
  expect(loop.published).toEqual(['a 1', 'a 1']);
});
