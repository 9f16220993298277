import { type Cleaned, cleaned, rejected } from './cleaned.ts';

/** Keeps what stands behind the first occurrence of the marker, which has to be there. */
export function after(text: string, marker: string): Cleaned {
  const at = text.indexOf(marker);
  if (at === -1) return rejected('after', `The answer does not hold “${marker}”, behind which its text should begin.`);
  return cleaned(text.slice(at + marker.length).trim());
}
