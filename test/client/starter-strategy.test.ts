import { expect, test } from 'vitest';
import { nameProblem, starterDocument, starterStrategy } from '../../client/starter-strategy.ts';
import { analyse } from '#language';

test('a new strategy has no problems and runs, whatever studies say of it', () => {
  const analysis = analyse(starterStrategy({ name: 'first', documents: 'documents' }), {
    fileExists: () => true,
    evidence: false,
  });
  expect(analysis.problems).toEqual([]);
  expect(analysis.strategy).toMatchObject({ name: 'first', output: { to: '../out/first' } });
});

test('a folder with a strange name stays one name', () => {
  const text = starterStrategy({ name: 'first', documents: 'my "docs": {1}' });
  expect(analyse(text, { fileExists: () => true }).strategy?.seeds.from).toEqual(['my "docs": {1}']);
});

test('its first document is long enough for its own gate', () => {
  expect(starterDocument.split(/\s+/).length).toBeGreaterThan(60);
});

test.each(['wrap', 'wrap-2', '2nd'])('%s can be the name of a strategy', (name) => {
  expect(nameProblem(name)).toBeNull();
});

test.each(['', 'Wrap', 'my strategy', '-wrap', 'a/b', '../wrap'])('%j cannot', (name) => {
  expect(nameProblem(name)).toMatch(/^(?:A strategy needs|Use a to z)/);
});
