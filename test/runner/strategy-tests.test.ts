import { describe, expect, it } from 'vitest';
import { wordmill } from '../helpers/command.ts';
import { echo, rows } from '../helpers/echo.ts';
import { workspace } from '../helpers/workspace.ts';

interface Tests {
  readonly tests: readonly Readonly<Record<string, unknown>>[];
}

/** A strategy with tests, done on one short document: `For a child: One page about tides.` */
async function tested(tests: string, more: Readonly<Record<string, string>> = {}) {
  const { 'a.strategy.yaml': strategy = echo, ...files } = more;
  const folder = await workspace({
    'documents.jsonl': rows(1),
    'pages/tides.md': 'One page about tides.',
    ...files,
    'a.strategy.yaml': `${strategy}tests:\n${tests}`,
  });
  const run = await wordmill(['test', 'a.strategy.yaml', '--format', 'json'], { cwd: folder });
  return { ...run, tests: run.stdout === '' ? [] : (JSON.parse(run.stdout) as Tests).tests };
}

const shorter = echo.replace('words < 10', 'words < 5');

describe('wordmill test', () => {
  it('asks each expectation of each record', async () => {
    const { code, tests } = await tested(
      '  - {document: pages/tides.md, expect: [words == 7, words > 99, not truncated]}\n',
    );
    expect(code).toBe(1);
    const output = expect.stringMatching(/^For a (?:child|student): One page about tides\.$/);
    const common = { document: 'pages/tides.md', rephrasing: 'again', output, line: 16, id: expect.any(String) };
    expect(tests).toMatchObject([
      { ...common, expect: 'words == 7', passed: true, value: 7, message: null },
      { ...common, expect: 'words > 99', passed: false, value: 7, message: '`words > 99` failed: words is 7.' },
      { ...common, expect: 'not truncated', passed: true, value: false },
    ]);
  });

  it('exits with 0 where all pass, and says in text where one does not', async () => {
    const passing = await tested('  - {document: pages/tides.md, rephrasings: [again], expect: [words == 7]}\n');
    expect(passing.code).toBe(0);
    const folder = await workspace({
      'a.strategy.yaml': `${echo}tests:\n  - document: tides.md\n    expect: [words == 7, words > 99]\n`,
      'documents.jsonl': rows(1),
      'tides.md': 'One page about tides.',
    });
    expect(await wordmill(['test', 'a.strategy.yaml'], { cwd: folder })).toMatchObject({
      code: 1,
      stdout: [
        'passed  tides.md · again · words == 7',
        'FAILED  tides.md · again · words > 99',
        '        a.strategy.yaml:17: `words > 99` failed: words is 7.',
        '1 passed, 1 failed',
        '',
      ].join('\n'),
    });
  });

  it('tests every rephrasing that applies, whatever the mixture would draw, and every document of a file', async () => {
    const strategy = `${echo}mix: {per_document: 1}\n`.replace(
      'output:',
      '  other:\n    prompt: "{{ text }}"\n  never:\n    when: "false"\n    prompt: "{{ text }}"\noutput:',
    );
    const { tests } = await tested('  - {document: documents.jsonl, expect: ["words > 0"]}\n', {
      'a.strategy.yaml': strategy,
      'documents.jsonl': rows(2),
    });
    expect(tests.map(({ rephrasing, passed }) => [rephrasing, passed])).toEqual([
      ['again', true],
      ['other', true],
      ['again', true],
      ['other', true],
    ]);
  });

  it('fails an expectation, with the reason, where there is no record', async () => {
    const rejected = await tested('  - {document: pages/tides.md, expect: [words > 1]}\n', {
      'a.strategy.yaml': shorter,
    });
    expect(rejected.tests).toMatchObject([
      { passed: false, value: 'Rejected (line 13): `words < 5` failed: words is 7.', id: null },
    ]);
    expect(rejected.tests[0]?.['output']).toMatch(/One page about tides/);

    const skipped = await tested('  - {document: pages/tides.md, expect: [words > 1]}\n', {
      'a.strategy.yaml': echo.replace('{from: documents.jsonl}', '{from: documents.jsonl, keep: [words > 50]}'),
    });
    expect(skipped).toMatchObject({
      code: 1,
      tests: [{ passed: false, value: 'The document is skipped by `words > 50` (line 3): it is 4.', output: null }],
    });

    const when = await tested('  - {document: pages/tides.md, rephrasings: again, expect: [words > 1]}\n', {
      'a.strategy.yaml': echo.replace('    style: copy\n', '    when: words > 50\n'),
    });
    expect(when.tests).toMatchObject([
      { passed: false, value: 'The rephrasing does not apply: `words > 50` (line 11) does not hold.' },
    ]);
    const none = await tested('  - {document: pages/tides.md, expect: [words > 1]}\n', {
      'a.strategy.yaml': echo.replace('    style: copy\n', '    when: words > 50\n'),
    });
    expect(none.tests).toMatchObject([{ passed: false, value: 'No rephrasing applies to the document.' }]);
  });

  it('sees variables that only the expectation reads, and the text before it is assembled', async () => {
    const { tests } = await tested(
      "  - {document: pages/tides.md, expect: [\"audience in ['a child', 'a student']\", words == 4]}\n",
      {
        'a.strategy.yaml': echo
          .replace('For {{ audience }}: {{ text }}', '{{ text }}')
          .replace('    keep:', '    assemble: "{{ text }} {{ output }}"\n    keep:'),
      },
    );
    expect(tests).toMatchObject([
      { passed: true, value: expect.stringMatching(/^a (?:child|student)$/) },
      { passed: true, value: 4, output: 'One page about tides. One page about tides.' },
    ]);
  });

  it('asks expectations of a joined record as of any other', async () => {
    const { tests } = await tested('  - {document: pages/long.md, expect: [words == 60]}\n', {
      'a.strategy.yaml': echo
        .replace('For {{ audience }}: {{ text }}', '{{ text }}')
        .replace('    keep: [not truncated, words < 10]', '    chunk: {tokens: 20}\n    join: "\\n\\n"'),
      'pages/long.md': Array.from({ length: 6 }, (_, index) => `${index} ${'tide '.repeat(9).trim()}.`).join('\n\n'),
    });
    expect(tests).toMatchObject([{ passed: true, value: 60 }]);
  });

  it('takes what cannot be done as what it is', async () => {
    const folder = await workspace({
      'a.strategy.yaml': echo,
      'documents.jsonl': rows(1),
      'b.strategy.yaml': 'version: 1\n',
    });
    expect(await wordmill(['test', 'a.strategy.yaml'], { cwd: folder })).toMatchObject({
      code: 0,
      stderr: 'a.strategy.yaml has no tests.\n',
    });
    expect(await wordmill(['test', 'b.strategy.yaml'], { cwd: folder })).toMatchObject({ code: 1 });
    expect(await wordmill(['test', 'c.strategy.yaml'], { cwd: folder })).toMatchObject({ code: 2 });
    expect(await wordmill(['test', 'a.strategy.yaml', '--model', 'x=mock:echo'], { cwd: folder })).toMatchObject({
      code: 2,
    });
  });
});
