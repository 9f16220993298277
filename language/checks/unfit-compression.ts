import { textOf, scalarOf } from '../resolve/read.ts';
import { compressionsOf, outputSpec } from '../schema/output.ts';
import { alternatives, problem } from './problem.ts';
import { quotedLike } from './quoted-like.ts';
import type { Check } from './visit.ts';

/** A compression of the other format. Words that are none at all are told by themselves. */
export const unfitCompression: Check = (visit, report) => {
  if (visit.kind !== 'map' || visit.spec !== outputSpec) return;
  const node = scalarOf(visit.node, 'compression');
  const as = textOf(visit.node, 'as') ?? 'parquet';
  if (node === undefined || (as !== 'parquet' && as !== 'jsonl')) return;
  const fitting: readonly string[] = compressionsOf[as];
  const known = Object.values(compressionsOf).some((words: readonly string[]) => words.includes(node.text));
  if (!known || fitting.includes(node.text)) return;
  const format = as === 'parquet' ? 'Parquet' : 'JSON lines (`as: jsonl`)';
  const takes = alternatives(fitting.map((word) => `\`${word}\``));
  const fixes = fitting.map((word) => ({
    title: `Change to \`${word}\``,
    edits: [{ span: node.span, text: quotedLike(node, word) }],
  }));
  const message = `\`compression\` of ${format} is ${takes}, and not \`${node.text}\`.`;
  report(problem('unknown-value', node.span, message, fixes));
};
