/** A number that a source gives, and where the recipe has to have it. */
export interface Fact {
  readonly recipe: string;
  /** Keys of the resolved strategy, with names in the place of indices; several paths where several have to have it. */
  readonly path: string;
  readonly value: unknown;
  /** Who says so, by the names that samples/README.md gives the sources, and how surely it was read. */
  readonly source: string;
}

function facts(recipe: string, source: string, values: Readonly<Record<string, unknown>>): readonly Fact[] {
  return Object.entries(values).map(([path, value]) => ({ recipe, path, value, source }));
}

/** The same value of every one of some rephrasings. */
function ofAll(names: readonly string[], path: string, value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [`rephrasings.${name}.${path}`, value]));
}

const beyondweb = 'BeyondWeb [P]';
const curator = 'NeMo Curator [P]';
const nemotron = 'Nemotron-CC [S]';
const cosmopedia = 'Cosmopedia [P]';
const wrap = 'WRAP [S]';
const formats = ['wikihow', 'textbook_narrative', 'textbook_academic', 'blogpost'];
const styles = ['easy', 'medium', 'hard', 'qa'];
const families = ['wikipedia', 'diverse_qa', 'distill', 'extract_knowledge', 'knowledge_list'];
const finephrases = ['math', 'table', 'faq', 'tutorial'];

/** A row of the table of limits in NeMo Curator's documentation: all in tokens. */
function limits(
  name: string,
  [minDocument, minSegment, maxIn, maxOut, minFinal]: readonly [number, number, number, number, number],
): readonly Fact[] {
  const at = `rephrasings.${name}`;
  const when = name === 'wikipedia' ? `tokens >= ${minDocument}` : `high and tokens >= ${minDocument}`;
  const cap = `tokens <= ${maxOut - 2}`;
  return facts('nemotron-synth', curator, {
    [`${at}.when.expression`]: when,
    [`${at}.chunk.minTokens`]: minSegment,
    [`${at}.chunk.tokens`]: maxIn,
    [`${at}.chunk.promptCounts`]: true,
    [`${at}.chunk.by`]: 'line',
    [`${at}.chunk.oversize`]: 'drop',
    [`${at}.steps.0.sampling.max_tokens`]: maxOut,
    [`${at}.${name === 'wikipedia' ? 'chunk.keep' : 'keep'}.*`]: cap,
    [`${at}.keep.* `]: name === 'diverse_qa' ? `tokens + source.tokens >= ${minFinal}` : `tokens >= ${minFinal}`,
  });
}

export const knownFacts: readonly Fact[] = [
  ...facts('beyondweb', beyondweb, {
    'mix.natural': 0.6,
    'mix.tokens': 180e9,
    'mix.styles.conversational': 0.2,
    'models.llama-3b.parameters': 3e9,
    'rephrasings.questions.steps.0.sampling.temperature': undefined,
    'rephrasings.questions.steps.0.sampling.top_p': undefined,
  }),
  ...facts('beyondweb', 'DCLM [P]', { 'let.good': 'doc.dclm | default(1) > 0.018112' }),
  ...facts('beyondweb', 'FineWeb-Edu [P]', { 'let.teaching': 'doc.edu | default(5) >= 3' }),
  ...facts('beyondweb', 'datatrove [P]', { 'dedup.minhash': { ngram: 5, bands: 14, rows: 8 } }),
  ...facts('beyondweb', 'Cosmopedia [P]', { 'decontaminate.ngram': 10, 'decontaminate.overlap': 0.5 }),

  ...facts('wrap', wrap, {
    rephrasings: styles,
    'mix.natural': 0.5,
    'mix.from': null,
    'mix.perDocument': 1,
    'models.mistral-7b-v1.parameters': 7e9,
    ...ofAll(styles, 'chunk.by', 'sentence'),
    ...ofAll(styles, 'chunk.tokens', 300),
    ...ofAll(styles, 'steps.0.sampling', {}),
    ...ofAll(styles, 'keep.*', 'not preamble'),
  }),

  ...facts('cosmopedia', cosmopedia, {
    rephrasings: formats,
    'variables.with_topic.values': [
      { value: true, weight: 1 },
      { value: false, weight: 1 },
    ],
    ...ofAll(formats, 'window', { take: 'first', unit: 'chars', length: 1000 }),
    ...ofAll(formats, 'steps.0.sampling', {
      temperature: 0.6,
      top_p: 0.95,
      top_k: 50,
      repetition_penalty: 1.2,
      max_tokens: 2500,
    }),
    ...ofAll(formats, 'keep.*', 'tokens >= 150'),
    dedup: { exact: false, minhash: { ngram: 5, bands: 14, rows: 8 } },
    'decontaminate.ngram': 10,
    'decontaminate.overlap': 0.5,
    'output.raw': true,
    'models.mixtral-8x7b.id': 'mistralai/Mixtral-8x7B-Instruct-v0.1',
  }),

  ...facts('nemotron-synth', nemotron, {
    rephrasings: families,
    'let.bucket': '[doc.buckets.edu_mistral, doc.buckets.edu_nemotron, doc.buckets.dclm] | max',
    'let.high': 'bucket == 19',
    'let.low': 'bucket <= 6',
    'seeds.keep.*': 'language == "en" and language_score >= 0.3',
    'models.nemo-12b.parameters': 12e9,
    'mix.natural': 0.7,
  }),
  ...facts('nemotron-synth', curator, {
    ...ofAll(families, 'steps.0.sampling.temperature', 0.5),
    ...ofAll(families, 'steps.0.sampling.top_p', 0.9),
    ...ofAll(families, 'steps.0.sampling.top_k', 0),
    ...ofAll(families, 'steps.0.sampling.stop', ['</s>']),
    'rephrasings.wikipedia.join': '\n',
    ...ofAll(families.slice(1), 'join', null),
    'rephrasings.diverse_qa.assemble': '{{ text }}\n\n{{ output }}',
    'rephrasings.diverse_qa.clean.1': {
      step: 'pairs',
      question: 'Question:',
      answer: 'Answer:',
      atMost: '10 * source.tokens / 150',
      count: 'uniform',
      shuffle: true,
    },
    'rephrasings.distill.clean.1': { step: 'after', marker: 'Paraphrased Text:' },
  }),
  ...limits('wikipedia', [5, 5, 512, 512, 50]),
  ...limits('diverse_qa', [30, 30, 1000, 600, 100]),
  ...limits('distill', [30, 10, 2000, 1600, 50]),
  ...limits('extract_knowledge', [30, 30, 1400, 1400, 50]),
  ...limits('knowledge_list', [30, 30, 1000, 600, 50]),

  ...facts('summaries', beyondweb, {
    'mix.natural': 0.5,
    'mix.tokens': 20e9,
    'models.llama-8b.parameters': 8e9,
    'rephrasings.summary.steps.0.sampling': {},
  }),
  ...facts('continuation', beyondweb, {
    'mix.natural': 0.5,
    'mix.tokens': 20e9,
    'models.llama-8b.id': 'meta-llama/Llama-3.1-8B-Instruct',
    'rephrasings.continuation.window': { take: 'second_half', of: 'paragraph' },
    'rephrasings.continuation.steps.0.sampling': {},
  }),
  ...facts('repeat', beyondweb, { rephrasings: [], 'mix.natural': 1, 'mix.tokens': 20e9 }),
  ...facts('raw-web', 'DCLM [P]', { rephrasings: [], 'mix.natural': 1, 'seeds.keep.*': 'doc.dclm > 0.018112' }),
  ...facts('raw-web', 'datatrove [P]', {
    'seeds.keep.*': 'language == "en" and language_score >= 0.65',
    'seeds.keep.* ': 'words >= 50 and words <= 100000',
    'seeds.keep.*  ': 'duplicate_lines <= 0.3',
  }),
  ...facts('ladder', beyondweb, {
    rephrasings: ['llama-1b', 'llama-3b', 'llama-8b', 'olmo-7b', 'phi-14b', 'mistral-7b'],
    'models.llama-1b.parameters': 1e9,
    'models.llama-3b.parameters': 3e9,
    'models.llama-8b.parameters': 8e9,
    'models.olmo-7b.parameters': 7e9,
    'models.phi-14b.parameters': 14e9,
    'models.mistral-7b.id': 'mistralai/Mistral-7B-Instruct-v0.3',
    'mix.natural': 0.5,
    'mix.tokens': 20e9,
  }),
  ...facts('rewire', 'REWIRE [P]', {
    'rephrasings.rewrite.clean.0.step': 'between',
    'rephrasings.rewrite.keep.*': 'ratio >= 1',
    'models.llama-70b.id': 'meta-llama/Llama-3.3-70B-Instruct',
  }),
  ...facts('mga', 'MGA [S]', {
    'rephrasings.reformulate.steps.pairs.fanOut': { as: 'pair', choose: 1, atMost: 5 },
    'rephrasings.reformulate.result': 'write',
  }),
  ...facts('kimi-k2', 'Kimi K2 [P, S]', {
    'rephrasings.knowledge.window': { take: 'first', unit: 'tokens', length: 4096 },
    'rephrasings.knowledge.chunk.tokens': 256,
    'rephrasings.knowledge.chunk.carry': true,
    'rephrasings.knowledge.rollouts': 2,
    'rephrasings.knowledge.result': 'rewrite',
    'rephrasings.knowledge.join': '\n\n',
    'mix.natural': null,
  }),
  ...facts('finephrase', 'FinePhrase [P]', {
    rephrasings: finephrases,
    ...ofAll(finephrases, 'steps.0.sampling', { max_tokens: 2048 }),
    'models.smollm2.id': 'HuggingFaceTB/SmolLM2-1.7B-Instruct',
    'models.smollm2.context': 8192,
    'mix.perDocument': 'all',
  }),
  ...facts('finephrase', 'FinePhrase [X]', { 'mix.natural': 0.5 }),
  ...facts('entigraph', 'EntiGraph [P]', {
    seed: 42,
    'seeds.limit': 265,
    'rephrasings.pairs.steps.entities.fanOut': { as: 'some', choose: 2, atMost: 20 },
    'rephrasings.triples.steps.entities.fanOut': { as: 'some', choose: 3, atMost: 10 },
    'rephrasings.pairs.steps.relation.sampling.temperature': 1,
    'mix.natural': 0.1,
    'models.gpt-4-turbo.id': 'gpt-4-turbo',
  }),
];
