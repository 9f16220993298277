import { dirname } from 'node:path';
import type { FileSystem, OpenFile } from '#store';

interface Content {
  now: Buffer;
  /** What a loss of power leaves. */
  durable: Buffer;
}

/** What is thrown in place of everything that a process does after its death. */
export class Killed extends Error {}

/**
 * A disk in memory with the habits of a real one: what is not synced can be lost, and so can a name that its folder has
 * not been synced for. Every operation can be made to fail, or to be the last one before a kill.
 */
export class SimulatedDisk implements FileSystem {
  /** Called before every operation with its number, from 0; what it throws, the operation throws. */
  before: (operation: number, name: string, path: string) => void = () => undefined;
  operations = 0;
  #names = new Map<string, Content>();
  #durableNames = new Map<string, Content>();

  async create(path: string): Promise<OpenFile | null> {
    this.#step('create', path);
    return this.#names.has(path) ? null : this.#open(path, this.#fresh(path));
  }

  async overwrite(path: string): Promise<OpenFile> {
    this.#step('overwrite', path);
    const content = this.#names.get(path) ?? this.#fresh(path);
    content.now = Buffer.alloc(0);
    return this.#open(path, content);
  }

  async append(path: string): Promise<OpenFile> {
    this.#step('append', path);
    return this.#open(path, this.#names.get(path) ?? this.#fresh(path));
  }

  async read(path: string): Promise<Buffer | null> {
    this.#step('read', path);
    const content = this.#names.get(path);
    return content ? Buffer.from(content.now) : null;
  }

  async list(folder: string): Promise<readonly string[]> {
    this.#step('list', folder);
    const below = this.paths().filter((path) => path.startsWith(`${folder}/`));
    return [...new Set(below.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))];
  }

  async status(path: string): Promise<{ sizeBytes: number; modifiedMs: number } | null> {
    this.#step('status', path);
    const content = this.#names.get(path);
    return content ? { sizeBytes: content.now.length, modifiedMs: 0 } : null;
  }

  async makeFolder(path: string): Promise<void> {
    this.#step('makeFolder', path);
  }

  async rename(from: string, to: string): Promise<void> {
    this.#step('rename', to);
    const content = this.#names.get(from);
    if (!content) throw Object.assign(new Error(`no such file: ${from}`), { code: 'ENOENT' });
    this.#names.delete(from);
    this.#names.set(to, content);
  }

  async link(from: string, to: string): Promise<boolean> {
    this.#step('link', to);
    const content = this.#names.get(from);
    if (!content) throw Object.assign(new Error(`no such file: ${from}`), { code: 'ENOENT' });
    if (this.#names.has(to)) return false;
    this.#names.set(to, content);
    return true;
  }

  async remove(path: string): Promise<void> {
    this.#step('remove', path);
    this.#names.delete(path);
  }

  async removeFolder(path: string): Promise<void> {
    this.#step('removeFolder', path);
  }

  async truncate(path: string, sizeBytes: number): Promise<void> {
    this.#step('truncate', path);
    this.cut(path, sizeBytes);
  }

  async syncFolder(path: string): Promise<void> {
    this.#step('syncFolder', path);
    for (const known of this.#durableNames.keys()) {
      if (dirname(known) === path && !this.#names.has(known)) this.#durableNames.delete(known);
    }
    for (const [known, content] of this.#names) if (dirname(known) === path) this.#durableNames.set(known, content);
  }

  /** Goes on after a kill: the memory of the process is gone, the disk is as it was left. */
  restart(): void {
    this.before = () => undefined;
    this.operations = 0;
  }

  /**
   * A loss of power: what was synced is there, and of every file's rest that share. Names are those that were synced, or,
   * as on file systems that keep a journal of them alone, those of the moment.
   */
  losePower(keptShare: number, names: 'synced' | 'current' = 'synced'): void {
    this.restart();
    if (names === 'synced') this.#names = new Map(this.#durableNames);
    else this.#durableNames = new Map(this.#names);
    for (const content of this.#names.values()) {
      const { now, durable } = content;
      const grown = now.length > durable.length && now.subarray(0, durable.length).equals(durable);
      const kept = grown ? durable.length + Math.floor((now.length - durable.length) * keptShare) : durable.length;
      content.now = grown ? now.subarray(0, kept) : durable;
      content.durable = content.now;
    }
  }

  /** All files that there are, in order. */
  paths(): readonly string[] {
    return [...this.#names.keys()].toSorted();
  }

  content(path: string): Buffer {
    return this.#names.get(path)?.now ?? Buffer.alloc(0);
  }

  cut(path: string, sizeBytes: number): void {
    const content = this.#names.get(path);
    if (content) content.now = content.durable = content.now.subarray(0, sizeBytes);
  }

  put(path: string, bytes: Buffer): void {
    const content = { now: bytes, durable: bytes };
    this.#names.set(path, content);
    this.#durableNames.set(path, content);
  }

  delete(path: string): void {
    this.#names.delete(path);
    this.#durableNames.delete(path);
  }

  /** The same disk once more, to damage it in another way. */
  copy(): SimulatedDisk {
    const disk = new SimulatedDisk();
    for (const path of this.paths()) disk.put(path, Buffer.from(this.content(path)));
    return disk;
  }

  #fresh(path: string): Content {
    const content = { now: Buffer.alloc(0), durable: Buffer.alloc(0) };
    this.#names.set(path, content);
    return content;
  }

  #open(path: string, content: Content): OpenFile {
    return {
      write: async (bytes) => {
        // A write that a kill or a full disk comes into has written a part.
        try {
          this.#step('write', path);
        } catch (error) {
          content.now = Buffer.concat([content.now, bytes.subarray(0, Math.floor(bytes.length / 2))]);
          throw error;
        }
        content.now = Buffer.concat([content.now, bytes]);
      },
      sync: async () => {
        this.#step('sync', path);
        content.durable = content.now;
      },
      close: async () => undefined,
    };
  }

  #step(name: string, path: string): void {
    this.before(this.operations++, name, path);
  }
}

/** Makes the process of the disk die at an operation: that one and all after it fail. */
export function killAt(disk: SimulatedDisk, operation: number): void {
  disk.before = (number) => {
    if (number >= operation) throw new Killed(`killed at operation ${operation}`);
  };
}
