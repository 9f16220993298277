import type { FileSystem } from '../file-system.ts';
import { type LedgerEntry, ledgerLine, parseLedger } from './ledger.ts';
import type { Layout } from './layout.ts';

/** This worker's ledger, which nobody else writes to. */
export interface LedgerWriter {
  /** Resolves when the lines are durable. After a failure nothing more is written: the file may end in a torn line. */
  append(...entries: readonly LedgerEntry[]): Promise<void>;
}

/** Opens a worker's ledger and cuts off what a kill left of its last line. */
export async function openLedger(system: FileSystem, layout: Layout, worker: string): Promise<LedgerWriter> {
  const path = layout.ledger(worker);
  const bytes = await system.read(path);
  if (bytes !== null) {
    const { validBytes } = parseLedger(bytes);
    if (validBytes < bytes.length) await system.truncate(path, validBytes);
  }
  let failure: { readonly error: unknown } | null = null;
  let exists = bytes !== null;

  return {
    async append(...entries) {
      if (failure) throw failure.error;
      try {
        const file = await system.append(path);
        try {
          await file.write(Buffer.from(entries.map(ledgerLine).join('')));
          await file.sync();
        } finally {
          await file.close();
        }
        if (!exists) await system.syncFolder(layout.ledgers);
        exists = true;
      } catch (error) {
        failure ??= { error };
        throw error;
      }
    },
  };
}
