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
  'missing-key': {
    severity: 'error',
    documentation:
      'A key that is needed here is absent: always, or because of what another key says, as `price` is where there is a budget in dollars.',
  },
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
    documentation:
      'The number is smaller or larger than the key allows, by itself or beside other numbers: shares of more than the whole, chunks that are always left out. Or a regular expression could take forever.',
  },
  'duplicate-key': {
    severity: 'error',
    documentation:
      'The key stands twice in the same block, or a variable, a computed value or a step has a name that is taken already, or two files under `use` define the same name; only one can count.',
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
    documentation:
      'A variable is defined, and no prompt uses it, or a value of `let` or an answer of a step, and nothing uses it.',
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
      'Prompt and answer share the `context` of the model, and here they do not fit into it. It is an error where the fixed text of the prompt and `max_tokens` alone are too long, which servers refuse; and a warning where only the longest texts that can come here are, which `seeds.keep`, windows and chunks bound. A prompt that takes all of a chunk that counts it is an error too. Ask for a shorter answer, or let shorter texts through.',
  },
  'unreachable-rephrasing': {
    severity: 'warning',
    documentation:
      'No document reaches the rephrasing: its `when` never holds, or only for documents that `seeds.keep` skips; or all of them are too short for a chunk, or its `weight` is 0 where rephrasings are drawn.',
  },
  'no-effect': {
    severity: 'warning',
    documentation:
      'The key changes nothing here: `join` where there is nothing to join, a window that takes all of every document, a server that no request goes to, a test that stands above already. It is information where that is likely to be meant, as with the weights of a strategy that does every rephrasing.',
  },
  'target-unfit': {
    severity: 'warning',
    documentation:
      'A target and the models do not go together: an embedded model (`gguf`) needs its engine and its weights on every worker, or the server that a worker starts takes more GPUs than the worker has.',
  },
  'duplicate-prompt': {
    severity: 'warning',
    documentation:
      'Two rephrasings, or two steps of one, ask the same model for the same: prompt, system message, prefill, sampling, `when`, window and chunks are equal. `rollouts` asks several times for the same, with new draws each time.',
  },
  'cache-breaking-order': {
    severity: 'information',
    documentation:
      'A long fixed part of the request, 32 tokens or more, stands behind a part that differs from document to document. Servers keep what requests have in common at their beginning, so instructions in front of the document are read once and those behind it are read again for every document. Some models follow instructions better that stand behind a long text: then it is worth its cost. So it is where several rephrasings begin with the whole document: their requests follow each other, go to the same replica, and the document is read once for all of them; `layout: document-first` at the model says so.',
  },
  'document-not-first': {
    severity: 'warning',
    documentation:
      'The model has `layout: document-first`, and requests of this rephrasing begin with something else than the document: with instructions, with a variable, or with another system message than the other rephrasings. The server reads the document anew for them. Put `{{ text }}` at the beginning of the prompt, and let what stands before it be the same everywhere.',
  },
  'evidence-continuation': {
    severity: 'information',
    documentation:
      'The rephrasing asks for what comes next. Continued documents trained no better than further natural text did.',
  },
  'evidence-summary-only': {
    severity: 'information',
    documentation: 'All rephrasings are summaries. They gain something, and varied rephrasings more.',
  },
  'evidence-unselected-seeds': {
    severity: 'information',
    documentation:
      'No `seeds.keep` chooses documents. Better seeds make better rephrasings; how much that matters, studies disagree on.',
  },
  'evidence-few-conversational': {
    severity: 'information',
    documentation:
      'Next to nothing of what comes out is conversational. A share of up to 20 % helped a little in few-shot tasks.',
  },
  'evidence-many-conversational': {
    severity: 'information',
    documentation: 'More than half of what comes out is conversational. Above 20 % nothing more was gained.',
  },
  'evidence-one-style': {
    severity: 'information',
    documentation:
      'All rephrasings have one style, and no variable changes their prompts. Over long budgets one style levels off; over short ones nobody saw a difference.',
  },
  'evidence-small-rephraser': {
    severity: 'information',
    documentation:
      'The rephraser has less than 3B parameters, as the strategy or its name says. Smaller rephrasers made worse text in one study, and in another it hung on the prompt.',
  },
  'evidence-large-rephraser': {
    severity: 'information',
    documentation:
      'The rephraser has more than 8B parameters. Most studies found hardly anything gained by that, which costs accordingly; one found it needed.',
  },
  'evidence-all-synthetic': {
    severity: 'information',
    documentation: 'The mixture has no natural text. No study found that best.',
  },
  'evidence-long-chunk': {
    severity: 'information',
    documentation:
      'A request may get more than 2,000 tokens of a document at once, more than the published pipelines that say a number.',
  },
  'evidence-prose-gate': {
    severity: 'information',
    documentation:
      'A gate on a measure of prose (`readability`, `duplicate_lines`) judges a rephrasing that writes lists, tables, or questions and answers.',
  },
  'run-stale': {
    severity: 'information',
    documentation:
      'The folder of `output.to` holds a run of this strategy as it was before. A run goes on only with the strategy that it began with: choose another folder, or take the old one away.',
  },
  'run-truncated': {
    severity: 'information',
    documentation:
      'In the last run more than 5 % of the answers of a rephrasing were cut off at `max_tokens`. Give it more room, or ask for less.',
  },
  'run-rejected': {
    severity: 'information',
    documentation: 'In the last run the gate rejected more than half of what it was asked of.',
  },
  'run-no-output': {
    severity: 'information',
    documentation:
      'In the last run a rephrasing gave no record at all, or more than 5 % of its answers were empty when they had been cleaned.',
  },
  'secret-in-file': {
    severity: 'error',
    documentation:
      'A key stands in the file. Strategies are committed and shared: refer to the environment with `${NAME}` instead.',
  },
  'unused-ignore': { severity: 'warning', documentation: 'A `# wordmill: ignore` comment silences nothing.' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemCatalogue;
