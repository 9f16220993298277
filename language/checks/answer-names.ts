import type { NameOccurrence } from '../analysis.ts';
import type { Problem } from '../problem.ts';
import { nodesOf, scalarOf } from '../resolve/read.ts';
import { nouns } from '../schema/spec.ts';
import type { Span } from '../span.ts';
import { contentSpan } from '../syntax/placement.ts';
import { problem } from './problem.ts';
import { reservedName } from './scopes.ts';
import type { Visit } from './visit.ts';

/** What later steps call an answer, or an item of it. */
export interface AnswerName {
  readonly rephrasing: string;
  /** `as`: an item of the answer. */
  readonly key: 'name' | 'as';
  readonly name: string;
  readonly span: Span;
}

/** The names that the steps of a rephrasing give, in their order. */
export function answerNames(visit: Visit): readonly AnswerName[] {
  if (visit.kind !== 'map' || visit.spec.noun !== 'a rephrasing') return [];
  const rephrasing = visit.place.path.at(-1) ?? '';
  return nodesOf(visit.node, 'steps').flatMap((step) =>
    (['name', 'as'] as const).flatMap((key) => {
      const node = step.kind === 'map' ? scalarOf(step, key) : undefined;
      return node === undefined ? [] : [{ rephrasing, key, name: node.text, span: contentSpan(node) }];
    }),
  );
}

/** Names of steps that mean something else already: a name that every template has, another step, a variable. */
export function takenAnswerNames(
  answers: readonly AnswerName[],
  names: readonly Pick<NameOccurrence, 'kind' | 'name' | 'definition'>[],
): readonly Problem[] {
  const defined = new Map(
    names
      .filter(({ kind, definition }) => definition && (kind === 'variable' || kind === 'let'))
      .map(({ kind, name }) => [name, `a ${nouns[kind]}`]),
  );
  const above = new Map<string, Set<string>>();
  return answers.flatMap(({ rephrasing, key, name, span }) => {
    const known = above.get(rephrasing) ?? new Set();
    above.set(rephrasing, known);
    const taken = known.has(name) ? 'the name of a step above' : (reservedName(name) ?? defined.get(name));
    known.add(name);
    if (taken === undefined) return [];
    const thing = key === 'name' ? 'A step' : 'An item';
    return [problem('duplicate-key', span, `${thing} cannot be called \`${name}\`, which is ${taken} already.`)];
  });
}
