import { booleanOf, pairOf, scalarsOf } from '../resolve/read.ts';
import { contentSpan } from '../syntax/placement.ts';
import { problem } from './problem.ts';
import type { Check } from './visit.ts';

/** Batches go to one service that has them: not to several addresses, nor to a server that a run starts. */
export const batchedModel: Check = (visit, report) => {
  if (visit.kind !== 'map' || visit.spec.noun !== 'a model' || booleanOf(visit.node, 'batch') !== true) return;
  const serve = pairOf(visit.node, 'serve');
  const address = pairOf(visit.node, 'base_url');
  const urls = scalarsOf(visit.node, 'base_url');
  if (serve !== undefined) {
    const message = 'The servers that `serve` starts take no batches: leave out `batch`, or `serve`.';
    report(problem('wrong-type', contentSpan(serve.key), message));
  } else if (address !== undefined && urls.length > 1) {
    const message = `\`batch\` sends files to one service, so \`base_url\` has to be one address, and these are ${urls.length}.`;
    report(problem('wrong-type', contentSpan(address.key), message));
  }
};
