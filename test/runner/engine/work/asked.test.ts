import { expect, it } from 'vitest';
import { type Ask, openWork, planStrategy } from '#engine';
import { mockStrategy } from '../../../helpers/strategy.ts';
import { documentOf, piecesOf } from '../helpers/answering.ts';

const strategy = mockStrategy(
  `  a:
    model: parrot
    system: "For {{ audience }}."
    prompt: "{{ text }}"
    rollouts: 2
    window: {take: random, words: 4}
    chunk: {by: line, tokens: 3}
    clean: [think]`,
  'variables: {audience: [a child, a student, a nurse, a pilot]}',
);
const document = documentOf('one apple\ntwo pears\nthree plums\nfour figs and a pear');

function asked(again?: number): readonly Ask[] {
  const plan = planStrategy(strategy);
  const circumstances = { plan, label: (model: string) => model, now: () => '', ...(again !== undefined && { again }) };
  const nothing = { finished: new Set<string>(), steps: new Map(), complete: () => false };
  return piecesOf(plan, document).flatMap((piece) =>
    [...openWork(piece, circumstances, nothing).begin()].flatMap((event) => (event.kind === 'ask' ? [event.ask] : [])),
  );
}

it('keeps prompts, variables and passages where the same is asked for again, and has other seeds', () => {
  const [never, first, second] = [asked(), asked(1), asked(2)];
  const without = (asks: readonly Ask[]) =>
    asks.map((ask) => [ask.model, ask.step, ask.chunk, ask.variables, ask.request()?.messages]);
  const seeds = (asks: readonly Ask[]) => asks.map((ask) => ask.request()?.seed);
  expect(never.length).toBeGreaterThan(2);
  expect(without(first)).toEqual(without(never));
  expect(without(second)).toEqual(without(never));
  expect(seeds(asked(0))).toEqual(seeds(never));
  expect(new Set([never, first, second].flatMap(seeds)).size).toBe(3 * never.length);
});
