/** `documents`: every file is one document. The others hold a document in every row. */
export type SourceKind = 'jsonl' | 'jsonl.gz' | 'jsonl.zst' | 'parquet' | 'documents';

const endings: readonly (readonly [ending: string, kind: SourceKind])[] = [
  ['.jsonl.gz', 'jsonl.gz'],
  ['.jsonl.zst', 'jsonl.zst'],
  ['.jsonl', 'jsonl'],
  ['.parquet', 'parquet'],
  ['.txt', 'documents'],
  ['.md', 'documents'],
  ['.html', 'documents'],
  ['.htm', 'documents'],
];

/** What a file's ending says that it is; undefined where it is nothing that can be read. */
export function kindOf(name: string): SourceKind | undefined {
  const lower = name.toLowerCase();
  return endings.find(([ending]) => lower.endsWith(ending))?.[1];
}

/** The endings that are read, for sentences. */
export const readableEndings = endings.map(([ending]) => ending).join(', ');
