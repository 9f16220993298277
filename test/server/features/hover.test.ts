import { features, type View } from '#features';
import { describe, expect, test } from 'vitest';
import { spanIn, viewOf } from '../../helpers/view.ts';

const head = `version: 1
strategy: wrap
seeds: {from: web.jsonl}
models:
  small: {mock: echo}
variables:
  audience: [a child, an expert]
  with_topic: {true: 1, false: 3}
`;

/** What is hovered, and the Markdown that is shown. */
function hovered(source: string): { readonly at: string; readonly text: string } | null {
  const view = viewOf(source);
  const found = features.hover(view, view.cursor);
  if (found === null) return null;
  const { contents, range } = found;
  if (typeof contents === 'string' || Array.isArray(contents) || range === undefined)
    throw new Error('Markdown is shown.');
  const { start, end } = spanIn(view.lines, range);
  return { at: view.text.slice(start, end), text: contents.value };
}

describe('hover shows', () => {
  test('a key: its type, what it does, what holds without it, an example', () => {
    const found = hovered(`${head}rephrasings:\n  qa:\n    roll‸outs: 2\n    prompt: "{{ text }}"\n`);
    expect(found?.at).toBe('rollouts');
    expect(found?.text).toContain('**rollouts**: a whole number from 1 to 10000');
    expect(found?.text).toContain('Without it: 1.');
    expect(found?.text).toContain('```yaml\nrollouts: 2\n```');
  });

  test('a variable: what is drawn of it for a document, in the rephrasing at hand or in all that use it', () => {
    const sample = {
      document: 'the first row of `web.jsonl`',
      draw: (rephrasing: string, variable: string) =>
        rephrasing === 'all' ? undefined : `${variable} of ${rephrasing}`,
    };
    const rest = `rephrasings:
  qa: {model: small, prompt: "{{ audience }} {{ text }}"}
  dense: {model: small, prompt: "{{ audience }} {{ text }}"}
  all: {model: small, each: [audience], prompt: "{{ audience }} {{ text }}"}
`;
    const text = (source: string): string => {
      const view = viewOf(source);
      return JSON.stringify(features.hover(view, view.cursor, sample)?.contents);
    };
    expect(text(head + rest.replace('{{ audience', '{{ aud‸ience'))).toContain(
      'Drawn for the first row of `web.jsonl`: `audience of qa` in `qa`.',
    );
    expect(text(head.replace('audience:', 'aud‸ience:') + rest)).toContain(
      'Drawn for the first row of `web.jsonl`: `audience of qa` in `qa`, `audience of dense` in `dense`.',
    );
    expect(text(head + rest.replace('each: [audience', 'each: [aud‸ience'))).not.toContain('`audience of all`');
    expect(text(head + rest.replace('{{ text }}', '{{ te‸xt }}'))).not.toContain('Drawn');
  });

  test('a key about which studies found something: where to read it', () => {
    const reference = { problems: 'https://pages.example/problems.md', evidence: 'https://pages.example/evidence.md' };
    const view = viewOf(`${head}mix: {nat‸ural: 60%}\n`);
    const said = (shown: View) => JSON.stringify(features.hover(shown, view.cursor)?.contents);
    expect(said({ ...view, reference })).toContain(
      'What studies found: [all synthetic](https://pages.example/evidence.md#evidence-all-synthetic).',
    );
    expect(said(view)).not.toContain('studies');
  });

  test.each([
    ['mix: {per_document: all, natural: 60%, tok‸ens: 2.5B}', 'Here: 2,500,000,000.'],
    ['mix: {per_document: all, natu‸ral: 60%}', 'Here: 0.6.'],
    ['mix: {per_document: all, natu‸ral: 0.6}', undefined],
  ])('a number with a suffix as it counts: %s', (line, expected) => {
    const text = hovered(`${head}rephrasings:\n  qa: {prompt: "{{ text }}"}\n${line}\n`)?.text;
    if (expected === undefined) expect(text).not.toContain('Here:');
    else expect(text).toContain(expected);
  });

  test('sampling and gates as they count, with those of the model and the defaults', () => {
    const file = (keep: string, sampling: string) =>
      `version: 1
strategy: wrap
seeds: {from: web.jsonl}
models:
  small: {mock: echo, sampling: {temperature: 0.5}}
defaults: {keep: [not truncated], sampling: {top_p: 0.9}}
rephrasings:
  qa:
    prompt: "{{ text }}"
    ${sampling}: {max_tokens: 100}
    ${keep}: [words > 3]
`;
    expect(hovered(file('ke‸ep', 'sampling'))?.text).toContain(
      'With those of `defaults`: `not truncated`, `words > 3`.',
    );
    expect(hovered(file('keep', 'sam‸pling'))?.text).toContain(
      'With that of `small` and of `defaults`: `temperature: 0.5`, `top_p: 0.9`, `max_tokens: 100`.',
    );
    const alone = file('ke‸ep', 'sampling').replace('defaults: {keep: [not truncated], ', 'defaults: {');
    expect(hovered(alone)?.text).not.toContain('With those');
  });

  test('a model: what it is', () => {
    const found = hovered(`${head}rephrasings:\n  qa:\n    model: sma‸ll\n    prompt: "{{ text }}"\n`);
    expect(found?.at).toBe('small');
    expect(found?.text).toBe('**small**: model\n\n```yaml\nsmall: {mock: echo}\n```');
  });

  test('a variable in a template: its values', () => {
    const found = hovered(`${head}rephrasings:\n  qa:\n    prompt: "{{ aud‸ience }} {{ text }}"\n`);
    expect(found?.at).toBe('audience');
    expect(found?.text).toBe('**audience**: variable\n\n- a child\n- an expert');
  });

  test('a weighted variable: the shares', () => {
    const found = hovered(`${head}rephrasings:\n  qa:\n    prompt: "{% if with‸_topic %}{{ text }}{% endif %}"\n`);
    expect(found?.text).toBe('**with_topic**: variable\n\n- true (25 %)\n- false (75 %)');
  });

  test('a name of `let`: what it gives and its expression, where it is defined too', () => {
    const text =
      '**bucket**: computed value\n\nComputed of each document: a number.\n\n```yaml\nbucket: words / 100\n```';
    const block = 'let:\n  bucket: words / 100\n';
    const use = hovered(`${head}${block}rephrasings:\n  qa:\n    when: buc‸ket > 3\n    prompt: "{{ text }}"\n`);
    expect(use).toEqual({ at: 'bucket', text });
    expect(hovered(`${head}${block.replace('bucket', 'buck‸et')}`)).toEqual({ at: 'bucket', text });
  });

  test.each([
    ['a filter', 'prompt: "{{ text | tr‸im }}"', 'trim', '`'],
    ['a test', 'prompt: "{{ text is def‸ined }}"', 'defined', '`'],
    ['a statement', 'prompt: "{% i‸f text %}{% endif %}"', 'if', '{% if condition %}'],
    ['a function', 'prompt: "{{ ran‸ge(3) | join }}{{ text }}"', 'range', 'range(stop)'],
    ['the document', 'prompt: "{{ te‸xt }}"', 'text', '**text**: text'],
    ['a measure in a gate', 'keep: [not trunc‸ated]', 'truncated', 'token limit'],
    ['a measure of the source', 'keep: [source.wor‸ds > 3]', 'words', 'Of the source document.'],
  ])('%s', (_name, line, at, text) => {
    const found = hovered(`${head}rephrasings:\n  qa:\n    ${line}\n`);
    expect(found?.at).toBe(at);
    expect(found?.text).toContain(text);
  });

  test('a word in a block scalar, where it stands in the file', () => {
    const found = hovered(`${head}rephrasings:\n  qa:\n    prompt: |\n      One 🙂 {{ text\n        | up‸per }}\n`);
    expect(found?.at).toBe('upper');
  });

  test('a value of a few: what it means', () => {
    const found = hovered(`${head}rephrasings:\n  qa:\n    prompt: "{{ text }}"\noutput: {as: par‸quet}\n`);
    expect(found?.at).toBe('parquet');
    expect(found?.text).toMatch(/^\*\*parquet\*\*\n\n\S/);
  });

  test.each(['# comm‸ent\n', 'about: plain te‸xt\n', '‸', 'a: {{{{ ‸\n'])('nothing in %j', (source) => {
    expect(hovered(source)).toBeNull();
  });
});
