import { createHash } from 'node:crypto';
import type { FolderEntry, Sample, View } from '#features';
import { drawVariable } from '#language';

/** Files that documents are read from, as `seeds.from` may name them. */
const rowEnding = /\.(?:jsonl(?:\.gz|\.zst)?|parquet)$/i;
const documentEnding = /\.(?:txt|md|html?)$/i;

/**
 * One document of a strategy, to show what is drawn for it: the first row of the first file that `seeds.from` names, or the
 * first document of a folder. No document is read for that, since draws hang on its place alone.
 */
export async function sampleOf(
  { analysis: { strategy } }: View,
  list: (folder: string) => Promise<readonly FolderEntry[]>,
): Promise<Sample | undefined> {
  if (strategy === undefined) return undefined;
  const file = await firstFile(strategy.seeds.from, list);
  if (file === undefined) return undefined;
  return {
    document: rowEnding.test(file) ? `the first row of \`${file}\`` : `\`${file}\``,
    draw(rephrasingName, name) {
      const variable = strategy.variables[name];
      const rephrasing = strategy.rephrasings.find((one) => one.name === rephrasingName);
      if (variable === undefined || rephrasing === undefined || rephrasing.each.includes(name)) return undefined;
      const { chunk: cut, join, each: names } = rephrasing;
      // Of what is done for every value of another variable, the first.
      const each = Object.fromEntries(names.map((one) => [one, strategy.variables[one]?.values[0]?.value ?? '']));
      // Chunks that stay apart are drawn for one by one.
      const chunk = cut !== null && !cut.carry && join === null ? 0 : null;
      const identity = { file, row: 0, rephrasing: rephrasingName, each, rollout: 0, chunk, item: [] };
      return drawVariable(strategy.seed, identity, { name, variable }, sha256);
    },
  };
}

async function firstFile(
  from: readonly string[],
  list: (folder: string) => Promise<readonly FolderEntry[]>,
): Promise<string | undefined> {
  for (const written of from) {
    if (/[*?[{]|^[a-z]+:\/\//i.test(written)) continue;
    const path = written.replace(/^(?:\.\/)+/, '').replace(/\/$/, '');
    if (rowEnding.test(path) || documentEnding.test(path)) return path;
    const entries = await list(`${path}/`);
    const found = entries
      .filter(({ name, folder }) => !folder && !name.startsWith('.') && isRead(name))
      .map(({ name }) => name)
      .toSorted()[0];
    if (found !== undefined) return `${path}/${found}`;
  }
  return undefined;
}

function isRead(name: string): boolean {
  return rowEnding.test(name) || documentEnding.test(name);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
