import { type Hub, openHub } from '#hub';
import { fieldsUsed } from '#engine';
import type { Strategy } from '#language';
import type { ReaderOptions } from '#store';
import { type Environment, environmentOf } from './environment.ts';

/** How the documents of a strategy are read, from the folder of its file and, where it says so, from the hub. */
export function readerOptionsOf(
  strategy: Strategy,
  baseFolder: string,
  { signal, environment = environmentOf() }: { readonly signal: AbortSignal; readonly environment?: Environment },
): ReaderOptions {
  let hub: Promise<Hub> | undefined;
  return {
    baseFolder,
    textField: strategy.seeds.text,
    idField: strategy.seeds.id,
    fields: fieldsUsed(strategy),
    openHub: () => (hub ??= openHub({ environment, signal })),
  };
}
