import { nodesOf, pairOf, textOf } from '../resolve/read.ts';
import { contentSpan } from '../syntax/placement.ts';
import { removal } from './duplicate-key.ts';
import { problem } from './problem.ts';
import type { Check } from './visit.ts';

/** `join` where a document gives one output anyway. */
export const idleJoin: Check = (visit, report) => {
  if (visit.kind !== 'map' || visit.spec.noun !== 'a rephrasing') return;
  const join = pairOf(visit.node, 'join');
  if (join === undefined || pairOf(visit.node, 'chunk') !== undefined) return;
  const fansOut = nodesOf(visit.node, 'steps').some((step) => step.kind === 'map' && textOf(step, 'as') !== undefined);
  if (fansOut) return;
  const message = '`join` joins the outputs of chunks, or of the items of a step (`as`), and there are none here.';
  report(problem('no-effect', contentSpan(join.key), message, removal(join, visit.place.text)));
};
