// What the measures cost: microseconds per document of about 2 KB, for each measure alone, for the gates of the quickstart
// together, and for the cleaning steps. Run it as `node bench/engine/measures.mjs`.
import { build } from 'esbuild';

const entry = `
  export { clean } from './runner/engine/clean/index.ts';
  export { measureScope } from './runner/engine/measures/index.ts';
  export { measureTable } from '#language';
`;
const built = await build({
  stdin: { contents: entry, resolveDir: new URL('../..', import.meta.url).pathname, loader: 'ts' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  // The CommonJS packages in it ask for Node's own modules.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('file:///');" },
  write: false,
});
const code = Buffer.from(built.outputFiles[0].contents).toString('base64');
const { clean, measureScope, measureTable } = await import(`data:text/javascript;base64,${code}`);

const documents = Array.from({ length: 400 }, (_, index) => makeDocument(index));
const usualGates = ['numbers_invented', 'copied', 'repetition', 'ratio', 'truncated'];

console.log(
  `${documents.length} documents, ${mean(documents.map(({ source }) => source.length))} characters on average`,
);
for (const name of Object.keys(measureTable)) report(name, (document) => void measureScope(document).get(name));
report('the usual gates together', (document) => take(document, usualGates));
report('what a record holds with them', (document) => take(document, ['tokens', 'words', ...usualGates]));
report('every measure together', (document) => take(document, Object.keys(measureTable)));
const steps = ['think', 'opener', 'quotes', 'markdown', 'bullets'].map((step) => ({ step }));
for (const step of steps) report(`clean: ${step.step}`, ({ output }) => void clean(output, [step]));

function take(document, names) {
  const measures = measureScope(document);
  for (const name of names) measures.get(name);
}

/** Time on the processor, the best of twenty passes: other work on the machine disturbs that least. */
function report(name, work) {
  let best = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < 20; pass++) {
    const began = process.cpuUsage();
    for (const document of documents) work(document);
    const { user, system } = process.cpuUsage(began);
    best = Math.min(best, user + system);
  }
  console.log(`${(best / documents.length).toFixed(1).padStart(8)} µs  ${name}`);
}

function mean(numbers) {
  return Math.round(numbers.reduce((sum, number) => sum + number, 0) / numbers.length);
}

/** A page of made-up sentences with numbers and typographic marks, and an output that keeps half of them. */
function makeDocument(seed) {
  const random = generator(seed + 1);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const nouns = 'river,committee,volcano,harbour,engine,teacher,forest,market,theory,bridge,orchestra,glacier'.split(
    ',',
  );
  const verbs = 'crosses,describes,supports,replaces,measures,reaches,follows,explains,produces,protects'.split(',');
  const others = 'old,northern,quiet,unusual,industrial,small,international,wooden,famous,early'.split(',');
  const sentence = () => {
    const number =
      random() < 0.4 ? ` In ${1800 + Math.floor(random() * 220)} it had ${Math.floor(random() * 90_000)} of them.` : '';
    const aside = random() < 0.2 ? ' — it’s “known” for that' : '';
    return `The ${pick(others)} ${pick(nouns)} ${pick(verbs)} the ${pick(others)} ${pick(nouns)} of the ${pick(nouns)}${aside}.${number}`;
  };
  const sentences = Array.from({ length: 26 }, sentence);
  const kept = sentences.map((text) => (random() < 0.5 ? text : sentence()));
  return {
    source: sentences.join(' '),
    output: kept.join(' '),
    prompt:
      'Rewrite the passage for a student. Keep every number and every name, and add nothing that it does not say.',
    finishReason: 'stop',
    // What the identifier costs is not measured here.
    identifyLanguage: () => ({ language: 'en', score: 1 }),
  };
}

function generator(seed) {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}
