import { type Cleaned, cleaned, rejected } from './cleaned.ts';

/** Keeps what stands between the first opening marker and the first closing one behind it; both have to be there. */
export function between(text: string, open: string, close: string): Cleaned {
  const start = text.indexOf(open);
  if (start === -1)
    return rejected('between', `The answer does not hold “${open}”, behind which its text should begin.`);
  const from = start + open.length;
  const end = text.indexOf(close, from);
  if (end === -1) return rejected('between', `The answer does not hold “${close}”, at which its text should end.`);
  return cleaned(text.slice(from, end).trim());
}
