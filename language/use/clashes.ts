import type { Checked } from '../checked.ts';
import { problem } from '../checks/problem.ts';
import type { Problem } from '../problem.ts';
import type { Clash } from './import-names.ts';

/** Names that two used files define, unless the file defines them itself: one problem for each two files. */
export function clashProblems({ imported }: Pick<Checked, 'imported'>): readonly Problem[] {
  const open = imported.clashes.filter(({ kind, name }) =>
    kind === 'model' ? imported.models.has(name) : imported.variables.has(name) || imported.values.has(name),
  );
  const pairs = new Map<string, Clash[]>();
  for (const clash of open) {
    const key = JSON.stringify([clash.item.span.start, clash.files]);
    pairs.set(key, [...(pairs.get(key) ?? []), clash]);
  }
  return [...pairs.values()].flatMap((clashes) => {
    const [first] = clashes;
    if (first === undefined) return [];
    const names = [...new Set(clashes.map(({ name }) => `\`${name}\``))];
    const [former, latter] = first.files;
    const it = names.length === 1 ? 'it' : 'them';
    const message = `\`${latter}\` defines ${inWords(names)}, as \`${former}\` does; define ${it} here, or rename ${it} in one of them.`;
    return [problem('duplicate-key', first.item.span, message)];
  });
}

function inWords(names: readonly string[]): string {
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more names`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}
