import { type FoundFile, usedPaths } from '#language';
import type { Files, ReadFile } from './files.ts';

/** What is open, as far as analysing it needs to know. */
export interface OpenText {
  readonly uri: string;
  readonly version: number;
  getText(): string;
}

/** One version of a strategy, open or not. */
export interface StrategySource {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/**
 * The texts of strategies by their keys: of those that are open, and of those that they use. A file that is asked for the
 * first time is not known yet; when it has been read, and whenever it changes, `changed` is called with its key.
 */
export class StrategyTexts {
  readonly #files: Files;
  readonly #changed: (key: string) => void;
  readonly #open = new Map<string, OpenText>();
  readonly #read = new Map<string, ReadFile | undefined>();
  /** Read because they belong to the workspace, whoever uses them. */
  readonly #kept = new Set<string>();
  readonly #uses = new Map<string, { readonly text: string; readonly paths: readonly string[] }>();

  constructor(files: Files, changed: (key: string) => void) {
    this.#files = files;
    this.#changed = changed;
  }

  /** A document has been opened, or has another text. */
  opened(document: OpenText): void {
    this.#open.set(this.#files.keyOf(document.uri), document);
  }

  /** What is in the file counts again, where another strategy uses it. */
  closed(uri: string): void {
    this.#open.delete(this.#files.keyOf(uri));
    void this.again();
  }

  keyOf(uri: string): string {
    return this.#files.keyOf(uri);
  }

  /** The text that counts for a file: the editor's before the disk's; undefined where neither is known. */
  sourceOf(key: string): StrategySource | undefined {
    const read = this.#read.get(key);
    const open = this.#open.get(key) ?? (read?.kind === 'text' ? this.#open.get(read.id) : undefined);
    if (open !== undefined) return { uri: open.uri, version: open.version, text: open.getText() };
    return read?.kind === 'text' ? { uri: key, version: 0, text: read.text } : undefined;
  }

  idOf(key: string): string {
    const read = this.#read.get(key);
    return read?.kind === 'text' ? read.id : key;
  }

  /** The file at a path, as the file of a key writes it; undefined where it has not been read yet. */
  find(from: string, path: string): FoundFile | undefined {
    const key = this.#files.locate(from, path);
    if (key === undefined) return undefined;
    if (!this.#read.has(key)) void this.#look(key);
    const source = this.sourceOf(key);
    if (source !== undefined) return { kind: 'file', key, id: this.idOf(key), uses: this.#usesOf(key, source.text) };
    const read = this.#read.get(key);
    return read?.kind === 'missing' ? read : undefined;
  }

  /** The files that a file uses, itself or through others, as far as they are known. */
  usedFrom(key: string): ReadonlySet<string> {
    const found = new Set<string>();
    const open = [key];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const source = this.sourceOf(next);
      for (const path of source === undefined ? [] : this.#usesOf(next, source.text)) {
        const used = this.#files.locate(next, path);
        if (used === undefined || found.has(used)) continue;
        found.add(used);
        open.push(used);
      }
    }
    return found;
  }

  /** Reads files and those that they use. Resolves when all of them are known as they are now. */
  async load(keys: readonly string[]): Promise<void> {
    const seen = new Set<string>();
    // What belonged to the workspace before may have gone since.
    this.#kept.clear();
    for (let next = keys; next.length > 0; next = this.#usedBy(seen)) {
      for (const key of next) {
        seen.add(key);
        this.#kept.add(key);
      }
      await Promise.all(next.map((key) => this.#look(key)));
    }
    this.#forgetUnused();
  }

  /** The keys of all that is open or has been read. */
  keys(): ReadonlySet<string> {
    return new Set([...this.#open.keys(), ...this.#read.keys()]);
  }

  /** Reads the files again that open strategies use, and forgets the others. */
  async again(): Promise<void> {
    this.#forgetUnused();
    await Promise.all([...this.#read.keys()].map((key) => this.#look(key)));
  }

  #forgetUnused(): void {
    const roots = [...this.#open.keys(), ...this.#kept];
    const used = new Set([...this.#kept, ...roots.flatMap((key) => [...this.usedFrom(key)])]);
    for (const key of this.#read.keys()) if (!used.has(key)) this.#read.delete(key);
    for (const key of this.#uses.keys()) if (!used.has(key) && !this.#open.has(key)) this.#uses.delete(key);
  }

  /** What files use that are not among them. */
  #usedBy(keys: ReadonlySet<string>): readonly string[] {
    return [...new Set([...keys].flatMap((key) => [...this.usedFrom(key)]))].filter((key) => !keys.has(key));
  }

  async #look(key: string): Promise<void> {
    if (!this.#read.has(key)) this.#read.set(key, undefined);
    const read = await this.#files.read(key);
    // It may have been forgotten while it was being read.
    if (!this.#read.has(key) || JSON.stringify(this.#read.get(key)) === JSON.stringify(read)) return;
    this.#read.set(key, read);
    this.#changed(key);
  }

  #usesOf(key: string, text: string): readonly string[] {
    const known = this.#uses.get(key);
    if (known?.text === text) return known.paths;
    const paths = usedPaths(text);
    this.#uses.set(key, { text, paths });
    return paths;
  }
}
