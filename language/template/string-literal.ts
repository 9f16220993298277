const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

const codeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** What a string literal stands for: Python's escapes, where an unknown one keeps its backslash. */
export function decodeString(body: string): string {
  if (!body.includes('\\') && !body.includes('\r')) return body;
  const text = body.replaceAll(/\r\n?/g, '\n');
  let decoded = '';
  let at = 0;
  while (at < text.length) {
    const backslash = text.indexOf('\\', at);
    if (backslash < 0 || backslash + 1 >= text.length) return decoded + text.slice(at);
    decoded += text.slice(at, backslash);
    const [character, length] = decodeEscape(text, backslash + 1);
    decoded += character;
    at = backslash + 1 + length;
  }
  return decoded;
}

/** The character of the escape that begins behind the backslash, and how many code units it takes there. */
function decodeEscape(text: string, at: number): readonly [string, number] {
  const letter = text.charAt(at);
  const simple = simpleEscapes[letter];
  if (simple !== undefined) return [simple, 1];
  const octal = /[0-7]{1,3}/y;
  octal.lastIndex = at;
  const digits = octal.exec(text)?.[0];
  if (digits !== undefined) return [String.fromCodePoint(Number.parseInt(digits, 8)), digits.length];
  const length = codeLengths[letter];
  if (length !== undefined) {
    const code = text.slice(at + 1, at + 1 + length);
    const point = /^[0-9a-fA-F]+$/.test(code) && code.length === length ? Number.parseInt(code, 16) : Infinity;
    if (point <= 0x10ffff) return [String.fromCodePoint(point), 1 + length];
  }
  return [`\\${letter}`, 1];
}
