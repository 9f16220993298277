import { type AnalyseOptions, analyse, type FilePort, LineIndex, type UsedFile, usedFile } from '#language';
import type { View } from '#features';
import type { OpenText, StrategySource, StrategyTexts } from './strategy-texts.ts';

type FileExists = NonNullable<AnalyseOptions['fileExists']>;

interface Known {
  readonly view: View;
  /** What it was told of the files that it uses. */
  readonly told: ReadonlyMap<string, UsedFile | undefined>;
}

/**
 * The newest analysis of each strategy, of those that are open and those that they use. A version is analysed once, when
 * it is first asked for, and again when a file that it uses says something else; what has not changed is taken over.
 */
export class Analyses {
  readonly #known = new Map<string, Known>();
  readonly #texts: StrategyTexts;
  readonly #reference: string | undefined;
  readonly #fileExists: (uri: string) => FileExists;
  readonly #port: FilePort;

  /** `reference` is the address of the page about problems. */
  constructor(texts: StrategyTexts, fileExists: (uri: string) => FileExists, reference: string | undefined) {
    this.#texts = texts;
    this.#fileExists = fileExists;
    this.#reference = reference;
    this.#port = {
      find: (from, path) => texts.find(from, path),
      analysisOf: (key) => this.#viewAt(key, texts.sourceOf(key) ?? { uri: key, version: 0, text: '' }).analysis,
    };
  }

  viewOf(document: OpenText): View {
    const { uri, version } = document;
    return this.#viewAt(this.#texts.keyOf(uri), { uri, version, text: document.getText() });
  }

  /** Every strategy that is known. */
  all(): readonly View[] {
    return [...this.#texts.keys()].flatMap((key) => {
      const source = this.#texts.sourceOf(key);
      return source === undefined ? [] : [this.#viewAt(key, source)];
    });
  }

  /** The version that was analysed last, looked at again because files have come or gone. */
  refresh(uri: string): void {
    const key = this.#texts.keyOf(uri);
    const known = this.#known.get(key);
    if (known) this.#make(key, { uri, version: known.view.version, text: known.view.analysis.text }, known);
  }

  forget(uri: string): void {
    this.#known.delete(this.#texts.keyOf(uri));
  }

  #viewAt(key: string, source: StrategySource): View {
    const known = this.#known.get(key);
    if (known !== undefined && isOf(known.view, source) && this.#isTold(key, known)) return known.view;
    return this.#make(key, source, known);
  }

  #isTold(key: string, { told }: Known): boolean {
    return [...told].every(([path, file]) => isSame(file, this.#usedBy(key, path)));
  }

  #usedBy(key: string, path: string): UsedFile | undefined {
    return usedFile({ key, id: this.#texts.idOf(key) }, path, this.#port);
  }

  #make(key: string, { uri, version, text }: StrategySource, before: Known | undefined): View {
    const previous = before?.view.analysis;
    const told = new Map<string, UsedFile | undefined>();
    const used = (path: string): UsedFile | undefined => {
      if (!told.has(path)) told.set(path, this.#usedBy(key, path));
      return told.get(path);
    };
    const analysis = analyse(text, { fileExists: this.#fileExists(uri), used, ...(previous ? { previous } : {}) });
    const lines = before !== undefined && previous?.text === text ? before.view.lines : new LineIndex(text);
    const view: View = {
      uri,
      version,
      analysis,
      lines,
      uses: this.#viewsOf(key, told),
      ...(this.#reference === undefined ? {} : { reference: this.#reference }),
    };
    this.#known.set(key, { view, told });
    return view;
  }

  /** The files whose names are in scope, by the paths that lead to them. */
  #viewsOf(key: string, told: Known['told']): ReadonlyMap<string, View> {
    return new Map(
      [...told].flatMap(([path, file]) => {
        const found = file?.kind === 'names' ? this.#texts.find(key, path) : undefined;
        const view = found?.kind === 'file' ? this.#known.get(found.key)?.view : undefined;
        return view === undefined ? [] : [[path, view]];
      }),
    );
  }
}

function isOf({ uri, version, analysis }: View, source: StrategySource): boolean {
  return uri === source.uri && version === source.version && analysis.text === source.text;
}

/** Whether two answers say the same. The names of one analysis are one object. */
function isSame(left: UsedFile | undefined, right: UsedFile | undefined): boolean {
  if (left?.kind !== 'names' || right?.kind !== 'names') return JSON.stringify(left) === JSON.stringify(right);
  return left.names === right.names && JSON.stringify(left.errors) === JSON.stringify(right.errors);
}
