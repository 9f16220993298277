import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { Strategy } from '#language';
import type { RephraserOptions } from '#models';
import type { ReaderOptions } from '#store';
import type { CommandContext } from '../cli/context.ts';
import { environmentOf } from '../environment.ts';
import type { LoadedStrategy } from '../load.ts';
import { readerOptionsOf } from '../reader-options.ts';
import type { Documents } from './documents.ts';
import type { RephraserPool } from './pool.ts';
import type { LoadStrategy } from './strategy.ts';

export type ServeContext = Pick<CommandContext, 'rephraserOptions' | 'languageIdentifier'>;

/** What the requests of the editor share: everything that is kept from one to the next. */
export interface Service {
  readonly connection: MessageConnection;
  readonly context: ServeContext;
  readonly load: LoadStrategy;
  /** Aborted when the editor closes the channel. */
  readonly ended: AbortSignal;
  readonly pool: RephraserPool;
  readonly documents: Documents;
  /** Requests that are under way: a model that is being loaded tells all of them. */
  readonly notices: Set<(notice: string) => void>;
}

type Secrets = Readonly<Record<string, string>>;

/** How models of a strategy are reached. What is opened stays open for others, so that it ends with the service alone. */
export function modelOptions(service: Service, { folder }: LoadedStrategy, environment: Secrets): RephraserOptions {
  const onNotice = (notice: string): void => {
    for (const listener of service.notices) listener(notice);
  };
  return service.context.rephraserOptions({
    strategyFolder: folder,
    environment,
    signal: service.ended,
    onNotice,
  });
}

/**
 * How documents of a strategy are read: with all of their fields, so that a document that was read once can be asked for
 * another one with the next key press.
 */
export function readerOf(
  service: Service,
  strategy: Strategy,
  { folder }: LoadedStrategy,
  secrets: Secrets,
): ReaderOptions {
  const options = { signal: service.ended, environment: environmentOf(secrets) };
  return { ...readerOptionsOf(strategy, folder, options), fields: null };
}
