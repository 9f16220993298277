import type { Severity } from './problem.ts';

interface ProblemKind {
  readonly severity: Severity;
  /** One paragraph for docs/problems.md: what it means and what to do. */
  readonly documentation: string;
}

/** Every problem that the checker can report. `docs/problems.md` is generated from this table. */
export const problemCatalogue = {
  'yaml-syntax': {
    severity: 'error',
    documentation:
      'The file is not valid YAML at this place. The rest of the file is still checked as far as it can be read.',
  },
  'unsupported-version': {
    severity: 'error',
    documentation: 'This version of Wordmill reads `version: 1` of the strategy language.',
  },
  'unknown-key': {
    severity: 'error',
    documentation: 'No such key exists here. Keys are case-sensitive; the nearest known key is offered as a fix.',
  },
  'missing-key': { severity: 'error', documentation: 'A key that is needed here is absent.' },
  'wrong-type': {
    severity: 'error',
    documentation: 'The value is of another type or form than the key takes, or a name cannot be one.',
  },
  'unknown-value': {
    severity: 'error',
    documentation: 'The key takes one of a few values, and this is not one of them.',
  },
  'out-of-range': {
    severity: 'error',
    documentation: 'The number is smaller or larger than the key allows, or a regular expression could take forever.',
  },
  'duplicate-key': {
    severity: 'error',
    documentation:
      'The key stands twice in the same block, or a variable or a computed value has a name that is taken already, or two files under `use` define the same name; only one can count.',
  },
  'unknown-model': {
    severity: 'error',
    documentation: 'A rephrasing or the defaults name a model that `models` does not define.',
  },
  'unknown-rephrasing': {
    severity: 'error',
    documentation: 'A test names a rephrasing that `rephrasings` does not define.',
  },
  'unknown-variable': {
    severity: 'error',
    documentation:
      'A template or an expression uses a name that does not exist in its scope, or computed values of `let` need each other, so that none of them can be computed. Names that may not exist never render as nothing.',
  },
  'unknown-filter': {
    severity: 'error',
    documentation: 'A template or an expression uses a filter or a test that does not exist.',
  },
  'unknown-measure': { severity: 'error', documentation: 'A gate uses a measure that does not exist.' },
  'unknown-field': {
    severity: 'error',
    documentation:
      'An expression reads a field of something that has no fields, or that is known not to have this one.',
  },
  'unused-model': { severity: 'warning', documentation: 'The model is defined, and no rephrasing uses it.' },
  'unused-variable': {
    severity: 'warning',
    documentation: 'A variable is defined, and no prompt uses it, or a value of `let`, and nothing uses it.',
  },
  'file-not-found': {
    severity: 'error',
    documentation: 'A path in the strategy leads nowhere. Paths are relative to the strategy file.',
  },
  'import-cycle': {
    severity: 'error',
    documentation:
      'A file under `use` uses this one, itself or through others, so that none of them can be read first. Put what both need into a file of its own.',
  },
  'import-errors': {
    severity: 'error',
    documentation:
      'A file under `use` has errors of its own, so that it is not known what its names mean. Open it to see all of them.',
  },
  'template-syntax': { severity: 'error', documentation: 'A template cannot be read at this place.' },
  'unquoted-template': {
    severity: 'error',
    documentation: 'A value that begins with `{{` must be quoted: without quotes YAML reads the braces as a map.',
  },
  'expression-syntax': {
    severity: 'error',
    documentation: 'An expression, or a regular expression, cannot be read at this place.',
  },
  'type-mismatch': {
    severity: 'error',
    documentation: 'An operator, a filter or a comparison gets a type that it cannot take.',
  },
  'text-unused': {
    severity: 'warning',
    documentation: 'The prompt never uses the document (`text`), so every document gets the same request.',
  },
  'always-true': {
    severity: 'warning',
    documentation:
      'The condition, or a part of it, holds for every document or every output: the measure that it asks for cannot be otherwise. It chooses nothing.',
  },
  'always-false': {
    severity: 'warning',
    documentation:
      'The condition, or a part of it, never holds: the measure that it asks for cannot be so, or a condition above it lets only other values through. As a gate it rejects everything.',
  },
  'zero-weights': { severity: 'error', documentation: 'All weights of the variable are 0, so no value can be drawn.' },
  'context-overflow': {
    severity: 'error',
    documentation:
      'Prompt and answer share the `context` of the model, and here they do not fit into it. It is an error where the fixed text of the prompt and `max_tokens` alone are too long, which servers refuse; and a warning where only the longest documents that `seeds.keep` lets through are. Ask for a shorter answer, or let shorter documents through.',
  },
  'unreachable-rephrasing': {
    severity: 'warning',
    documentation:
      'No document reaches the rephrasing: its `when` never holds, or only for documents that `seeds.keep` skips.',
  },
  'duplicate-prompt': {
    severity: 'warning',
    documentation:
      'Two rephrasings ask the same model for the same: prompt, system message, prefill, sampling and `when` are equal. `rollouts` asks several times for the same, with new draws each time.',
  },
  'cache-breaking-order': {
    severity: 'information',
    documentation:
      'A long fixed part of the request, 32 tokens or more, stands behind a part that differs from document to document. Servers keep what requests have in common at their beginning, so instructions in front of the document are read once and those behind it are read again for every document. Some models follow instructions better that stand behind a long text: then it is worth its cost.',
  },
  'secret-in-file': {
    severity: 'error',
    documentation:
      'A key stands in the file. Strategies are committed and shared: refer to the environment with `${NAME}` instead.',
  },
  'unused-ignore': { severity: 'warning', documentation: 'A `# wordmill: ignore` comment silences nothing.' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemCatalogue;
