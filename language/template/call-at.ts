import { tokensAt } from './completion.ts';
import type { Token } from './token.ts';

/** The call whose parentheses are open at a place, and the argument that is being written. */
export interface CallAt {
  readonly kind: 'filter' | 'test' | 'function';
  readonly name: string;
  /** Position of the argument, from 0. */
  readonly argument: number;
  /** The argument's name, where it is given by name. */
  readonly named: string | undefined;
}

/** The innermost call around an offset, however little of it is written; undefined where there is none. */
export function callAt(source: string, offset: number, mode: 'template' | 'expression'): CallAt | undefined {
  // A text that is not closed yet ends the tokens: what stands in front of its quote decides.
  const tokens =
    tokensAt(source, offset, mode)?.filter(({ kind, span }) => kind !== 'end' && span.start < offset) ?? [];
  const open: Open[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'operator') continue;
    const inner = open.at(-1);
    if ('([{'.includes(token.text)) open.push({ call: calleeOf(tokens.slice(0, index)), argument: 0, from: index + 1 });
    else if (')]}'.includes(token.text)) open.pop();
    else if (token.text === ',' && inner !== undefined) {
      inner.argument++;
      inner.from = index + 1;
    }
  }
  const found = open.findLast(({ call }) => call !== undefined);
  if (found?.call === undefined) return undefined;
  const [first, second] = tokens.slice(found.from);
  const named = first?.kind === 'name' && second?.text === '=' ? first.text : undefined;
  return { ...found.call, argument: found.argument, named };
}

interface Open {
  readonly call: Pick<CallAt, 'kind' | 'name'> | undefined;
  argument: number;
  /** The first token of the argument. */
  from: number;
}

/** What is called by a parenthesis behind these tokens; undefined where it only groups. */
function calleeOf(tokens: readonly Token[]): Open['call'] {
  const last = tokens.at(-1);
  if (last?.kind !== 'name') return undefined;
  const before = tokens.at(-2)?.text;
  if (before === '|') return { kind: 'filter', name: last.text };
  if (before === 'is' || (before === 'not' && tokens.at(-3)?.text === 'is')) return { kind: 'test', name: last.text };
  if (before === '.') return { kind: 'function', name: `${tokens.at(-3)?.text ?? ''}.${last.text}` };
  return { kind: 'function', name: last.text };
}
