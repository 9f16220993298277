import { describe, expect, it } from 'vitest';
import { type Analysis, analyse, type LastRun, readLastRun, type RephrasingFindings } from '#language';
import { mark } from '../helpers/marked.ts';

const strategy = `version: 1
strategy: example
seeds: {from: documents, limit: 10}
models: {rephraser: {mock: echo, sampling: {max_tokens: 512}}}
defaults: {keep: [not truncated]}
rephrasings:
  qa:
    prompt: "Ask: {{ text }}"
    keep:
      - numbers_invented == 0
      - words >= 20
  dense:
    prompt: "Dense: {{ text }}"
    chunk: {tokens: 300, keep: [ratio <= 1]}
    sampling: {max_tokens: 64}
output: {to: ../out/wrap}
`;

function found(name: string, more: Partial<RephrasingFindings> = {}): RephrasingFindings {
  return { name, records: 90, rejects: 10, truncated: 0, noOutput: 0, gates: [], ...more };
}

/** The run of the strategy above. */
function run(...rephrasings: readonly RephrasingFindings[]): LastRun {
  return { strategy: analyse(strategy).strategy, rephrasings };
}

/** The text of the `findings.json` that says so. */
function textOf({ strategy: ran, rephrasings }: LastRun): string {
  const said = rephrasings.map(({ noOutput, ...rest }) => ({ ...rest, no_output: noOutput }));
  return JSON.stringify({ version: 1, strategy: ran, rephrasings: said });
}

/** The findings, each with its place, which is marked in the text too. */
function told(text: string, lastRun: LastRun): readonly string[] {
  const { problems }: Analysis = analyse(text, { lastRun, evidence: false });
  return problems.map(({ severity, code, message, span }) => {
    const from = text.lastIndexOf('\n', span.start - 1) + 1;
    const to = mark(text, [span]).indexOf('\n', span.end);
    return `${severity} ${code}: ${message} | ${mark(text, [span]).slice(from, to).trim()}`;
  });
}

describe('the last run', () => {
  it('that went well has nothing to say', () => {
    expect(told(strategy, run(found('qa'), found('dense', { truncated: 5, noOutput: 5 })))).toEqual([]);
  });

  it('tells of answers that were cut off, at the limit that cut them', () => {
    expect(told(strategy, run(found('qa', { truncated: 12 }), found('dense', { truncated: 6 })))).toEqual([
      'information run-truncated: In the last run 12 % (12 of 100) of the answers of `qa` were cut off at `max_tokens`. | models: {rephraser: {mock: echo, sampling: {max_tokens: «512»}}}',
      'information run-truncated: In the last run 6 % (6 of 100) of the answers of `dense` were cut off at `max_tokens`. | sampling: {max_tokens: «64»}',
    ]);
  });

  it('says no more of a limit that has been changed', () => {
    const changed = strategy.replace('max_tokens: 64', 'max_tokens: 256');
    const codes = told(changed, run(found('dense', { truncated: 40 }))).map((line) => line.split(':')[0]);
    expect(codes).toEqual(['information run-stale']);
  });

  it('tells of answers that were cut off at the name where no limit is written', () => {
    const without = strategy
      .replace(', sampling: {max_tokens: 512}', '')
      .replace('    sampling: {max_tokens: 64}\n', '');
    const lastRun = { strategy: analyse(without).strategy, rephrasings: [found('qa', { truncated: 100 })] };
    expect(told(without, lastRun)).toEqual([
      'information run-truncated: In the last run 100 % (100 of 100) of the answers of `qa` were cut off at `max_tokens`. | «qa»:',
    ]);
  });

  it('tells of gates that rejected most, those of chunks and of the defaults too', () => {
    const gates = [{ expression: 'numbers_invented == 0', rejected: 78 }];
    const qa = found('qa', {
      records: 20,
      rejects: 80,
      gates: [...gates, { expression: 'not truncated', rejected: 2 }],
    });
    const dense = found('dense', { records: 2, rejects: 8, gates: [{ expression: 'ratio <= 1', rejected: 8 }] });
    expect(told(strategy, run(qa, dense))).toEqual([
      'information run-rejected: In the last run `numbers_invented == 0` rejected 78 % (78 of 100) of the answers of `qa`. | - «numbers_invented == 0»',
      'information run-rejected: In the last run `ratio <= 1` rejected 80 % (8 of 10) of the answers of `dense`. | chunk: {tokens: 300, keep: [«ratio <= 1»]}',
    ]);
    const all = ['qa', 'dense'].map((name) =>
      found(name, { records: 4, rejects: 6, gates: [{ expression: 'not truncated', rejected: 6 }] }),
    );
    expect(told(strategy, run(...all))).toEqual([
      'information run-rejected: In the last run `not truncated` rejected 60 % (12 of 20) of all answers. | defaults: {keep: [«not truncated»]}',
    ]);
  });

  it('says nothing of a gate or a rephrasing that is no longer there', () => {
    const other = run(
      found('qa', { gates: [{ expression: 'words >= 200', rejected: 90 }] }),
      found('old', { records: 0 }),
    );
    expect(told(strategy, other)).toEqual([]);
  });

  it('tells of empty answers, and of a rephrasing that gave nothing', () => {
    const qa = found('qa', { noOutput: 8 });
    const dense = found('dense', { records: 0, rejects: 7 });
    expect(told(strategy, run(qa, dense))).toEqual([
      'information run-no-output: In the last run 8 % (8 of 100) of the answers of `qa` were empty when they had been cleaned. | «qa»:',
      'information run-no-output: In the last run `dense` gave no record: all 7 answers were rejected. | «dense»:',
    ]);
  });

  it('is of another strategy where something has changed that its records hang on', () => {
    const changed = strategy.replace('Ask:', 'Ask two questions:');
    expect(told(changed, run())).toEqual([
      'information run-stale: The strategy has changed since the run in `../out/wrap`, which can only go on as it began. | output: {to: «../out/wrap»}',
    ]);
  });

  it.each([
    ['a comment', strategy.replace('rephrasings:', '# A comment.\nrephrasings:')],
    ['the number of documents', strategy.replace('limit: 10', 'limit: 20')],
    ['a description', strategy.replace('strategy: example', 'strategy: example\nabout: A strategy.')],
    ['a limit of the model', strategy.replace('mock: echo,', 'mock: echo, limits: {concurrency: 4},')],
    ['the order of keys', strategy.replace('version: 1\n', '').concat('version: 1\n')],
  ])('is of the same strategy after a change of %s', (_what, text) => {
    expect(told(text, run())).toEqual([]);
  });

  it('is silenced by a comment, which is not idle without a run either', () => {
    const silenced = strategy.replace('  qa:\n', '  # wordmill: ignore run-no-output\n  qa:\n');
    expect(told(silenced, run(found('qa', { noOutput: 80 })))).toEqual([]);
    expect(analyse(silenced, { evidence: false }).problems).toEqual([]);
  });

  it('says nothing of a strategy with errors but what stands there still', () => {
    const broken = strategy.replace('Ask:', 'Ask {{ somebody }}:');
    const codes = told(broken, run(found('qa', { noOutput: 80 }))).map((line) => line.split(':')[0]);
    expect(codes).toEqual(['information run-no-output', 'error unknown-variable']);
  });
});

describe('the file of findings', () => {
  it('is read as it was written', () => {
    const lastRun = run(found('qa', { noOutput: 3, gates: [{ expression: 'words > 3', rejected: 2 }] }));
    expect(readLastRun(textOf(lastRun))).toEqual(lastRun);
  });

  it.each(['', '{', '[]', '{"version": 2, "strategy": {}, "rephrasings": []}', '{"version": 1}'])(
    'that is %j says nothing',
    (text) => {
      expect(readLastRun(text)).toBeUndefined();
    },
  );

  it('with strange things in it says what can be read', () => {
    const rephrasings = [
      null,
      { name: 3 },
      { name: 'qa', records: -1, rejects: 'x', gates: [{}, { expression: 'a' }] },
    ];
    const lastRun = readLastRun(JSON.stringify({ version: 1, strategy: 'none', rephrasings }));
    const qa = {
      name: 'qa',
      records: 0,
      rejects: 0,
      truncated: 0,
      noOutput: 0,
      gates: [{ expression: 'a', rejected: 0 }],
    };
    expect(lastRun).toEqual({ strategy: 'none', rephrasings: [qa] });
    const strange = lastRun ?? run();
    expect(told(strategy, strange).map((line) => line.split(':')[0])).toEqual(['information run-stale']);
  });

  it('cut at any length says nothing, or something that can be used', () => {
    const text = textOf(run(found('qa', { truncated: 50 })));
    for (let end = 0; end < text.length; end++) expect(readLastRun(text.slice(0, end))).toBeUndefined();
  });
});
