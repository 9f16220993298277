import type { Json } from '../document.ts';

export type FoundJson = { readonly ok: true; readonly value: Json } | { readonly ok: false };

/** How many brackets are tried as a beginning: in a text of brackets alone every try goes to its end. */
const mostTries = 64;

const fenced = /^[ \t]{0,3}(`{3,}|~{3,})[^\n`]*\n(.*?)^[ \t]{0,3}\1[`~]*[ \t]*$/gms;

/**
 * The JSON in an answer: the whole answer, else the first block of code that is JSON, else the first object or list, from
 * its bracket to the one that closes it.
 */
export function jsonIn(text: string): FoundJson {
  const whole = parsed(text);
  if (whole.ok) return whole;
  for (const { 2: block = '' } of text.matchAll(fenced)) {
    const found = parsed(block);
    if (found.ok) return found;
  }
  let tries = 0;
  for (const { index } of text.matchAll(/[{[]/g)) {
    if (++tries > mostTries) break;
    const end = balancedEnd(text, index);
    const found = end === null ? fail : parsed(text.slice(index, end));
    if (found.ok) return found;
  }
  return fail;
}

const fail: FoundJson = { ok: false };

function parsed(text: string): FoundJson {
  try {
    // What JSON.parse gives is JSON.
    return { ok: true, value: JSON.parse(text) as Json };
  } catch {
    // Text around it, or none at all: whoever asked looks further or says so.
    return fail;
  }
}

/** Where the bracket at `start` is closed, brackets in strings not counted; null where it never is. */
function balancedEnd(text: string, start: number): number | null {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}
