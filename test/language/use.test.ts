import { describe, expect, it } from 'vitest';
import type { Analysis } from '#language';
import { mark } from '../helpers/marked.ts';
import { filesOf } from '../helpers/used.ts';

const main = 'wrap.strategy.yaml';

/** A strategy that uses some files, and what is wrong with it: each problem with its place, and the fixes' titles. */
function analysed(strategy: string, others: Readonly<Record<string, string>>): Analysis {
  const head = 'version: 1\nstrategy: wrap\nseeds: {from: documents}\n';
  return filesOf({ ...others, [main]: head + strategy }).analysisOf(main);
}

function told(strategy: string, others: Readonly<Record<string, string>>): readonly string[] {
  const { text, problems } = analysed(strategy, others);
  return problems.map(({ code, message, span }) => {
    const from = text.lastIndexOf('\n', span.start) + 1;
    const to = text.indexOf('\n', span.end);
    return `${code}: ${message} | ${mark(text, [span])
      .slice(from, to + 2)
      .trim()}`;
  });
}

const models = 'version: 1\nmodels:\n  small: {mock: echo, context: 100}\n  large: {gguf: weights/large.gguf}\n';
const values = `version: 1
let:
  score: doc.scores[0] | default(0)
  good: score > best
  best: 3
  lead: text[:100]
variables:
  audience: [a child, an expert]
  tone: {plain: 3, warm: 1}
`;
const shared = {
  'shared/models.strategy.yaml': models,
  'values.strategy.yaml': values,
  'shared/weights/large.gguf': '',
};
const use = 'use: [shared/models.strategy.yaml, ./values.strategy.yaml]\n';

describe('names of used files', () => {
  it('are there like names of the file, and only those that are needed become a part of the strategy', () => {
    const { problems, strategy } = analysed(
      `${use}rephrasings:\n  qa:\n    model: large\n    each: [tone]\n    when: good\n    prompt: "{{ text }}"\n`,
      shared,
    );
    expect(problems).toEqual([]);
    expect(Object.keys(strategy?.models ?? {})).toEqual(['large']);
    expect(strategy?.let).toEqual({ good: 'score > best', score: 'doc.scores[0] | default(0)', best: '3' });
    expect(strategy?.variables).toEqual({
      tone: {
        values: [
          { value: 'plain', weight: 3 },
          { value: 'warm', weight: 1 },
        ],
      },
    });
  });

  it('do not change the strategy where they are not needed', () => {
    const text = `${use}rephrasings:\n  qa:\n    model: small\n    prompt: "For {{ audience }}: {{ lead }}"\n`;
    const more = { ...shared, 'values.strategy.yaml': `${values}  more: [x]\n`.replace('best: 3', 'best: 4') };
    expect(analysed(text, more).strategy).toEqual(analysed(text, shared).strategy);
  });

  it('are not taken for the answer of a step that is called the same', () => {
    const { problems, strategy } = analysed(
      `${use}defaults: {model: small}
rephrasings:
  qa:
    steps:
      - {name: tone, prompt: "Name a tone for {{ text }}"}
      - {name: write, prompt: "In a {{ tone }} tone: {{ text }}"}
`,
      shared,
    );
    expect(problems).toEqual([]);
    expect(strategy?.variables).toEqual({});
  });

  it('come from files that those files use, too', () => {
    const { problems, strategy } = analysed(
      'use: a/b.strategy.yaml\nrephrasings:\n  qa:\n    model: large\n    prompt: "{{ text }}"\n',
      {
        'a/b.strategy.yaml': 'version: 1\nuse: ../shared/models.strategy.yaml\n',
        ...shared,
      },
    );
    expect(problems).toEqual([]);
    expect(strategy?.models['large']).toMatchObject({ gguf: 'shared/weights/large.gguf' });
  });

  it('stand behind names of the file itself, and mean in their own file what they mean there', () => {
    const { problems, strategy } = analysed(
      `${use}let:
  best: words
variables:
  score: [1, 2]
rephrasings:
  qa:
    model: small
    when: good and best > 2
    prompt: "{{ score }} {{ text }}"
`,
      shared,
    );
    expect(problems).toEqual([]);
    expect(strategy?.let).toEqual({
      best: 'words',
      good: 'score_2 > best_2',
      score_2: 'doc.scores[0] | default(0)',
      best_2: '3',
    });
    expect(Object.keys(strategy?.variables ?? {})).toEqual(['score']);
  });

  it('of known models, servers and files elsewhere keep what they say', () => {
    const { strategy } = analysed(
      `use: shared/m.strategy.yaml
rephrasings:
  a: {model: known, prompt: "{{ text }}"}
  b: {model: hub, prompt: "b {{ text }}"}
  c: {model: far, prompt: "c {{ text }}"}
  d: {model: near, prompt: "d {{ text }}"}
  e: {model: bare, prompt: "e {{ text }}"}
`,
      {
        'shared/m.strategy.yaml': `version: 1
models:
  known: {gguf: smollm2-135m}
  hub: {gguf: "hf:org/repo/x.gguf"}
  far: {gguf: /models/x.gguf}
  near: {mock: ../answers.jsonl}
  bare: {gguf: ./weights}
`,
        '/models/x.gguf': '',
        'shared/hf:org/repo/x.gguf': '',
        'answers.jsonl': '',
      },
    );
    const paths = Object.values(strategy?.models ?? {}).map((model) =>
      model.kind === 'gguf' ? model.gguf : model.kind === 'mock' ? model.mock : '',
    );
    expect(paths).toEqual([
      'smollm2-135m',
      'hf:org/repo/x.gguf',
      '/models/x.gguf',
      'answers.jsonl',
      './shared/weights',
    ]);
  });
});

describe('checks with used files', () => {
  it('offer their names for misspelt ones', () => {
    expect(
      told(
        `${use}rephrasings:\n  qa:\n    model: smal\n    when: god\n    prompt: "{{ text }} {{ audiense }}"\n`,
        shared,
      ),
    ).toEqual([
      'unknown-model: No model is called `smal`; did you mean `small`? | model: «smal»',
      'unknown-variable: `god` is not known here; did you mean `good`? | when: «god»',
      'unknown-variable: `audiense` is not known here; did you mean `audience`? | prompt: "{{ text }} {{ «audiense» }}"',
    ]);
  });

  it('count their models where a rephrasing names none', () => {
    expect(told(`${use}rephrasings:\n  qa: {prompt: "{{ text }}"}\n`, shared)).toEqual([
      'missing-key: `qa` needs `model`, since there are 2 models and no `defaults.model`. | «qa»: {prompt: "{{ text }}"}',
    ]);
    const one = { 'shared/models.strategy.yaml': 'version: 1\nmodels: {only: {mock: echo}}\n' };
    const { problems, strategy } = analysed(
      'use: [shared/models.strategy.yaml]\nrephrasings:\n  qa: {prompt: "{{ text }}"}\n',
      one,
    );
    expect(problems).toEqual([]);
    expect(strategy?.rephrasings[0]?.steps[0]?.model).toBe('only');
  });

  it('know their types, and what of the document they need', () => {
    expect(
      told(
        `${use}defaults: {model: small}\nrephrasings:\n  a: {prompt: "{{ lead }}"}\n  b: {prompt: "b {{ best }}"}\n  c: {prompt: "c {{ text }}", when: best > "3"}\n`,
        shared,
      ),
    ).toEqual([
      'text-unused: The prompt never uses `text`, so every document gets the same request. | b: {«prompt»: "b {{ best }}"}',
      'type-mismatch: `>` cannot compare a number with text. | c: {prompt: "c {{ text }}", when: «best > "3"»}',
    ]);
  });

  it('know the context and the answers of their models', () => {
    expect(
      told(`${use}rephrasings:\n  qa: {model: small, prompt: "{{ text }}", sampling: {max_tokens: 100}}\n`, shared),
    ).toEqual([
      'context-overflow: An answer of 100 tokens leaves no room for the prompt in the 100 tokens of `small`. | qa: {model: small, prompt: "{{ text }}", sampling: {max_tokens: «100»}}',
    ]);
    const full = { 'shared/models.strategy.yaml': models.replace('100', '100, sampling: {max_tokens: 100}') };
    expect(
      told('use: ./shared/models.strategy.yaml\nrephrasings:\n  qa: {model: small, prompt: "{{ text }}"}\n', {
        ...shared,
        ...full,
      }),
    ).toEqual([
      'context-overflow: An answer of 100 tokens leaves no room for the prompt in the 100 tokens of `small`. | «qa»: {model: small, prompt: "{{ text }}"}',
    ]);
  });

  it('report names of the file that nothing uses, and none of theirs', () => {
    expect(
      told(
        `${use}models: {own: {mock: echo}}\nvariables: {size: [1]}\nrephrasings:\n  qa: {model: small, prompt: "{{ text }}"}\n`,
        shared,
      ),
    ).toEqual([
      'unused-model: No rephrasing uses the model `own`. | models: {«own»: {mock: echo}}',
      'unused-variable: No prompt uses the variable `size`. | variables: {«size»: [1]}',
    ]);
  });

  it('find two files that define the same name, unless it is the same thing or is defined here', () => {
    const others = {
      'a.strategy.yaml': 'version: 1\nuse: c.strategy.yaml\nmodels: {m: {mock: echo}}\nlet: {x: words}\n',
      'b.strategy.yaml': 'version: 1\nuse: ./c.strategy.yaml\nmodels: {m: {mock: echo}}\nvariables: {x: [1]}\n',
      'c.strategy.yaml': 'version: 1\nmodels: {n: {mock: echo}}\n',
    };
    const rest = 'rephrasings:\n  qa: {model: n, prompt: "{{ text }}"}\n';
    expect(told(`use: [a.strategy.yaml, b.strategy.yaml]\n${rest}`, others)).toEqual([
      'duplicate-key: `./b.strategy.yaml` defines `m` and `x`, as `./a.strategy.yaml` does; define them here, or rename them in one of them. | use: [a.strategy.yaml, «b.strategy.yaml»]',
    ]);
    expect(
      told(
        `use: [a.strategy.yaml, b.strategy.yaml]\nlet: {x: words}\nmodels: {m: {mock: echo}}\nrephrasings:\n  qa: {model: m, when: x > 1, prompt: "{{ text }}"}\n`,
        others,
      ),
    ).toEqual([]);
  });

  it('say that a used file has errors, and nothing of what it may define', () => {
    expect(
      told('use: a.strategy.yaml\nrephrasings:\n  qa: {model: what, prompt: "{{ text }} {{ who }}"}\n', {
        'a.strategy.yaml': 'version: 1\nmodels:\n  small: {mok: echo}\n  large: {mok: echo}\n',
      }),
    ).toEqual([
      'import-errors: `a.strategy.yaml` has 2 errors, the first in line 3: `mok` is no key of a model; did you mean `mock`? | use: «a.strategy.yaml»',
    ]);
  });

  it('say nothing of a file that is not read yet, and do not run without it', () => {
    const { problems, strategy } = analysed(
      'use: a.strategy.yaml\nmodels: {own: {mock: echo}}\nrephrasings:\n  qa: {model: what, prompt: "{{ text }} {{ who }}", keep: [wrods > 3]}\n',
      { 'a.strategy.yaml': 'unread' },
    );
    expect(problems).toEqual([]);
    expect(strategy).toBeUndefined();
  });

  it('follow files that use each other no further', () => {
    const others = {
      'a.strategy.yaml': 'version: 1\nuse: [b.strategy.yaml]\nmodels: {m: {mock: echo}}\n',
      'b.strategy.yaml': 'version: 1\nuse: [./a.strategy.yaml]\n',
    };
    expect(told('use: a.strategy.yaml\nrephrasings:\n  qa: {prompt: "{{ text }}"}\n', others)).toEqual([
      'import-errors: `a.strategy.yaml` has an error in line 2: `./b.strategy.yaml` uses this file, and files cannot use each other in a circle. | use: «a.strategy.yaml»',
    ]);
  });

  it('ask nothing of a file that only holds names, but its own names', () => {
    const analysis = filesOf(shared).analysisOf('values.strategy.yaml');
    expect(analysis.problems).toEqual([]);
    expect(analysis.namesOnly).toBe(true);
    expect(analysis.strategy).toBeUndefined();
    expect(
      filesOf({ 'a.strategy.yaml': 'version: 1\nlet: {x: wrods}\n' }).analysisOf('a.strategy.yaml').problems,
    ).toMatchObject([{ code: 'unknown-variable' }]);
  });
});
