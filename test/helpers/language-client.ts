import { createMessageConnection, type MessageReader, type MessageWriter } from 'vscode-jsonrpc/node';
import type { Diagnostic, Range } from 'vscode-languageserver-types';

interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** A small client of the language server protocol, over any pair of streams. */
export interface LanguageClient {
  /** What the server has written into the log, in order. */
  readonly log: readonly string[];
  readonly published: readonly Published[];
  /**
   * `more` goes over what the client says of itself: folders, options. Without options of its own it asks for no notes, which
   * would stand beside everything else.
   */
  initialize(
    capabilities?: object,
    more?: { readonly initializationOptions?: object; readonly [key: string]: unknown },
  ): Promise<unknown>;
  /** What the server answered to the hello. */
  readonly greeting: unknown;
  /** Requests of the server, by their methods, in order. */
  readonly asked: readonly { readonly method: string; readonly params: unknown }[];
  open(uri: string, text: string): void;
  /** Replaces a range; without one, everything. Returns the new version. */
  edit(uri: string, text: string, range?: Range): number;
  close(uri: string): void;
  notify(method: string, params: unknown): void;
  request<R>(method: string, params: unknown): Promise<R>;
  /** The diagnostics of a version, as soon as they are there and `when` holds. */
  diagnostics(
    uri: string,
    version: number,
    when?: (codes: readonly unknown[]) => boolean,
  ): Promise<readonly Diagnostic[]>;
  /** Says goodbye; the server ends itself. */
  shutdown(): Promise<void>;
  dispose(): void;
}

export function connectClient(reader: MessageReader, writer: MessageWriter): LanguageClient {
  const connection = createMessageConnection(reader, writer);
  const log: string[] = [];
  const published: Published[] = [];
  const waiting = new Set<() => void>();
  const versions = new Map<string, number>();
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    log.push(message);
  });
  connection.onNotification('textDocument/publishDiagnostics', (params: Published) => {
    published.push(params);
    for (const look of waiting) look();
  });
  let greeting: unknown;
  const asked: { method: string; params: unknown }[] = [];
  connection.onRequest((method: string, params: unknown) => {
    asked.push({ method, params });
    return null;
  });
  connection.listen();

  return {
    log,
    published,
    asked,
    get greeting() {
      return greeting;
    },
    async initialize(capabilities = {}, more = {}) {
      const initializationOptions = more.initializationOptions ?? { evidence: false };
      const params = { processId: null, rootUri: null, capabilities, ...more, initializationOptions };
      greeting = await connection.sendRequest('initialize', params);
      await connection.sendNotification('initialized', {});
      return greeting;
    },
    open(uri, text) {
      versions.set(uri, 1);
      const textDocument = { uri, languageId: 'wordmill-strategy', version: 1, text };
      void connection.sendNotification('textDocument/didOpen', { textDocument });
    },
    edit(uri, text, range) {
      const version = (versions.get(uri) ?? 0) + 1;
      versions.set(uri, version);
      const contentChanges = [range === undefined ? { text } : { range, text }];
      void connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
      return version;
    },
    close(uri) {
      void connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    },
    notify(method, params) {
      void connection.sendNotification(method, params);
    },
    request: (method, params) => connection.sendRequest(method, params),
    diagnostics(uri, version, when = () => true) {
      return new Promise((resolve) => {
        const look = (): void => {
          const newest = published.findLast((one) => one.uri === uri && one.version === version);
          if (newest === undefined || !when(newest.diagnostics.map(({ code }) => code))) return;
          waiting.delete(look);
          resolve(newest.diagnostics);
        };
        waiting.add(look);
        look();
      });
    },
    async shutdown() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
    },
    dispose: () => connection.dispose(),
  };
}
