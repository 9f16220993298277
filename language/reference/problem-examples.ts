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
  'duplicate-prompt': 'rephrasings:\n  a:\n    prompt: "Rewrite: {{ text }}"\n  b:\n    prompt: "Rewrite: {{ text }}"',
  'cache-breaking-order':
    'rephrasings:\n  qa:\n    prompt: |\n      {{ text }}\n\n      Write five questions about the passage above, each with its answer. Take all facts from the passage, keep its numbers and names as they are, and write nothing that it does not say.',
  'secret-in-file':
    'models:\n  rephraser:\n    id: a-model\n    base_url: http://127.0.0.1:8000\n    api_key: my-secret-key',
  'unused-ignore': '# wordmill: ignore unused-variable\nseed: 1',
};
