import { analyse, type Strategy } from '#language';

/** The strategy in a text that must have no errors. */
export function strategyOf(text: string): Strategy {
  const { strategy, problems } = analyse(text);
  if (strategy === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return strategy;
}

/** A strategy with the given rephrasings and further top-level blocks, over a mock. */
export function mockStrategy(rephrasings: string, further = ''): Strategy {
  return strategyOf(`version: 1
strategy: tried
seed: 5
seeds: {from: documents.jsonl, keep: [words >= 2]}
models: {parrot: {mock: echo, sampling: {temperature: 0.5, top_p: 0.9}}}
${further}
rephrasings:
${rephrasings}
output: {as: jsonl}
`);
}
