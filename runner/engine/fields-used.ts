import { namesUsed, type Written } from './names-used.ts';

/**
 * The fields of a document, `doc.NAME`, that templates and expressions of the strategy ask for; null where that cannot be
 * told beforehand, since `doc` is used as a whole or a field is computed.
 */
export function fieldsUsed(strategy: Written): readonly string[] | null {
  const fields = new Set<string>();
  for (const { name, path } of namesUsed(strategy)) {
    if (name !== 'doc') continue;
    const [field] = path;
    if (field === undefined) return null;
    fields.add(field);
  }
  return [...fields].toSorted();
}
