import type { Checked } from '../checked.ts';
import { documentNames } from '../checks/scopes.ts';
import { mapOf } from '../resolve/read.ts';
import { resolveModels } from '../resolve/models.ts';
import { resolveVariables } from '../resolve/variables.ts';
import type { Tree } from '../syntax/tree.ts';
import type { SharedModel, SharedNames, SharedValue, SharedVariable } from './names.ts';

/** What a file brings into scope where it is used: what it defines, also while it has errors, and what it uses itself. */
export function sharedNames({ root }: Tree, { chunks, computed, imported }: Checked): SharedNames {
  const definitions = chunks.flatMap(({ facts }) => facts.names.filter(({ definition }) => definition));
  const resolved = root === undefined ? {} : resolveModels(root);
  const models = new Map<string, SharedModel>(imported.models);
  for (const { kind, name } of definitions) {
    if (kind === 'model') models.set(name, { name, home: '', model: own(resolved, name) });
  }
  const drawn = resolveVariables(mapOf(root, 'variables'));
  const variables = new Map<string, SharedVariable>(imported.variables);
  for (const { name, type, values } of chunks.flatMap(({ facts }) => facts.variables)) {
    variables.set(name, { name, home: '', variable: own(drawn, name) ?? { values: [] }, type, values });
  }
  const values = new Map<string, SharedValue>(imported.values);
  for (const { name, expression, type, needs } of computed) {
    // What comes from other files is there already, and stays what it is there.
    if (imported.values.has(name)) continue;
    variables.delete(name);
    const ofDocument = needs.filter((need) => documentNames.has(need));
    values.set(name, { name, home: '', expression, type, needs: ofDocument, means: (used) => values.get(used) });
  }
  return { models, variables, values, whole: imported.whole };
}

function own<Of>(record: Readonly<Record<string, Of>>, name: string): Of | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
