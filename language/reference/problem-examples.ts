import type { ProblemCode } from '../problems.ts';

/**
 * For every problem, top-level blocks of a strategy that have it. A test completes each to a whole strategy and checks
 * that exactly this problem comes out.
 */
export const problemExamples: Readonly<Record<ProblemCode, string>> = {
  'yaml-syntax': 'seeds:\n  from: "documents',
  'unsupported-version': 'version: 7',
  'unknown-key': 'seeds:\n  form: documents',
  'missing-key': 'rephrasings:\n  qa:\n    style: question-answer',
  'wrong-type': 'seed: seventeen',
  'unknown-value': 'output:\n  as: parket',
  'out-of-range': 'models:\n  rephraser:\n    mock: echo\n    sampling: {temperature: 20}',
  'duplicate-key': 'seed: 1\nseed: 2',
  'unknown-model': 'defaults:\n  model: rephrasser',
  'unknown-rephrasing':
    'tests:\n  - {document: documents, rephrasings: [faq], expect: [not truncated]}\nrephrasings:\n  qa:\n    prompt: "{{ text }}"',
  'unknown-variable': 'rephrasings:\n  qa:\n    prompt: "For {{ audience }}: {{ text }}"',
  'unknown-filter': 'rephrasings:\n  qa:\n    prompt: "{{ text | uper }}"',
  'unknown-measure': 'defaults:\n  keep: [tokns >= 50]',
  'unknown-field': 'defaults:\n  keep: [source.wrds >= 50]',
  'unused-model': 'models:\n  rephraser: {mock: echo}\n  other: {mock: echo}\ndefaults:\n  model: rephraser',
  'unused-variable': 'variables:\n  audience: [a child, a student]',
  'file-not-found': 'seeds:\n  from: documants',
  'import-cycle': '# teachers.strategy.yaml has `use: ./strategy.strategy.yaml`\nuse: ./teachers.strategy.yaml',
  'import-errors': '# broken.strategy.yaml has a model with `mok: echo` in it\nuse: ./broken.strategy.yaml',
  'template-syntax': 'rephrasings:\n  qa:\n    prompt: "{{ text"',
  'unquoted-template': 'rephrasings:\n  qa:\n    prompt: {{ text }}',
  'expression-syntax': 'defaults:\n  keep: ["tokens >= "]',
  'type-mismatch': 'defaults:\n  keep: [tokens >= "fifty"]',
  'text-unused': 'rephrasings:\n  qa:\n    prompt: Write questions and answers.',
  'always-true': 'defaults:\n  keep: [ratio >= 0]',
  'always-false': 'defaults:\n  keep: [words >= 100, words <= 50]',
  'zero-weights':
    'variables:\n  with_title: {true: 0, false: 0}\nrephrasings:\n  qa:\n    prompt: "{{ text }}{% if with_title %} Add a title.{% endif %}"',
  'context-overflow': 'models:\n  rephraser:\n    mock: echo\n    context: 4096\n    sampling: {max_tokens: 8192}',
  'unreachable-rephrasing':
    'seeds:\n  from: documents\n  keep: [words >= 100]\nrephrasings:\n  short:\n    when: words < 50\n    prompt: "{{ text }}"',
  'no-effect': 'rephrasings:\n  qa:\n    prompt: "{{ text }}"\n    join: "\\n"',
  'target-unfit': 'models:\n  small: {gguf: smollm2-135m}\ntargets:\n  hpc: {kind: slurm, workers: 8}',
  'duplicate-prompt': 'rephrasings:\n  a:\n    prompt: "Rewrite: {{ text }}"\n  b:\n    prompt: "Rewrite: {{ text }}"',
  'cache-breaking-order':
    'rephrasings:\n  qa:\n    prompt: |\n      {{ text }}\n\n      Write five questions about the passage above, each with its answer. Take all facts from the passage, keep its numbers and names as they are, and write nothing that it does not say.',
  'document-not-first':
    'models:\n  m: {id: a-model, base_url: "http://127.0.0.1:8000", layout: document-first}\nrephrasings:\n  qa:\n    prompt: "{{ text }}\\n\\nWrite questions and answers."\n  plain:\n    prompt: "Rewrite it plainly: {{ text }}"',
  'evidence-continuation':
    'rephrasings:\n  next:\n    window: {take: first_half, of: paragraph}\n    prompt: "Continue the text in the same style: {{ text }}"',
  'evidence-summary-only': 'rephrasings:\n  short:\n    style: summary\n    prompt: "Summarise the page: {{ text }}"',
  'evidence-unselected-seeds': 'seeds:\n  from: documents',
  'evidence-few-conversational':
    'rephrasings:\n  plain:\n    style: encyclopedia\n    prompt: "Rewrite it plainly: {{ text }}"\n  dense:\n    style: terse\n    prompt: "Rewrite it tersely: {{ text }}"',
  'evidence-many-conversational':
    'mix: {natural: 20%}\nrephrasings:\n  qa:\n    style: question-answer\n    prompt: "Ask and answer: {{ text }}"\n  talk:\n    style: dialogue\n    prompt: "Make it a dialogue: {{ text }}"',
  'evidence-one-style': 'rephrasings:\n  plain:\n    style: encyclopedia\n    prompt: "Rewrite it plainly: {{ text }}"',
  'evidence-small-rephraser': 'models:\n  small: {gguf: smollm2-135m}',
  'evidence-large-rephraser':
    'models:\n  large:\n    id: meta-llama/Llama-3.3-70B-Instruct\n    base_url: http://127.0.0.1:8000/v1',
  'evidence-all-synthetic': 'mix: {natural: 0%}',
  'evidence-long-chunk':
    'rephrasings:\n  plain:\n    chunk: {tokens: 4000}\n    prompt: "Rewrite it plainly: {{ text }}"',
  'evidence-prose-gate':
    'rephrasings:\n  facts:\n    style: list\n    prompt: "List the facts: {{ text }}"\n    keep: [duplicate_lines <= 0.3]',
  'run-stale': 'output: {to: ../out/wrap}\nseed: 18',
  'run-truncated':
    'output: {to: ../out/wrap}\nrephrasings:\n  qa:\n    prompt: "Ask and answer: {{ text }}"\n    sampling: {max_tokens: 64}',
  'run-rejected':
    'output: {to: ../out/wrap}\nrephrasings:\n  qa:\n    prompt: "Ask and answer: {{ text }}"\n    keep: [numbers_invented == 0]',
  'run-no-output':
    'output: {to: ../out/wrap}\nrephrasings:\n  qa:\n    prompt: "Ask and answer: {{ text }}"\n    clean: [{after: "Q:"}]',
  'secret-in-file':
    'models:\n  rephraser:\n    id: a-model\n    base_url: http://127.0.0.1:8000\n    api_key: my-secret-key',
  'unused-ignore': '# wordmill: ignore unused-variable\nseed: 1',
};
