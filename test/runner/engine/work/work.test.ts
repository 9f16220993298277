import { describe, expect, it } from 'vitest';
import { planStrategy } from '#engine';
import type { Strategy } from '#language';
import { mockStrategy } from '../../../helpers/strategy.ts';
import { doFirst, documentOf, type Model, piecesOf, promptOf, recordsOf, rejectsOf } from '../helpers/answering.ts';

const lines = documentOf('one apple\ntwo pears\nthree plums');

/** A rephrasing that asks for every line by itself. */
function byLine(further: string, chunk = ''): Strategy {
  return mockStrategy(`  a:
    model: parrot
    prompt: "{{ text }}"
    chunk: {by: line, tokens: 3${chunk}}
${further.replaceAll(/^/gm, '    ')}`);
}

const upper: Model = (request) => promptOf(request).toUpperCase();

describe('chunks', () => {
  it('are asked side by side, and give a record each, with its number', () => {
    const { outcomes, sideBySide } = doFirst(byLine(''), lines, upper);
    expect(sideBySide).toBe(3);
    expect(recordsOf(outcomes).map(({ chunk, text }) => [chunk, text])).toEqual([
      [0, 'ONE APPLE'],
      [1, 'TWO PEARS'],
      [2, 'THREE PLUMS'],
    ]);
    expect(new Set(recordsOf(outcomes).map(({ id }) => id)).size).toBe(3);
    expect(new Set(recordsOf(outcomes).map(({ seed }) => seed)).size).toBe(3);
    // Nothing that is not needed again is kept.
    expect(outcomes.every(({ kind }) => kind === 'record')).toBe(true);
  });

  it('become one record in their order, whatever order they were answered in', () => {
    const { outcomes } = doFirst(byLine('join: " + "\nkeep: words == 6'), lines, upper, { next: (due) => due - 1 });
    const [record] = recordsOf(outcomes);
    expect(record).toMatchObject({ chunk: null, text: 'ONE APPLE + TWO PEARS + THREE PLUMS', input_tokens: 27 });
    const plan = planStrategy(byLine(''));
    expect(record?.id).toBe(piecesOf(plan, lines)[0]?.id);
  });

  it('that fail a gate of their own are rejects with their number, and the others are joined', () => {
    const { outcomes } = doFirst(byLine('join: "\\n"', ', keep: chars < 10'), lines, upper);
    expect(rejectsOf(outcomes).map(({ chunk, reason, text }) => [chunk, reason, text])).toEqual([
      [2, 'gate', 'THREE PLUMS'],
    ]);
    expect(recordsOf(outcomes).map(({ text, input_tokens }) => [text, input_tokens])).toEqual([
      ['ONE APPLE\nTWO PEARS', 18],
    ]);
  });

  it('of which none is left give no record', () => {
    const { outcomes, ended } = doFirst(byLine('join: "\\n"', ', keep: words > 9'), lines, upper);
    expect(ended).toBe(true);
    expect(recordsOf(outcomes)).toEqual([]);
    expect(rejectsOf(outcomes).map(({ chunk }) => chunk)).toEqual([0, 1, 2]);
  });

  it('make a record truncated where one of them is', () => {
    const model: Model = (request) => ({
      text: promptOf(request),
      finishReason: promptOf(request).startsWith('two') ? 'length' : 'stop',
    });
    const { outcomes } = doFirst(byLine('join: "\\n"'), lines, model);
    expect(recordsOf(outcomes)[0]?.finish_reason).toBe('length');
    const gated = doFirst(byLine('join: "\\n"\nkeep: not truncated'), lines, model).outcomes;
    expect(rejectsOf(gated)).toMatchObject([{ chunk: null, gate: 'not truncated' }]);
  });

  it('see what was made of those before where they are carried, and go on without one that was rejected', () => {
    const strategy = mockStrategy(`  a:
    model: parrot
    prompt: "{{ document | length }} [{{ previous }}] {{ text }}"
    chunk: {by: line, tokens: 3, carry: previous, keep: words < 3}
    join: " / "
    clean: [{after: "] "}]`);
    const prompts: string[] = [];
    const { outcomes, sideBySide } = doFirst(strategy, lines, (request) => {
      prompts.push(promptOf(request));
      return promptOf(request).endsWith('pears') ? '] too many words' : promptOf(request).toUpperCase();
    });
    expect(sideBySide).toBe(1);
    expect(prompts).toEqual(['31 [] one apple', '31 [ONE APPLE] two pears', '31 [ONE APPLE] three plums']);
    expect(recordsOf(outcomes).map(({ text }) => text)).toEqual(['ONE APPLE / THREE PLUMS']);
  });

  it('have a source of their own for measures, and the windowed text when joined', () => {
    const strategy = byLine(
      'window: {take: first, words: 4}\nkeep: source.words == 4\njoin: " "',
      ', keep: source.words == 2',
    );
    expect(recordsOf(doFirst(strategy, lines, upper).outcomes).map(({ text }) => text)).toEqual([
      'ONE APPLE TWO PEARS',
    ]);
  });

  it('are drawn for one by one where they stay apart, and together where they do not', () => {
    const document = documentOf(Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n'));
    const drawn = (join: string) => {
      const strategy = mockStrategy(
        `  a:\n    model: parrot\n    prompt: "{{ who }}: {{ text }}"\n    chunk: {by: line, tokens: 2}\n${join}`,
        'variables: {who: [a, b, c]}',
      );
      return new Set(doFirst(strategy, document, upper).requests.map((request) => promptOf(request)[0]));
    };
    expect(drawn('').size).toBe(3);
    expect(drawn('    join: " "').size).toBe(1);
  });

  it('of a document that is too short are none, and nothing is asked', () => {
    const { outcomes, requests, ended } = doFirst(byLine('', ', min_tokens: 3'), documentOf('two words'), upper);
    expect({ outcomes, requests, ended }).toEqual({ outcomes: [], requests: [], ended: true });
  });
});

const grow = mockStrategy(`  grow:
    steps:
      - {name: pairs, prompt: "List: {{ text }}", expect: json, as: pair, at_most: 2}
      - {name: write, prompt: "{{ pair.genre }} of {{ pairs | length }}: {{ text }}"}
      - {name: judged, prompt: "Good? {{ write }}", expect: json}
    result: write
    keep: judged.score > 2
    assemble: "{{ pair.genre }}: {{ output }}"`);

const writer: Model = (request) => {
  const prompt = promptOf(request);
  if (prompt.startsWith('List')) return 'Here:\n```json\n[{"genre": "A"}, {"genre": "B"}, {"genre": "C"}]\n```';
  if (prompt.startsWith('Good')) return prompt.includes('A of') ? '{"score": 3}' : 'I say {"score": 1}!';
  return prompt;
};

describe('steps', () => {
  it('see what was answered before, and go through a list item by item', () => {
    const { outcomes, requests, ended } = doFirst(grow, documentOf('some page'), writer);
    expect(ended).toBe(true);
    expect(requests.map(promptOf)).toEqual([
      'List: some page',
      'A of 3: some page',
      'B of 3: some page',
      'Good? A of 3: some page',
      'Good? B of 3: some page',
    ]);
    expect(recordsOf(outcomes)).toMatchObject([{ text: 'A: A of 3: some page', input_tokens: 18, output_tokens: 8 }]);
    expect(rejectsOf(outcomes)).toMatchObject([
      { gate: 'judged.score > 2', raw: 'B of 3: some page', input_tokens: 18 },
    ]);
    expect(new Set(requests.map(({ seed }) => seed)).size).toBe(5);
  });

  it.each([
    ['no list here', 'step', 'The answer of step pairs is no JSON, and holds none.'],
    ['{"a": [1]}', 'step', 'The answer of step pairs is no list, which `pair` could go through.'],
    ['[]', 'step', 'The answer of step pairs gives nothing to go on with: The list that `pair` goes through is empty.'],
    [' ', 'no-output', 'The model answered nothing (finish reason stop).'],
  ])('reject what cannot be gone on with: %s', (text, reason, message) => {
    const { outcomes, ended } = doFirst(grow, documentOf('some page'), () => text);
    expect(ended).toBe(true);
    expect(outcomes).toMatchObject([{ kind: 'reject', reject: { reason, message, input_tokens: 9 } }]);
  });

  it('reject one item where its request fails, and go on with the others', () => {
    const { outcomes, ended } = doFirst(grow, documentOf('some page'), (request, ask) =>
      promptOf(request).startsWith('B of') ? new Error('Refused.') : writer(request, ask),
    );
    expect(ended).toBe(true);
    expect(rejectsOf(outcomes)).toMatchObject([{ reason: 'request-failed', message: 'Refused.', input_tokens: null }]);
    expect(recordsOf(outcomes)).toHaveLength(1);
  });

  it('join the outputs of items by chunk and then by item', () => {
    const strategy = mockStrategy(`  a:
    model: parrot
    chunk: {by: line, tokens: 3}
    join: ", "
    steps:
      - {name: parts, prompt: "{{ text }}", expect: json, as: word}
      - {name: loud, prompt: "{{ word }}"}`);
    const model: Model = (request) => {
      const words = promptOf(request).split(' ');
      return words.length > 1 ? JSON.stringify(words) : promptOf(request).toUpperCase();
    };
    const { outcomes } = doFirst(strategy, lines, model, { next: (due) => due - 1 });
    expect(recordsOf(outcomes)).toMatchObject([
      { text: 'ONE, APPLE, TWO, PEARS, THREE, PLUMS', input_tokens: 81, chunk: null },
    ]);
  });
});

describe('an answer that is rejected', () => {
  const strategy = mockStrategy('  a: {model: parrot, prompt: "{{ text }}", keep: words < 3, on_fail: {retry: 2}}');
  const tries = (texts: readonly string[]) => {
    let call = 0;
    return doFirst(strategy, documentOf('some page'), () => texts[call++] ?? '');
  };

  it('is asked for again with another seed, and all that it took counts', () => {
    const { outcomes, requests } = tries(['far too many words', '', 'just right']);
    expect(new Set(requests.map(({ seed }) => seed)).size).toBe(3);
    expect(recordsOf(outcomes)).toMatchObject([
      { text: 'just right', input_tokens: 27, output_tokens: 12, seed: requests[2]?.seed },
    ]);
  });

  it('is the reject where it was the last', () => {
    const { outcomes, requests } = tries(['a b c d', 'b c d e', 'c d e f', 'never']);
    expect(requests).toHaveLength(3);
    expect(rejectsOf(outcomes)).toMatchObject([{ raw: 'c d e f', input_tokens: 27, seed: requests[2]?.seed }]);
  });

  it('is asked for again from the step on that failed, and the steps before it are not', () => {
    const chain = mockStrategy(`  a:
    model: parrot
    on_fail: retry
    steps:
      - {name: plan, prompt: "Plan: {{ text }}"}
      - {name: write, prompt: "Write: {{ plan }}"}
      - {name: judged, prompt: "Judge: {{ write }}", expect: json}
    result: write
    keep: judged.ok`);
    const asked: string[] = [];
    let judgements = 0;
    const { outcomes } = doFirst(chain, documentOf('some page'), (request) => {
      const prompt = promptOf(request);
      asked.push(prompt.split(':')[0] ?? '');
      if (!prompt.startsWith('Judge')) return prompt.startsWith('Plan') ? 'p' : 'w';
      return ['{"ok": false}', 'no JSON', '{"ok": true}'][judgements++] ?? '';
    });
    expect(asked).toEqual(['Plan', 'Write', 'Judge', 'Write', 'Judge', 'Judge']);
    expect(recordsOf(outcomes)).toMatchObject([{ text: 'w', input_tokens: 54 }]);
  });
});
