import { pairOf, scalarsOf } from '../resolve/read.ts';
import { contentSpan } from '../syntax/placement.ts';
import { problem } from './problem.ts';
import type { Check } from './visit.ts';

/** Servers that a run starts in one place while the requests go to another. */
export const servedModel: Check = (visit, report) => {
  if (visit.kind !== 'map' || visit.spec.noun !== 'a model') return;
  const serve = pairOf(visit.node, 'serve');
  const address = pairOf(visit.node, 'base_url');
  if (serve === undefined || address?.value === undefined) return;
  const urls = scalarsOf(visit.node, 'base_url');
  if (urls.length > 1) {
    const message = `\`serve\` starts one server, so \`base_url\` has to be one address, and these are ${urls.length}.`;
    report(problem('wrong-type', contentSpan(address.key), message));
    return;
  }
  const [url] = urls;
  const host = /^[a-z]+:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:]*)/i.exec(url?.text ?? '')?.[1];
  // What stands in the environment is not known here.
  if (url === undefined || host === undefined || url.text.includes('${') || isLoopback(host)) return;
  const message = `\`serve\` starts a server where the run runs, and the requests go to \`${host}\`: give a \`base_url\` on 127.0.0.1, or leave \`serve\` out.`;
  report(problem('no-effect', contentSpan(serve.key), message));
};

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1?\]|0\.0\.0\.0)$/i.test(host);
}
