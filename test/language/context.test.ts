import { describe, expect, it } from 'vitest';
import { analyse, contextAt, keyAt } from '#language';
import { marked } from '../helpers/marked.ts';

/** What stands at the cursor, in one line. */
function at(source: string): string {
  const { text, cursor } = marked(source);
  const context = contextAt(analyse(text), cursor);
  switch (context.kind) {
    case 'none':
      return 'none';
    case 'key': {
      const { map, path, typed, span, present, indent, colon } = context;
      const after = colon ? ' colon' : '';
      return `key of ${map.noun} at /${path.join('/')} typed "${typed}" over "${text.slice(span.start, span.end)}" beside [${present.join(' ')}] column ${indent}${after}`;
    }
    case 'value': {
      const { path, typed, span, indent } = context;
      return `value of /${path.join('/')} typed "${typed}" over "${text.slice(span.start, span.end)}" column ${indent}`;
    }
    case 'template':
      return `${context.site.kind} (${context.site.role}) "${context.site.node.text.slice(0, context.offsetInValue)}‸"`;
  }
}

describe('what stands at a cursor', () => {
  it.each([
    ['‸', 'key of a strategy at / typed "" over "" beside [] column 0'],
    ['ver‸', 'key of a strategy at / typed "ver" over "ver" beside [] column 0'],
    ['version: 1\nse‸ed: 2\n', 'key of a strategy at / typed "se" over "seed" beside [version] column 0 colon'],
    ['version: 1\n‸\nseed: 2\n', 'key of a strategy at / typed "" over "" beside [version seed] column 0'],
    ['version: ‸', 'value of /version typed "" over "" column 0'],
    [
      'rephrasings:\n  qa:\n    about: x\n    ‸\n    style: y\n  b:\n    model: z\n',
      'key of a rephrasing at /rephrasings/qa typed "" over "" beside [about style] column 4',
    ],
    [
      'rephrasings:\n  qa:\n    pro‸\n',
      'key of a rephrasing at /rephrasings/qa typed "pro" over "pro" beside [] column 4',
    ],
    [
      'rephrasings:\n  qa:\n    prompt: |\n      a {{ text }}\n    ‸',
      'key of a rephrasing at /rephrasings/qa typed "" over "" beside [prompt] column 4',
    ],
    ['rephrasings:\n  ‸\n', 'none'],
    ['rephrasings:\n  qa:\n    model: re‸\n', 'value of /rephrasings/qa/model typed "re" over "re" column 4'],
    ['rephrasings:\n  qa:\n    model: re‸ph # x\n', 'value of /rephrasings/qa/model typed "re" over "reph" column 4'],
    ['rephrasings:\n  qa:\n    each: [a, ‸]\n', 'value of /rephrasings/qa/each typed "" over "" column 4'],
    ['rephrasings:\n  qa:\n    each:\n      - a‸\n', 'value of /rephrasings/qa/each typed "a" over "a" column 8'],
    ['rephrasings:\n  qa:\n    each:\n    - a‸\n', 'value of /rephrasings/qa/each typed "a" over "a" column 6'],
    [
      'rephrasings:\n  qa:\n    sampling: {top_p: 1, te‸}\n',
      'key of sampling at /rephrasings/qa/sampling typed "te" over "te" beside [top_p] column 4',
    ],
    [
      'rephrasings:\n  qa:\n    sampling: {‸, top_p: 1}\n',
      'key of sampling at /rephrasings/qa/sampling typed "" over "" beside [top_p] column 4',
    ],
    ['origin: {source: x, fidelity: pub‸', 'value of /origin/fidelity typed "pub" over "pub" column 0'],
    [
      'rephrasings:\n  qa:\n    clean: [think, {af‸: x}]\n',
      'key of a cleaning step at /rephrasings/qa/clean typed "af" over "af" beside [] column 4 colon',
    ],
    [
      'defaults:\n  clean:\n    - replace: {‸}\n',
      'key of `replace` at /defaults/clean/replace typed "" over "" beside [] column 6',
    ],
    [
      'defaults:\n  clean:\n  - replace:\n      pattern: x\n      ‸\n  - quotes\n',
      'key of `replace` at /defaults/clean/replace typed "" over "" beside [pattern] column 6',
    ],
    [
      'models:\n  a:\n    sampling:\n      te‸\n',
      'key of sampling at /models/a/sampling typed "te" over "te" beside [] column 6',
    ],
    ['rephrasings:\n  qa:\n    about: |\n      some ‸\n', 'none'],
    ['seed: 1 # com‸', 'none'],
    ['rephrasings:\n  qa:\n    prompt: "a {{ te‸ }}"\n', 'template (prompt) "a {{ te‸"'],
    ['rephrasings:\n  qa:\n    prompt: |\n      one\n      {{ t‸\n    style: x\n', 'template (prompt) "one\n{{ t‸"'],
    ['rephrasings:\n  qa:\n    prompt: {{ te‸\n', 'template (prompt) "{{ te‸"'],
    ['seeds:\n  keep: [wor‸]\n', 'expression (document) "wor‸"'],
    ['seeds:\n  keep:\n    - words > 3 and ch‸\n', 'expression (document) "words > 3 and ch‸"'],
    ['seeds:\n  keep: [‸]\n', 'value of /seeds/keep typed "" over "" column 2'],
    ['rephrasings:\n  qa:\n    when: ‸\n    prompt: x\n', 'value of /rephrasings/qa/when typed "" over "" column 4'],
    ['output: {to: x}\r\n‸\r\n', 'key of a strategy at / typed "" over "" beside [output] column 0'],
    ['\uFEFFver‸\n', 'key of a strategy at / typed "ver" over "ver" beside [] column 0'],
  ])('%j', (source, expected) => {
    expect(at(source)).toBe(expected);
  });
});

describe('the key at an offset', () => {
  it.each([
    ['ver‸sion: 1', 'version'],
    ['models:\n  a:\n    limits: {time‸out: 3}', 'models/a/limits/timeout'],
    ['defaults:\n  clean: [{a‸fter: x}]', 'defaults/clean/after'],
    ['models:\n  ‸a: {}', 'entry models/a'],
    ['version: ‸1', undefined],
    ['foo‸: 1', undefined],
  ])('%j', (source, expected) => {
    const { text, cursor } = marked(source);
    const found = keyAt(analyse(text), cursor);
    const prefix = found?.kind === 'entry' ? 'entry ' : '';
    expect(found && prefix + found.path.join('/')).toBe(expected);
  });
});
