import { type LastRun, readLastRun } from '#language';
import type { Files } from './files.ts';

interface Known {
  /** As the strategy writes it. */
  readonly folder: string;
  text: string | undefined;
  run: LastRun | undefined;
}

/**
 * What came of the last runs of open strategies, from the `findings.json` in their folders. A folder that is asked for the
 * first time is not known yet; when its file has been read, and whenever it changes, `changed` is called with the
 * document's address.
 */
export class LastRuns {
  readonly #files: Pick<Files, 'locate' | 'read'>;
  readonly #changed: (uri: string) => void;
  readonly #known = new Map<string, Known>();

  constructor(files: Pick<Files, 'locate' | 'read'>, changed: (uri: string) => void) {
    this.#files = files;
    this.#changed = changed;
  }

  /** The last run of a document into a folder; undefined where there is none, and while it is not known. */
  of(uri: string, folder: string | undefined): LastRun | undefined {
    if (folder === undefined) {
      this.#known.delete(uri);
      return undefined;
    }
    const known = this.#known.get(uri);
    if (known?.folder === folder) return known.run;
    const fresh: Known = { folder, text: undefined, run: undefined };
    this.#known.set(uri, fresh);
    void this.#look(uri, fresh);
    return undefined;
  }

  /** Reads the file of a document again; without one, those of all. */
  async again(uri?: string): Promise<void> {
    const asked = [...this.#known].filter(([document]) => uri === undefined || document === uri);
    await Promise.all(asked.map(([document, known]) => this.#look(document, known)));
  }

  forget(uri: string): void {
    this.#known.delete(uri);
  }

  async #look(uri: string, known: Known): Promise<void> {
    const place = this.#files.locate(uri, `${known.folder}/findings.json`);
    const found = place === undefined ? undefined : await this.#files.read(place);
    const text = found?.kind === 'text' ? found.text : undefined;
    // Meanwhile the document may have been closed, or its folder have been changed.
    if (this.#known.get(uri) !== known || known.text === text) return;
    known.text = text;
    known.run = text === undefined ? undefined : readLastRun(text);
    this.#changed(uri);
  }
}
