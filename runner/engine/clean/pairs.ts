import { compileExpression, type PairsStep, parseExpression, type Scope } from '#language';
import { type Cleaned, cleaned, rejected } from './cleaned.ts';

/** What some cleaning steps need besides the text. */
export interface CleanContext {
  /** A number in [0, 1) that depends on the piece and the name alone. */
  readonly draw: (name: string) => number;
  /** What expressions of cleaning steps can see. */
  readonly scope: Scope;
}

interface Pair {
  readonly question: string;
  readonly answer: string;
}

/**
 * Keeps some of an answer’s questions with their answers, written anew: `Question: …` and `Answer: …`, a blank line between
 * pairs. A marker counts at the beginning of a line, also bold, numbered, or as an item of a list. How many are kept may
 * hang on the source, as Nemotron-CC has it (arXiv 2412.02595): a drawn number up to one for every 15 tokens.
 */
export function pairs(text: string, step: PairsStep, context: CleanContext): Cleaned {
  const found = pairsIn(text, step);
  if (found.length === 0) {
    return rejected('pairs', `The answer holds no “${step.question}” with an “${step.answer}” behind it.`);
  }
  const most = mostPairs(step, found.length, context.scope);
  if (typeof most === 'string') return rejected('pairs', most);
  const count = step.count === 'uniform' ? 1 + Math.floor(context.draw('count') * most) : most;
  const ordered = step.shuffle ? shuffled(found, context.draw) : found;
  const kept = ordered.slice(0, count);
  return cleaned(
    kept.map(({ question, answer }) => `${step.question} ${question}\n${step.answer} ${answer}`).join('\n\n'),
  );
}

/** The number that `at_most` gives, or why it gives none. */
function mostPairs({ atMost }: PairsStep, all: number, scope: Scope): number | string {
  if (atMost === null) return all;
  const result = compileExpression(parseExpression(atMost))(scope);
  if (!result.ok) return `\`at_most: ${atMost}\` could not be evaluated: ${result.message}`;
  const { value } = result;
  if (typeof value !== 'number' || Number.isNaN(value)) return `\`at_most: ${atMost}\` gives no number.`;
  return Math.max(1, Math.floor(value));
}

function pairsIn(text: string, step: PairsStep): readonly Pair[] {
  const [afterQuestion, afterAnswer] = [marker(step.question), marker(step.answer)];
  const found: Pair[] = [];
  let question: string[] | null = null;
  let answer: string[] | null = null;
  const take = (): void => {
    const pair = { question: question?.join('\n').trim() ?? '', answer: answer?.join('\n').trim() ?? '' };
    if (pair.question !== '' && pair.answer !== '') found.push(pair);
  };
  for (const line of text.split('\n')) {
    const asked = afterQuestion(line);
    const answered = asked === null ? afterAnswer(line) : null;
    if (asked !== null) {
      take();
      [question, answer] = [[asked], null];
    } else if (answered !== null && question !== null && answer === null) answer = [answered];
    else (answer ?? question)?.push(line);
  }
  take();
  return found;
}

const decoration = /^[\s>#*_+•-]*(?:\(?\d{1,3}[.):][\s*_]*)?/;
const behindName = /^(?:[ \t]{0,3}#?\d{1,3})?[*_]{0,3}[ \t]{0,3}:[*_]{0,3}[ \t]*/;
const behindMark = /^[*_]{0,3}[ \t]*/;

/** Reads a line that begins with the marker: what stands behind it, or null where the line does not. */
function marker(written: string): (line: string) => string | null {
  const wanted = written.trim();
  const isName = wanted.endsWith(':');
  const name = (isName ? wanted.slice(0, -1).trimEnd() : wanted).toLowerCase();
  return (line) => {
    const bare = line.replace(decoration, '');
    if (!bare.slice(0, name.length).toLowerCase().startsWith(name)) return null;
    const behind = (isName ? behindName : behindMark).exec(bare.slice(name.length));
    return behind === null ? null : bare.slice(name.length + behind[0].length);
  };
}

/** Fisher and Yates’ shuffle with drawn numbers. */
function shuffled<T>(list: readonly T[], draw: CleanContext['draw']): readonly T[] {
  const order = [...list];
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(draw(`order:${at}`) * (at + 1));
    const [left, right] = [order[at], order[other]];
    // Both places are in the list.
    if (left !== undefined && right !== undefined) [order[at], order[other]] = [right, left];
  }
  return order;
}
