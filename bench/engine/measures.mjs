// What the measures cost: microseconds per document of about 2 KB, for each measure alone, for the gates of the quickstart
// together, for the findings of a preview, and for the cleaning steps; and milliseconds for a page of 100 kB. Run it as `node bench/engine/measures.mjs`.
import { build } from 'esbuild';

const entry = `
  export { clean } from './runner/engine/clean/index.ts';
  export { findings } from './runner/engine/fidelity/index.ts';
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
const { clean, findings, measureScope, measureTable } = await import(`data:text/javascript;base64,${code}`);

const documents = Array.from({ length: 400 }, (_, index) => makeDocument(index));
const usualGates = ['numbers_invented', 'copied', 'repetition', 'ratio', 'truncated'];

console.log(
  `${documents.length} documents, ${mean(documents.map(({ source }) => source.length))} characters on average`,
);
for (const name of Object.keys(measureTable)) report(name, (document) => void measureScope(document).get(name));
report('the usual gates together', (document) => take(document, usualGates));
report('what a record holds with them', (document) => take(document, ['tokens', 'words', ...usualGates]));
report('every measure together', (document) => take(document, Object.keys(measureTable)));
report('the findings of a preview', (document) => void findings(document));
const steps = ['think', 'opener', 'quotes', 'markdown', 'bullets'].map((step) => ({ step }));
for (const step of steps) report(`clean: ${step.step}`, ({ output }) => void clean(output, [step]));

const long = makeLong(100_000);
const longMs = best(() => void findings(long)) / 1000;
console.log(`${longMs.toFixed(1).padStart(8)} ms  the findings of a page of ${long.source.length} characters`);

function take(document, names) {
  const measures = measureScope(document);
  for (const name of names) measures.get(name);
}

/** Time on the processor, the best of twenty passes: other work on the machine disturbs that least. */
function report(name, work) {
  const all = best(() => {
    for (const document of documents) work(document);
  });
  console.log(`${(all / documents.length).toFixed(1).padStart(8)} µs  ${name}`);
}

/** Microseconds of the best of twenty passes. */
function best(work) {
  let least = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < 20; pass++) {
    const began = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(began);
    least = Math.min(least, user + system);
  }
  return least;
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
  const source = sentences.join(' ');
  return {
    source,
    output: kept.join(' '),
    prompt:
      'Rewrite the passage for a student. Keep every number and every name, and add nothing that it does not say.',
    finishReason: 'stop',
    stretches: [{ start: 0, end: source.length }],
    // What the identifier costs is not measured here.
    identifyLanguage: () => ({ language: 'en', score: 1 }),
  };
}

/** Many pages as one, and an output of the usual length. */
function makeLong(length) {
  const all = documents.map(({ source }) => source);
  const source = all.join('\n\n').slice(0, length);
  return { ...documents[0], source, stretches: [{ start: 0, end: source.length }] };
}

function generator(seed) {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}
