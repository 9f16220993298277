import type { Checked } from '../checked.ts';
import type { Used } from '../resolve/used.ts';

/** What a checked file takes from those that it uses. */
export function neededFrom({ chunks, scopes, imported }: Checked): Used {
  const needed = new Set<string>();
  const own = new Set<string>();
  for (const { facts } of chunks) {
    for (const { kind, name, definition } of facts.names) {
      if (kind !== 'variable' && kind !== 'let') continue;
      (definition ? own : needed).add(name);
    }
    for (const { name, role } of facts.uses) {
      const kind = scopes[role].get(name)?.kind;
      if (kind === 'variable' || kind === 'let') needed.add(name);
    }
  }
  return { imported, needed, own };
}
