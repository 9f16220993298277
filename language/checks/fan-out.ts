import { pairOf, scalarOf, textOf } from '../resolve/read.ts';
import { contentSpan } from '../syntax/placement.ts';
import type { Fix } from '../problem.ts';
import { insertKey } from './insert.ts';
import { problem } from './problem.ts';
import type { Check, MapVisit } from './visit.ts';

/** Steps that go through something without what that needs: JSON to go through, and a name for what is gone through. */
export const fanOut: Check = (visit, report) => {
  if (visit.kind !== 'map' || visit.spec.noun !== 'a step') return;
  const as = pairOf(visit.node, 'as');
  const json = textOf(visit.node, 'expect') === 'json';
  if (as !== undefined && !json && isReadable(visit)) {
    const message = '`as` goes through the items of a list, so the step needs `expect: json`.';
    report(problem('missing-key', contentSpan(as.key), message, asJson(visit)));
  }
  if (as !== undefined) return;
  for (const key of ['choose', 'at_most'] as const) {
    const pair = pairOf(visit.node, key);
    if (pair === undefined) continue;
    const message = `\`${key}\` needs \`as\`, the name that later steps call ${key === 'choose' ? 'a combination' : 'an item'} by.`;
    report(
      problem(
        'missing-key',
        contentSpan(pair.key),
        message,
        added(visit, json ? 'as: item' : 'as: item\nexpect: json'),
      ),
    );
  }
};

/** What `expect` says is another problem where it is no word that it takes. */
function isReadable({ node }: MapVisit): boolean {
  const expect = textOf(node, 'expect');
  return expect === undefined || expect === 'text';
}

function asJson(visit: MapVisit): readonly Fix[] {
  const said = scalarOf(visit.node, 'expect');
  if (said === undefined) return added(visit, 'expect: json');
  return [{ title: 'Change to `json`', edits: [{ span: said.span, text: 'json' }] }];
}

function added({ node, place }: MapVisit, lines: string): readonly Fix[] {
  const example = node?.flow === true ? lines.replace('\n', ', ') : lines;
  const edit = insertKey(place.text, node, place.pair, { example });
  const [first = ''] = lines.split(':');
  return edit === undefined ? [] : [{ title: `Add \`${first}\``, edits: [edit] }];
}
