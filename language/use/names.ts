import type { Model, Variable } from '../strategy.ts';
import type { ValueType } from '../template/index.ts';
import { isRelativePath, normalPath, pathFrom } from './path.ts';

/** The names that a file brings into scope where it is used: its own, and those of the files that it uses. */
export interface SharedNames {
  readonly models: ReadonlyMap<string, SharedModel>;
  readonly variables: ReadonlyMap<string, SharedVariable>;
  /** The names of `let`. No name stands here and in `variables`. */
  readonly values: ReadonlyMap<string, SharedValue>;
  /** False where a file could not be read (yet), or not as a whole: it may define any name. */
  readonly whole: boolean;
}

interface Shared {
  readonly name: string;
  /** The file that defines it, as a path from the file in whose scope it is; empty where that is the same file. */
  readonly home: string;
}

export interface SharedModel extends Shared {
  /** Undefined where the model has errors. Its paths are those of the file in whose scope it is. */
  readonly model: Model | undefined;
}

export interface SharedVariable extends Shared {
  readonly variable: Variable;
  readonly type: ValueType;
  /** The values as written, for hover. */
  readonly values: string;
}

export interface SharedValue extends Shared {
  readonly expression: string;
  readonly type: ValueType;
  /** What of the document its expression needs, itself or through other values. */
  readonly needs: readonly string[];
  /** The value of `let` that a name means in its expression: what the file that defines it says, and no other. */
  readonly means: (name: string) => SharedValue | undefined;
}

/** The names of a file as they are seen from the file that uses it by a path. */
export function seenFrom(path: string, { models, variables, values, whole }: SharedNames): SharedNames {
  const homeOf = (home: string): string => (home === '' ? normalPath(path) : pathFrom(path, home));
  const moved = (value: SharedValue): SharedValue => ({
    ...value,
    home: homeOf(value.home),
    means(name) {
      const meant = value.means(name);
      return meant && moved(meant);
    },
  });
  return {
    models: mapped(models, ({ name, home, model }) => ({
      name,
      home: homeOf(home),
      model: model && movedModel(model, path),
    })),
    variables: mapped(variables, (variable) => ({ ...variable, home: homeOf(variable.home) })),
    values: mapped(values, moved),
    whole,
  };
}

function movedModel(model: Model, path: string): Model {
  switch (model.kind) {
    case 'http':
      return model;
    case 'gguf':
      return { ...model, gguf: moved(model.gguf, '.gguf', path) };
    case 'mock':
      return { ...model, mock: moved(model.mock, '.jsonl', path) };
  }
}

function moved(text: string, suffix: string, path: string): string {
  if (!isRelativePath(text, suffix)) return text;
  const from = pathFrom(path, text);
  // Without its ending a bare word would be the name of a known model.
  return text.endsWith(suffix) ? from.replace(/^\.\//, '') : from;
}

function mapped<From, To>(map: ReadonlyMap<string, From>, change: (value: From) => To): ReadonlyMap<string, To> {
  return new Map(Array.from(map, ([name, value]) => [name, change(value)]));
}
