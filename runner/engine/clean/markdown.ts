/** A character that stands for code while the marks around it are taken away; private use, and put back exactly. */
const placeholder = '\uE000';
const code = /`{1,3}([^`\n]+)`{1,3}|\uE000/g;

const link =
  /(^|[^\p{L}\p{N}_\]!])!?\[((?:[^[\]\n]|\[[^[\]\n]*\])*)\]\((?:[^()\s]|\([^()\s]*\))*(?:[ \t]"[^"\n]*")?\)/gmu;
const image = /!\[([^[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:[ \t]"[^"\n]*")?\)/g;
const autolink = /<(https?:\/\/[^<>\s]+)>/g;

/**
 * Marks of emphasis count only where CommonMark lets them: the opening one before, the closing one behind a character,
 * and neither inside a word. So snake_case, 2*3*4 and 2 * 3 stay as they are. Scripts that put no spaces between words
 * may have the marks there. Each pattern stops at the next mark, which keeps it linear.
 */
const inWord = String.raw`[[\p{L}\p{N}_]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]]`;
const emphasis: readonly RegExp[] = [
  ['\\*\\*\\*', '*'],
  ['\\*', '*'],
  ['\\*\\*', '*'],
  ['_', '_'],
  ['__', '_'],
  ['~~', '~'],
].map(
  ([mark = '', character = '']) =>
    new RegExp(
      String.raw`(?<!${inWord}|[\\${character}])${mark}(?![\s${character}])([^${character}\n]*[^${character}\s])(?<!\\)${mark}(?!${inWord}|[${character}])`,
      'gv',
    ),
);

const dunder = /^[a-z][a-z0-9]*$/;

/**
 * Takes Markdown's marks away and leaves the words: emphasis, headings, quotation marks of blocks, rules, the fences of
 * code, links (their label stays) and images (their description stays). Code keeps every character, and so do lists and
 * tables; `bullets` takes the marks of lists.
 */
export function markdown(text: string): string {
  const lines: string[] = [];
  let prose: string[] = [];
  let fence: string | null = null;
  const flush = (): void => {
    if (prose.length > 0) lines.push(inline(prose.join('\n')));
    prose = [];
  };
  for (const line of text.split('\n')) {
    const mark = fenceOf(line);
    if (fence !== null) {
      if (mark !== null && mark.startsWith(fence) && line.trim() === mark) fence = null;
      else lines.push(line);
    } else if (mark !== null) {
      flush();
      fence = mark;
    } else if (!isRule(line)) prose.push(block(line));
  }
  flush();
  return lines.join('\n');
}

/** The run of backticks or tildes that opens or closes a block of code, or null. */
function fenceOf(line: string): string | null {
  const found = /^ {0,3}(`{3,}|~{3,})([^`]*)$/.exec(line);
  return found?.[1] ?? null;
}

/** `---`, `***` or `___`, with or without spaces between. */
function isRule(line: string): boolean {
  const marks = line.replace(/\s+/g, '');
  return marks.length >= 3 && /^(?:-+|\*+|_+)$/.test(marks);
}

/** Takes the marks of a block quotation and of a heading off a line. `>>>` of a console and `#tag` are not marks. */
function block(line: string): string {
  return line.replace(/^ {0,3}(?:>(?: |$))+/, '').replace(/^ {0,3}#{1,6}(?: +|$)/, '');
}

function inline(text: string): string {
  const codes: string[] = [];
  let rest = text.replace(code, (whole, inner: string | undefined) => {
    codes.push(inner ?? whole);
    return placeholder;
  });
  rest = rest.replace(image, '$1').replace(link, '$1$2').replace(autolink, '$1');
  for (const pattern of emphasis) {
    rest = rest.replace(pattern, (whole, inner: string) =>
      whole.startsWith('__') && dunder.test(inner) ? whole : inner,
    );
  }
  let next = 0;
  return rest.replaceAll(placeholder, () => codes[next++] ?? '');
}
