import type { MeasuredText } from './text.ts';

export function chars({ text }: MeasuredText): number {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    if (!isLeading(text.charCodeAt(i)) || !isTrailing(text.charCodeAt(i + 1))) continue;
    count--;
    i++;
  }
  return count;
}

function isLeading(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function isTrailing(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
