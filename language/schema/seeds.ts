import type { KeySpec, MapSpec } from './spec.ts';

const since = '0.1.0';

const keys: readonly KeySpec[] = [
  {
    key: 'from',
    spec: { kind: 'one-or-list', of: { kind: 'path', glob: true, mustExist: true } },
    required: true,
    documentation:
      'The documents: a .jsonl, .jsonl.gz, .jsonl.zst or .parquet file, a folder of .txt, .md and .html files (of web pages the readable text is taken), a pattern such as `web/*.jsonl`, a dataset of the Hugging Face hub (`hf://datasets/ORG/NAME/PATH`, with `@REVISION` behind NAME to pin it), or a list of them. Paths are relative to the strategy file.',
    example: 'from: ../documents/web.jsonl',
    since,
  },
  {
    key: 'text',
    spec: { kind: 'string' },
    default: 'text',
    documentation:
      'The field of a row that holds the text of the document. Dots lead into nested objects: `content.body`. Files that are no rows are their text.',
    example: 'text: content',
    since,
  },
  {
    key: 'id',
    spec: { kind: 'string' },
    default: 'file and row',
    documentation:
      'The field of a row that holds the id of the document; dots lead into nested objects. Without it a document is known by its file and row.',
    example: 'id: url',
    since,
  },
  {
    key: 'keep',
    spec: { kind: 'one-or-list', of: { kind: 'expression', scope: 'document' } },
    default: '[]',
    documentation:
      'Which documents are worth rephrasing: expressions over `doc` (the row), `text`, the measures of the text and the values of `let`. A document is skipped at the first one that is not true. Without it every document is taken.',
    example: 'keep: [words >= 50, doc.language == "en"]',
    evidence: ['evidence-unselected-seeds'],
    since,
  },
  {
    key: 'limit',
    spec: { kind: 'number', integer: true, min: 1, max: Number.MAX_SAFE_INTEGER },
    default: 'all documents',
    documentation: 'How many documents to rephrase at the most, counted after `keep`. Without it all of them are.',
    example: 'limit: 10000',
    since,
  },
];

/** Which documents are rephrased. */
export const seedsSpec: MapSpec = { kind: 'map', noun: 'seeds', keys };
