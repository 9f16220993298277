import type { TextSpan } from '../passages/spans.ts';

/** An address that a text writes out. */
interface Address extends TextSpan {
  /** What is compared: without scheme, `www.`, fragment and the last slash, in small letters. */
  readonly key: string;
}

const written = /(?:https?:\/\/|www\.)[^\s<>[\]"“”„«»`|\\^{}]+/gi;
/** The site, and what may follow, of an address that says no scheme. */
const bare = /(?<![a-z\d.@-])[a-z\d-]+(?:\.[a-z\d-]+)+(?:\/[^\s<>[\]"“”„«»`|\\^{}]*)?/gi;

/** The addresses of a text that another does not have, in whatever form; each where the text has it first. */
export function missingAddresses(by: string, of: string): readonly Address[] {
  const claimed = new Map<string, Address>();
  for (const address of addressesOf(of, written)) {
    if (!claimed.has(address.key)) claimed.set(address.key, address);
  }
  if (claimed.size === 0) return [];
  const known = new Set<string>();
  for (const { key } of [...addressesOf(by, written), ...addressesOf(by, bare)]) {
    // Who says where a page is says what its site is.
    for (const part of [key, withoutQuery(key), key.replace(/[/?].*$/s, '')]) known.add(part);
  }
  return [...claimed.values()].filter(({ key }) => !known.has(key) && !known.has(withoutQuery(key)));
}

function addressesOf(text: string, pattern: RegExp): readonly Address[] {
  return Array.from(text.matchAll(pattern), ({ 0: found, index: start }) => {
    const address = withoutMarks(found);
    return { start, end: start + address.length, key: keyOf(address) };
  }).filter(({ key }) => key.includes('.'));
}

/** Without the marks of the sentence around it: a closing bracket belongs to the address where it has the opening one. */
function withoutMarks(found: string): string {
  const opened = (found.match(/\(/g) ?? []).length;
  let closed = (found.match(/\)/g) ?? []).length;
  let end = found.length;
  for (; end > 0; end--) {
    const last = found.charAt(end - 1);
    if (last === ')' && closed > opened) closed--;
    else if (!/[.,;:!?'’*_~]/.test(last)) break;
  }
  return found.slice(0, end);
}

function keyOf(address: string): string {
  return address
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/#.*$/s, '')
    .replace(/\/$/, '');
}

function withoutQuery(key: string): string {
  return key.replace(/\/?\?.*$/s, '');
}
