import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { marked } from './marked.ts';

/** One small strategy of the conformance suite. */
export interface ConformanceCase {
  readonly title: string;
  /** Top-level blocks of a strategy, without marks. */
  readonly source: string;
}

/** The files of a folder of the suite, each with its cases. */
export function conformanceFiles(
  folder: string,
): readonly (readonly [path: string, cases: readonly ConformanceCase[]])[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
    .map((name) => [join(folder, name), readCases(readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n'))]);
}

/** What parts a strategy from what is said of it. */
const bar = '───';

/** A title behind `§`, a strategy with its marks, and below the bar what the language says. */
function readCases(text: string): readonly ConformanceCase[] {
  return text
    .split(/^§ /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n');
      const end = lines.indexOf(bar);
      const source = (end === -1 ? lines : lines.slice(0, end)).join('\n').trimEnd();
      return { title, source: marked(source).text };
    });
}

/** A case as it stands in its file. */
export function writtenCase(title: string, source: string, said: readonly string[]): string {
  return [`§ ${title}`, source, bar, ...said, ''].join('\n');
}
