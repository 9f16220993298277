import { nodesOf, scalarsOf, textOf } from '../resolve/read.ts';
import type { MapNode } from '../syntax/tree.ts';
import { problem } from './problem.ts';
import type { Check } from './visit.ts';

/** Tests that ask what one above them asks already. */
export const duplicateTest: Check = (visit, report) => {
  if (visit.kind !== 'value' || visit.place.path.length !== 1 || visit.place.path[0] !== 'tests') return;
  if (visit.node?.kind !== 'list') return;
  const seen = new Set<string>();
  for (const test of visit.node.items) {
    if (test.kind !== 'map' || textOf(test, 'document') === undefined) continue;
    const key = meaning(test);
    if (seen.has(key)) {
      const end = visit.place.text.slice(test.span.start, test.span.end).search(/\r?\n|$/);
      const span = { start: test.span.start, end: test.span.start + end };
      report(problem('no-effect', span, 'The same test stands above already.'));
    }
    seen.add(key);
  }
};

function meaning(test: MapNode): string {
  const rephrasings = scalarsOf(test, 'rephrasings').map(({ text }) => text);
  const expect = nodesOf(test, 'expect').map((node) => (node.kind === 'scalar' ? node.text.trim() : ''));
  return JSON.stringify([textOf(test, 'document'), [...new Set(rephrasings)].toSorted(), expect]);
}
