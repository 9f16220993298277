import { expect, test } from 'vitest';
import { makesRoom } from '../../client/inline/keep.ts';

const ended = (name: string) => ({ name, isRunning: false });
const running = (name: string) => ({ name, isRunning: true });

test('nothing goes as long as there is room', () => {
  expect(makesRoom([ended('one')], 2)).toBeUndefined();
});

test('the oldest that has ended makes room, and what is still running only where nothing has', () => {
  expect(makesRoom([running('one'), ended('two'), ended('three')], 3)).toMatchObject({ name: 'two' });
  expect(makesRoom([running('one'), running('two')], 2)).toMatchObject({ name: 'one' });
});
