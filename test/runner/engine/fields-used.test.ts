import { describe, expect, test } from 'vitest';
import { fieldsUsed } from '#engine';
import { mockStrategy, strategyOf } from '../../helpers/strategy.ts';

const prompt = (text: string, further = '') =>
  mockStrategy(`  one: {model: parrot, prompt: ${JSON.stringify(text)}${further}}`);

test('fields of a document are found wherever a strategy asks for them', () => {
  const strategy = strategyOf(`version: 1
strategy: s
seeds: {from: d.parquet, text: body, id: key, keep: [doc.score > 2 and words > 3]}
models: {m: {mock: echo}}
let: {topic: 'doc["topic"] | lower'}
rephrasings:
  a:
    model: m
    when: doc.meta.lang == "en"
    system: "{% if doc.title is defined %}{{ doc.title }}{% endif %}"
    prompt: "{% set d = doc.url %}{{ d.host }} {{ topic }} {{ text }} doc.nothing"
    keep: [words < doc.most]
tests: [{document: a.md, expect: [words == doc.expected]}]
`);
  expect(fieldsUsed(strategy)).toEqual(['expected', 'meta', 'most', 'score', 'title', 'topic', 'url']);
});

describe('which fields are used cannot be told', () => {
  test.each([
    ['of a field that is computed', prompt('{{ text }}{{ doc[text] }}')],
    ['of a document that is gone through', prompt('{{ text }}{% for key in doc %}{{ key }}{% endfor %}')],
    ['of a document as a whole', prompt('{{ text }}{{ doc | tojson }}')],
    ['of a document under another name', prompt('{% set d = doc %}{{ text }}{{ d.title }}')],
    ['of a document that is passed on', prompt('{{ text }}', ', keep: ["(doc | default({})).x == 1"]')],
  ])('%s', (_, strategy) => {
    expect(fieldsUsed(strategy)).toBeNull();
  });
});

test('a strategy that asks for nothing but the text uses no field', () => {
  expect(fieldsUsed(prompt('{{ text }}'))).toEqual([]);
});
