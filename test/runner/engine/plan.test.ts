import { describe, expect, it } from 'vitest';
import { type Piece, planDocument, planStrategy, type SeedDocument, strategyHash } from '#engine';
import type { Strategy } from '#language';
import { mockStrategy, strategyOf } from '../../helpers/strategy.ts';

const document: SeedDocument = {
  id: 'page',
  text: 'Three short words',
  fields: { text: 'Three short words', edu: 4 },
  file: 'documents.jsonl',
  row: 7,
};

function pieces(strategy: Strategy, over: Partial<SeedDocument> = {}): readonly Piece[] {
  const planned = planDocument(planStrategy(strategy), { ...document, ...over });
  if (planned.kind === 'skipped') throw new Error(`Skipped by ${planned.skipped.expression}.`);
  return planned.pieces;
}

describe('the plan of a document', () => {
  it('has a piece for every rephrasing, combination of `each`, and rollout, in the order of the file', () => {
    const strategy = mockStrategy(
      `  one: {model: parrot, each: [audience, tone], prompt: "{{ audience }} {{ tone }} {{ text }}"}
  two: {model: parrot, rollouts: 2, prompt: "{{ text }}"}`,
      'variables: {audience: [a, b], tone: [x, y]}',
    );
    const planned = pieces(strategy).map(({ identity: { rephrasing, each, rollout } }) => [rephrasing, each, rollout]);
    expect(planned).toEqual([
      ['one', { audience: 'a', tone: 'x' }, 0],
      ['one', { audience: 'a', tone: 'y' }, 0],
      ['one', { audience: 'b', tone: 'x' }, 0],
      ['one', { audience: 'b', tone: 'y' }, 0],
      ['two', {}, 0],
      ['two', {}, 1],
    ]);
    expect(new Set(pieces(strategy).map(({ id }) => id)).size).toBe(6);
  });

  it('leaves out rephrasings that are not meant for the document', () => {
    const strategy = mockStrategy(
      `  high: {model: parrot, when: doc.edu >= 3, prompt: "{{ text }}"}
  low: {model: parrot, when: doc.edu < 3, prompt: "{{ text }}"}`,
    );
    expect(pieces(strategy).map(({ identity }) => identity.rephrasing)).toEqual(['high']);
    expect(pieces(strategy, { fields: { edu: 1 } }).map(({ identity }) => identity.rephrasing)).toEqual(['low']);
  });

  it('says which expression skips a document, where it stands, and what it came upon', () => {
    const plan = planStrategy(mockStrategy('  one: {model: parrot, prompt: "{{ text }}"}'));
    expect(planDocument(plan, { ...document, text: 'one' })).toEqual({
      kind: 'skipped',
      skipped: { expression: 'words >= 2', line: 4, value: 1 },
    });
  });

  it('skips a document whose row lacks the field that decides, and says so', () => {
    const text =
      'version: 1\nstrategy: s\nseeds: {from: d.jsonl, keep: [doc.quality > 1]}\nmodels: {m: {mock: echo}}\nrephrasings: {a: {model: m, prompt: "{{ text }}"}}\n';
    const planned = planDocument(planStrategy(strategyOf(text)), document);
    expect(planned).toMatchObject({ kind: 'skipped', skipped: { expression: 'doc.quality > 1', line: 3 } });
    expect(JSON.stringify(planned)).toContain('quality');
  });

  it('draws only the variables that are used, so that adding one changes nothing', () => {
    const rephrasing = '  one: {model: parrot, prompt: "{{ audience }} {{ text }}"}';
    const [before] = pieces(mockStrategy(rephrasing, 'variables: {audience: [a, b, c]}'));
    const [after] = pieces(mockStrategy(rephrasing, 'variables: {tone: {x: 1, y: 3}, audience: [a, b, c]}'));
    expect(Object.keys(before?.variables ?? {})).toEqual(['audience']);
    expect(after?.variables).toEqual(before?.variables);
  });
});

describe('a name of `let`', () => {
  const rephrasings = '  high: {model: parrot, when: bucket >= 3, prompt: "{{ text }}"}';

  it('decides in `keep` and `when`, whatever the order of the names', () => {
    const strategy = strategyOf(`version: 1
strategy: s
let:
  bucket: best + 0
  best: '[doc.edu, doc.dclm | default(0)] | max'
  spoken: doc.language | default("en")
seeds: {from: d.jsonl, keep: [spoken == "en"]}
models: {m: {mock: echo}}
rephrasings: {a: {when: bucket >= 3, prompt: "{{ text }}"}, b: {when: bucket < 3, prompt: "{{ text }}"}}
`);
    expect(pieces(strategy).map(({ identity }) => identity.rephrasing)).toEqual(['a']);
    expect(pieces(strategy, { fields: { edu: 1, dclm: 2 } }).map(({ identity }) => identity.rephrasing)).toEqual(['b']);
    expect(planDocument(planStrategy(strategy), { ...document, fields: { language: 'de' } })).toEqual({
      kind: 'skipped',
      skipped: { expression: 'spoken == "en"', line: 7, value: 'de' },
    });
  });

  it('that cannot be computed leaves out what asks for it, and nothing else', () => {
    const strategy = mockStrategy(
      `${rephrasings}\n  any: {model: parrot, prompt: "{{ text }}"}`,
      'let: {bucket: doc.edu}',
    );
    expect(pieces(strategy).map(({ identity }) => identity.rephrasing)).toEqual(['high', 'any']);
    expect(pieces(strategy, { fields: {} }).map(({ identity }) => identity.rephrasing)).toEqual(['any']);
  });

  it('says through which others it cannot be computed', () => {
    const text =
      'version: 1\nstrategy: s\nlet: {a: b * 2, b: doc.edu}\nseeds: {from: d.jsonl, keep: a > 1}\nmodels: {m: {mock: echo}}\nrephrasings: {a: {prompt: "{{ text }}"}}\n';
    expect(planDocument(planStrategy(strategyOf(text)), { ...document, fields: {} })).toMatchObject({
      skipped: { value: '`a` cannot be computed: `b` cannot be computed: `doc` has no field `edu`.' },
    });
  });

  it('fails where it needs itself and the checker was told to be silent', () => {
    const text =
      'version: 1\nstrategy: s\nlet:\n  # wordmill: ignore unknown-variable\n  a: a + 1\nseeds: {from: d.jsonl, keep: a > 1}\nmodels: {m: {mock: echo}}\nrephrasings: {a: {prompt: "{{ text }}"}}\n';
    expect(planDocument(planStrategy(strategyOf(text)), document)).toMatchObject({
      skipped: { value: '`a` cannot be computed: `a` cannot be computed: It needs itself.' },
    });
  });

  it('is computed when it is first asked for, and once for all pieces', () => {
    let reads = 0;
    const fields = {
      get edu() {
        reads++;
        return 4;
      },
    };
    const strategy = mockStrategy(
      '  high: {model: parrot, rollouts: 3, prompt: "{{ bucket }} {{ text }}"}',
      'let: {bucket: doc.edu}',
    );
    const found = pieces(strategy, { fields });
    expect(reads).toBe(0);
    expect(found.map(({ scope }) => scope.get('bucket'))).toEqual([4, 4, 4]);
    expect(reads).toBe(1);
  });

  it('is no variable', () => {
    const [piece] = pieces(mockStrategy(rephrasings, 'let: {bucket: doc.edu}'));
    expect(piece?.variables).toEqual({});
  });
});

describe('the hash of a strategy', () => {
  const one =
    'strategy: s\nversion: 1\nseeds: {from: d.jsonl}\nmodels: {m: {mock: echo}}\nrephrasings: {a: {model: m, prompt: "{{ text }}"}}\n';

  it('stays the same where only lines, comments, descriptions and the output’s place change', () => {
    const other = `# A comment.\n\nabout: Something.\n${one}output: {to: ../elsewhere}\n`;
    expect(strategyHash(strategyOf(other))).toBe(strategyHash(strategyOf(one)));
  });

  it('changes with the names of `let`', () => {
    const computed = one.replace('{{ text }}', '{{ x }} {{ text }}');
    const hashes = ['let: {x: 1}', 'let: {x: 2}'].map((block) => strategyHash(strategyOf(`${computed}${block}\n`)));
    expect(new Set(hashes).size).toBe(2);
  });

  it('stays the same where only pace, price, servers, tests and targets change, and not where the raw answer is wanted', () => {
    const model = one.replace(
      'mock: echo',
      'mock: echo, price: {input: 1, output: 2}, parameters: 3B, limits: {concurrency: 3, requests_per_minute: 60}',
    );
    const hash = strategyHash(strategyOf(one));
    for (const other of [
      model,
      `${one}budget: {tokens: 1M}\n`,
      `${one}tests: [{document: a.md, expect: words > 1}]\n`,
      `${one}targets: {hpc: {kind: slurm, workers: 2}}\n`,
      `${one}output: {to: elsewhere, as: parquet, rows: 7, rejects: false}\n`,
    ]) {
      expect(strategyHash(strategyOf(other)), other).toBe(hash);
    }
    expect(strategyHash(strategyOf(`${one}output: {raw: true}\n`))).not.toBe(hash);
    expect(strategyHash(strategyOf(one.replace('mock: echo', 'mock: echo, context: 99')))).not.toBe(hash);
  });

  it('changes with the prompt, the seed and the sampling', () => {
    const others = [
      one.replace('{{ text }}', '{{ text }}!'),
      `${one}seed: 2\n`,
      one.replace('mock: echo', 'mock: echo, sampling: {temperature: 0.1}'),
    ];
    expect(new Set([one, ...others].map((text) => strategyHash(strategyOf(text)))).size).toBe(4);
  });
});
