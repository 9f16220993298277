import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const tide = `# Tide pools

A tide pool is what the sea leaves behind when it goes out. Twice a day the water falls and small basins in the rock keep
some of it, with whatever was swimming there. Anemones, limpets and hermit crabs spend their lives in a place that is
flooded with cold water at one hour and warmed by the sun at another.

The higher a pool lies, the harder the life in it. In the lowest ones the sea comes back after an hour or two, and hardly
anything changes. In the highest it may stay away for days, so that the water evaporates and grows salty, or rain makes it
nearly fresh. Only a few kinds can bear both, and they have little company.
`;

const kettle = `A kettle switches itself off when steam reaches a small disc of two metals. The disc snaps into another shape when it
is hot, and that opens the switch. With an open lid the steam never gets there, so the kettle goes on boiling until somebody
notices. A second disc under the bottom protects the heater when the kettle is switched on without any water in it at all.
`;

/** A page that would like to be more than text; it lies outside of the corpus. */
const hostile = `# Not a heading

A page may say <b>anything</b>, [click me](command:workbench.action.closeWindow), ![](https://127.0.0.1/spy.png) and $(error).

- 1. It is *shown* as it \`stands\`, because what a model writes may be just as odd as this page is.
`;

const openings = [
  'Sourdough needs time more than it needs skill.',
  'Trees make a street cooler in summer.',
  'A brake that squeaks wants cleaning first.',
  'A tent dries faster in the wind than in the sun.',
  'Ferries sail later when the river is low.',
  'Old maps show paths that nobody walks any more.',
  'Bees find their way home by the light of the sky.',
  'A sharp knife is safer than a blunt one.',
  'The library closes early on the first Monday.',
  'Frost lifts stones out of a field every winter.',
  'A lighthouse is known by the rhythm of its light.',
  'Clay shrinks by a tenth when it is fired.',
];

/** Rows of `documents/rows.jsonl`. */
export const rows = openings.map((opening, index) => ({ id: `row-${index}`, text: `${opening} ${tide}` }));

/** A strategy whose model has its answers by heart: one rephrasing is rejected by its gate, the others are kept. */
const wrap = `version: 1
strategy: wrap
about: Pages in other words.
seed: 17

seeds:
  from: ../documents
  keep:
    - words >= 20

models:
  rephraser: {mock: answers.jsonl}
  echo: {mock: echo}

variables:
  audience: [a child, a student]

rephrasings:
  summary:
    about: The page in two sentences.
    style: summary
    model: rephraser
    prompt: |
      For {{ audience }}, sum this page up in two sentences.

      {{ text }}
    keep:
      - numbers_invented == 0

  questions:
    about: A question about the page, and its answer.
    style: question-answer
    model: rephraser
    prompt: |
      Ask {{ audience }} a question about this page.

      {{ text }}

  same:
    about: Gives the page back.
    style: verbatim
    model: echo
    prompt: "{{ text }}"
    keep:
      - copied == 1

output:
  to: ../out/wrap
  as: jsonl
`;

const answers = [
  {
    match: 'sum this page up',
    answer:
      'A tide pool is sea water that stays behind in a basin of rock, flooded and warmed again 4 times a day. The higher it lies, the harder it is to live in, because the sea may stay away for days.',
  },
  {
    match: 'a question about this page',
    answer:
      'Question: Why do so few kinds of animals live in the highest tide pools?\n\nAnswer: The sea may stay away for days, so that the water grows salty or nearly fresh, and few can bear both.',
  },
  // What a test of the connection asks for.
  { match: 'ready', answer: 'ready' },
];

/** The gate of `summary`, which rejects because the answer has a number that no page has. */
export const rejectingGate = 'numbers_invented == 0';

/** Its line, from 1. */
export const rejectingLine = wrap.split('\n').findIndex((line) => line.includes(rejectingGate)) + 1;

/**
 * A strategy whose model lets one wait.
 *
 * @param {string} url where the model is
 */
export function heldStrategy(url) {
  return `version: 1
strategy: held
seeds: {from: ../documents/rows.jsonl, id: id}
models:
  slow:
    id: held
    base_url: ${url}
    limits: {concurrency: 1}
rephrasings:
  again:
    model: slow
    prompt: "{{ text }}"
output: {to: ../out/held}
`;
}

/** The same with tests: of five pieces three pass, one is rejected by its gate, one is not what its test expects. */
export const testedStrategy = `${wrap.replace('strategy: wrap', 'strategy: tested')}
tests:
  - document: ../documents/tide-pools.md
    rephrasings: [questions, same]
    expect:
      - words >= 10
      - numbers_invented == 0
  - document: ../documents/kettle.txt
    expect: copied < 0.9
`;

/** The line of its last expectation, from 1, which `same` fails. */
export const failingLine = testedStrategy.split('\n').findIndex((line) => line.includes('copied < 0.9')) + 1;

/** A folder with a strategy and documents, as a person would have it. */
export async function makeWorkspace() {
  const made = await mkdtemp(join(tmpdir(), 'mill-'));
  const folder = join(made, 'rephrasing');
  const files = {
    'strategies/wrap.strategy.yaml': wrap,
    'strategies/answers.jsonl': `${answers.map((line) => JSON.stringify(line)).join('\n')}\n`,
    'documents/tide-pools.md': tide,
    'documents/kettle.txt': kettle,
    'notes/hostile.md': hostile,
    'documents/rows.jsonl': `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`,
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return { folder, remove: () => rm(made, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }) };
}
