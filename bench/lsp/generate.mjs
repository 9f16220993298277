/**
 * Strategies of any length, the same for the same seed: a file as people write them, with one model in ten named by a
 * rephrasing, prompts of several lines, gates and cleaning steps. They have no errors.
 *
 * @param {number} lines about how many
 * @param {number} seed
 */
export function generateStrategy(lines, seed) {
  const random = generator(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const models = Math.max(2, Math.round(lines / 400));
  const variables = Math.max(2, Math.round(lines / 300));
  const text = [
    'version: 1',
    'strategy: generated',
    'about: A strategy that was made up to be measured.',
    'seed: 17',
    '',
    'let:',
    '  bucket: "[doc.edu, doc.dclm] | max"',
    '  long: words >= 400',
    '',
    'seeds:',
    '  from: hf://datasets/wordmill/generated/data.jsonl',
    '  keep: [words >= 50, bucket >= 2]',
    '',
    'models:',
  ];
  for (let index = 0; index < models; index++) {
    text.push(
      `  model_${index}:`,
      '    id: Qwen/Qwen2.5-3B-Instruct',
      `    base_url: http://127.0.0.1:${8000 + index}/v1`,
      '    context: 32768',
      `    sampling: {temperature: ${(random() * 0.9).toFixed(2)}, max_tokens: 512}`,
    );
  }
  text.push('', 'variables:');
  for (let index = 0; index < variables; index++) {
    text.push(`  variable_${index}: [${pick(people)}, ${pick(people)} who reads, ${pick(people)} in a hurry]`);
  }
  text.push('', 'defaults:', '  model: model_0', '  keep: [not truncated, not refusal]', '', 'rephrasings:');
  for (let index = 0; text.length < lines - 10; index++) {
    // Every name is used: the first rephrasings name one model and one variable each.
    const variable = index < variables ? index : Math.floor(random() * variables);
    const model = index < models ? index : Math.floor(random() * models);
    text.push(...rephrasing({ index, variable, model, named: index < models || random() < 0.1, random, pick }));
  }
  text.push('mix: {per_document: 2, natural: 60%}', 'output: {to: ../out/generated, as: parquet}', '');
  return text.join('\n');
}

function rephrasing({ index, variable, model, named, random, pick }) {
  const sentences = Array.from({ length: 2 + Math.floor(random() * 4) }, () => `      ${sentence(pick)}`);
  const length = Math.floor(100 + random() * 900);
  return [
    `  style_${index}:`,
    `    about: ${sentence(pick)}`,
    `    style: ${pick(['question-answer', 'conversational', 'textbook', 'summary'])}`,
    ...(named ? [`    model: model_${model}`] : []),
    `    weight: ${1 + Math.floor(random() * 5)}`,
    ...(random() < 0.3 ? [`    when: long and bucket > ${1 + Math.floor(random() * 8)}`] : []),
    ...(random() < 0.2 ? [`    each: [variable_${variable}]`] : []),
    '    prompt: |',
    `      You write number ${index} for {{ variable_${variable} }}.`,
    ...sentences,
    '      {% if doc.topic is defined %}Stay on {{ doc.topic | lower | truncate(80) }}.{% endif %}',
    '',
    `      {{ text | truncate(${length * 10}) }}`,
    '    clean: [think, opener, quotes]',
    `    keep: [ratio <= ${(1 + random()).toFixed(2)}, tokens >= ${20 + Math.floor(length / 20)}, source.words > 60]`,
    '',
  ];
}

const people = ['a child', 'a student', 'an engineer', 'a nurse', 'a teacher', 'a reader', 'a gardener', 'a pilot'];
const verbs = ['Keep', 'Explain', 'Repeat', 'Turn', 'Mention', 'Reorder', 'Question', 'Compare'];
const things = ['every number', 'the names of places', 'its main idea', 'each date', 'the tone', 'the longest part'];
const ends = ['in plain words', 'without adding anything', 'as a list', 'for later', 'where it helps', 'at the end'];

function sentence(pick) {
  return `${pick(verbs)} ${pick(things)} ${pick(ends)}, and ${pick(verbs).toLowerCase()} ${pick(things)} ${pick(ends)}.`;
}

/** Numbers from 0 up to 1, the same for the same seed. */
export function generator(seed) {
  let state = (seed * 2_654_435_761) | 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}
