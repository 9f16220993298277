import type { Problem } from '../problem.ts';
import type { Span } from '../span.ts';
import { contentSpan } from '../syntax/placement.ts';
import { problem } from './problem.ts';
import type { Check } from './visit.ts';

/** Keys of well-known services, by the prefixes that these publish for secret scanners, and the variable they go by. */
const shapes: readonly { readonly shape: RegExp; readonly variable: string; readonly owner: string }[] = [
  { shape: /\bsk-ant-[\w-]{20,}/g, variable: 'ANTHROPIC_API_KEY', owner: 'Anthropic' },
  { shape: /\bsk-(?!ant-)[\w-]{20,}/g, variable: 'OPENAI_API_KEY', owner: 'OpenAI' },
  { shape: /\bhf_[A-Za-z0-9]{20,}/g, variable: 'HF_TOKEN', owner: 'Hugging Face' },
  { shape: /\bgsk_[A-Za-z0-9]{20,}/g, variable: 'GROQ_API_KEY', owner: 'Groq' },
  { shape: /\bgh[opsu]_[A-Za-z0-9]{30,}/g, variable: 'GITHUB_TOKEN', owner: 'GitHub' },
  { shape: /\bAKIA[0-9A-Z]{16}\b/g, variable: 'AWS_ACCESS_KEY_ID', owner: 'AWS' },
  { shape: /\bAIza[\w-]{35}/g, variable: 'GOOGLE_API_KEY', owner: 'Google' },
];

const reference = /^\$\{[A-Za-z_][A-Za-z0-9_]*(?::-)?\}$/;
const credentials = /^[a-z]+:\/\/[^/@\s$]*:([^/@\s$]+)@/i;

/** Keys that stand where a reference to one belongs, and passwords inside addresses. */
export const secretValue: Check = (visit, report) => {
  if (visit.kind !== 'value' || visit.node?.kind !== 'scalar' || visit.node.value === null) return;
  const { spec, node, place } = visit;
  const key = place.path.at(-1) ?? '';
  if ((spec.kind === 'string' || spec.kind === 'path') && credentials.test(node.text)) {
    report(problem('secret-in-file', node.span, 'A password stands in this address: put `${NAME}` in its place.'));
  }
  if (spec.kind !== 'secret' || reference.test(node.text) || secretsIn(node.text).length > 0) return;
  const span = contentSpan(node);
  const bare = /^\$?([A-Z_][A-Z0-9_]*)$/.exec(node.text)?.[1];
  const text = `\${${bare ?? 'API_KEY'}}`;
  const put = isInFlow(place.text, node.span.start) ? `"${text}"` : text;
  const fixes = [{ title: `Refer to \`${text}\``, edits: [{ span: node.span, text: put }] }];
  const message = `\`${key}\` takes a reference such as \`${text}\`, never a key itself: strategies are shared.`;
  report(problem('secret-in-file', span, message, fixes));
};

/** Texts that look like the key of a service, wherever they stand, comments included. */
export function secretsIn(text: string): readonly Problem[] {
  return shapes.flatMap(({ shape, variable, owner }) =>
    Array.from(text.matchAll(shape), (match) => {
      const span: Span = { start: match.index, end: match.index + match[0].length };
      const name = `\${${variable}}`;
      const bare = isInFlow(text, span.start) && !/["']/.test(text[span.start - 1] ?? '');
      const fixes = [{ title: `Refer to \`${name}\``, edits: [{ span, text: bare ? `"${name}"` : name }] }];
      return problem('secret-in-file', span, `This looks like a key of ${owner}: refer to \`${name}\` instead.`, fixes);
    }),
  );
}

/** Inside of `{…}` or `[…]` a bare brace would end the map; one line is looked at. */
function isInFlow(text: string, offset: number): boolean {
  return /[[{]/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset));
}
