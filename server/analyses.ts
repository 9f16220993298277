import { type AnalyseOptions, analyse, LineIndex } from '#language';
import type { View } from '#features';

/** What is open, as far as analysing it needs to know. */
export interface OpenText {
  readonly uri: string;
  readonly version: number;
  getText(): string;
}

type FileExists = NonNullable<AnalyseOptions['fileExists']>;

/**
 * The newest analysis of each open strategy. A version is analysed once, when it is first asked for, and what has not
 * changed since the last version is taken over.
 */
export class Analyses {
  readonly #views = new Map<string, View>();
  readonly #reference: string | undefined;
  readonly #fileExists: (uri: string) => FileExists;

  /** `reference` is the address of the page about problems. */
  constructor(fileExists: (uri: string) => FileExists, reference: string | undefined) {
    this.#fileExists = fileExists;
    this.#reference = reference;
  }

  viewOf(document: OpenText): View {
    const { uri, version } = document;
    const known = this.#views.get(uri);
    if (known?.version === version) return known;
    return this.#make(uri, version, document.getText(), known);
  }

  /** The version that was analysed last, looked at again because files have come or gone. */
  refresh(uri: string): void {
    const known = this.#views.get(uri);
    if (known) this.#make(uri, known.version, known.analysis.text, known);
  }

  forget(uri: string): void {
    this.#views.delete(uri);
  }

  #make(uri: string, version: number, text: string, known: View | undefined): View {
    const fileExists = this.#fileExists(uri);
    const analysis = analyse(text, known ? { fileExists, previous: known.analysis } : { fileExists });
    const lines = known?.analysis.text === text ? known.lines : new LineIndex(text);
    const view = {
      uri,
      version,
      analysis,
      lines,
      ...(this.#reference === undefined ? {} : { reference: this.#reference }),
    };
    this.#views.set(uri, view);
    return view;
  }
}
