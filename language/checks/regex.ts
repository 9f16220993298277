import { readPattern } from '../pattern.ts';
import { problem } from './problem.ts';
import type { Check } from './visit.ts';

/**
 * Regular expressions that cannot be read, or that can take forever on a page that almost matches. The latter only in
 * Unicode mode and with look-around or back references: elsewhere the engine bounds the time by itself.
 */
export const regex: Check = (visit, report) => {
  if (visit.kind !== 'value' || visit.spec.kind !== 'regex' || visit.node?.kind !== 'scalar') return;
  const { node } = visit;
  const pattern = readPattern(node.text);
  if (!pattern.ok) report(problem('expression-syntax', node.span, pattern.message));
  else if ((pattern.regex.unicode || beyondBounds.test(node.text)) && repeatsRepetition(node.text)) {
    const message =
      'A repetition inside a repetition can take forever on a page that almost matches: write it with one.';
    report(problem('out-of-range', node.span, message));
  }
};

/** Look-around and back references, which the engine cannot bound either. */
const beyondBounds = /\(\?(?:[=!]|<[=!])|\\[1-9]|\\k</;

/**
 * True where an unbounded repetition stands directly in a group that is repeated without bound itself, `(a+)*`: the
 * commonest of the shapes whose matching time is exponential. Alternatives that overlap, `(a|a)*`, are not found.
 */
export function repeatsRepetition(source: string): boolean {
  // Escapes and classes are single characters as far as nesting is concerned.
  const bare = source.replaceAll(/\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|.)|\[(?:\\.|[^\]\\])*\]/gsu, 'x');
  const groups: boolean[] = [];
  for (let at = 0; at < bare.length; at++) {
    const character = bare[at];
    if (character === '(') groups.push(false);
    else if (character === ')') {
      const repeats = groups.pop() ?? false;
      const again = isUnbounded(bare, at + 1);
      if (repeats && again) return true;
      if (groups.length > 0 && (repeats || again)) groups[groups.length - 1] = true;
    } else if (groups.length > 0 && isUnbounded(bare, at + 1)) groups[groups.length - 1] = true;
  }
  return false;
}

function isUnbounded(source: string, at: number): boolean {
  const character = source[at];
  return character === '*' || character === '+' || /^\{\d+,\}/.test(source.slice(at, at + 12));
}
