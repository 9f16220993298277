import { closest } from '../nearest.ts';
import type { Spec } from '../schema/spec.ts';
import { alternatives, problem } from './problem.ts';
import { quotedLike } from './quoted-like.ts';
import type { Check } from './visit.ts';

/** Words that are none of those a key takes. */
export const unknownValue: Check = (visit, report) => {
  if (visit.kind !== 'value' || visit.node?.kind !== 'scalar' || visit.node.value === null) return;
  const { spec, node, place } = visit;
  const words = wordsOf(spec);
  if (words === undefined || words.includes(node.text)) return;
  if (spec.kind === 'path' && spec.suffix !== undefined && node.text.endsWith(spec.suffix)) return;
  const near = closest(node.text, words);
  const key = place.path.at(-1) ?? '';
  const more = spec.kind === 'path' && spec.suffix !== undefined ? [`a ${spec.suffix} file`] : [];
  const takes = alternatives([...words.map((word) => `\`${word}\``), ...more]);
  const fixes = (near.length > 0 ? near : words.length <= 3 ? words : []).map((word) => ({
    title: `Change to \`${word}\``,
    edits: [{ span: node.span, text: quotedLike(node, word) }],
  }));
  report(
    problem('unknown-value', node.span, `\`${key}\` takes ${takes}, and \`${node.text}\` is none of them.`, fixes),
  );
};

function wordsOf(spec: Spec): readonly string[] | undefined {
  const values = spec.kind === 'enum' ? spec.values : spec.kind === 'path' ? spec.words : undefined;
  return values?.map(({ value }) => String(value));
}
