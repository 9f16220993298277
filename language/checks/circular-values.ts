import type { Problem } from '../problem.ts';
import type { Span } from '../span.ts';
import { problem } from './problem.ts';

/** A name of `let` and the names that its expression uses. */
export interface Computation {
  readonly name: string;
  readonly uses: readonly { readonly name: string; readonly span: Span }[];
}

/** Values of `let` that need themselves, directly or through others: one problem for each circle, where it is entered. */
export function circularValues(computations: readonly Computation[]): readonly Problem[] {
  const byName = new Map(computations.map((computation) => [computation.name, computation]));
  const told = new Set<string>();
  return computations.flatMap(({ name, uses }) => {
    const circle = told.has(name) ? undefined : circleFrom(name, byName);
    if (circle === undefined) return [];
    for (const member of circle) told.add(member);
    const next = circle[1] ?? name;
    const use = uses.find((one) => one.name === next);
    return use === undefined ? [] : [problem('unknown-variable', use.span, sentence(circle))];
  });
}

/** The shortest way from a name back to itself, without the end; undefined where there is none. */
function circleFrom(name: string, byName: ReadonlyMap<string, Computation>): readonly string[] | undefined {
  const seen = new Set<string>();
  let ways: readonly (readonly string[])[] = [[name]];
  while (ways.length > 0) {
    const further: (readonly string[])[] = [];
    for (const way of ways) {
      for (const use of byName.get(way.at(-1) ?? '')?.uses ?? []) {
        if (use.name === name) return way;
        if (seen.has(use.name)) continue;
        seen.add(use.name);
        further.push([...way, use.name]);
      }
    }
    ways = further;
  }
  return undefined;
}

function sentence([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return `\`${first}\` needs itself, so it cannot be computed.`;
  const way = [...others, first].map((name) => `\`${name}\``).join(', which needs ');
  return `\`${first}\` needs ${way}, so none of them can be computed.`;
}
