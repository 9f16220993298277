import type { Features, View } from '#features';
import {
  type ClientCapabilities,
  type Connection,
  type DiagnosticRegistrationOptions,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticRequest,
  type DocumentDiagnosticParams,
  type FileSystemWatcher,
  type InitializeParams,
  type ServerCapabilities,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { Answering } from './answer.ts';
import { describeFailure, type Log } from './guard.ts';

/** What a client says of itself when it starts the server, beside what the protocol has it say. */
export interface ClientWishes {
  /** Commands that it can carry out, for lenses. */
  readonly commands: ReadonlySet<string>;
  /** Whether it fetches diagnostics; else they are sent to it. */
  readonly pulls: boolean;
  /** Whether diagnostics that are out of date can be told to it. */
  readonly refreshes: boolean;
}

/**
 * Clients that fetch diagnostics are sent none, so that none is shown twice. One that can fetch them and would rather have
 * them sent says `{"diagnostics": "push"}` in its `initializationOptions`; `{"commands": [...]}` names what lenses may do.
 */
export function wishesOf({ capabilities, initializationOptions }: InitializeParams): ClientWishes {
  const options: unknown = initializationOptions;
  const told = typeof options === 'object' && options !== null ? options : {};
  const commands: unknown = 'commands' in told ? told.commands : undefined;
  const pushed = 'diagnostics' in told && told.diagnostics === 'push';
  return {
    commands: new Set(Array.isArray(commands) ? commands.filter((name) => typeof name === 'string') : []),
    pulls: capabilities.textDocument?.diagnostic !== undefined && !pushed,
    refreshes: capabilities.workspace?.diagnostics?.refreshSupport === true,
  };
}

const pullOptions = { interFileDependencies: true, workspaceDiagnostics: true, identifier: 'wordmill' };

/** What is offered only to clients that want it. */
export function wantedCapabilities(client: ClientCapabilities, wishes: ClientWishes): ServerCapabilities {
  const dynamic = client.textDocument?.diagnostic?.dynamicRegistration === true;
  return {
    workspaceSymbolProvider: true,
    ...(wishes.commands.size > 0 ? { codeLensProvider: { resolveProvider: false } } : {}),
    ...(wishes.pulls && !dynamic ? { diagnosticProvider: pullOptions } : {}),
    ...(client.workspace?.workspaceFolders === true
      ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }
      : {}),
  };
}

/** Registers what a client wants to be asked for after it has started. */
export function registerLater(
  connection: Connection,
  client: ClientCapabilities,
  wishes: ClientWishes,
  watchers: readonly FileSystemWatcher[],
  log: Log,
): void {
  const failed = (what: string) => (error: unknown) => log(`${what}: ${String(error)}`);
  if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers] })
      .catch(failed('files are not watched'));
  }
  if (wishes.pulls && client.textDocument?.diagnostic?.dynamicRegistration === true) {
    const options: DiagnosticRegistrationOptions = { ...pullOptions, documentSelector };
    connection.client.register(DocumentDiagnosticRequest.type, options).catch(failed('diagnostics are not fetched'));
  }
}

/** By the language of VS Code's extension, and by name for editors that take strategies for YAML. */
const documentSelector = [{ language: 'wordmill-strategy' }, { pattern: '**/*.strategy.{yaml,yml}' }];

/** What the requests about several strategies are answered from. */
export interface WorkspaceAnswers {
  readonly wishes: () => ClientWishes;
  readonly isOpen: (uri: string) => boolean;
  /** Every strategy of the workspace as it is now, those that are open as they stand there. */
  readonly views: () => Promise<readonly View[]>;
  readonly log: Log;
}

/** Answers what is asked of several strategies, or of one in the name of a client that fetches. */
export function answerWorkspaceRequests(
  connection: Connection,
  features: Features,
  { answer, whole }: Answering,
  { wishes, isOpen, views, log }: WorkspaceAnswers,
): void {
  connection.onCodeLens(whole('code lenses', (view) => [...features.codeLenses(view, wishes().commands)]));
  const report = answer('diagnostics', (view, { previousResultId }: DocumentDiagnosticParams) =>
    features.diagnosticReport(view, previousResultId),
  );
  connection.languages.diagnostics.on(
    async (params, token) => (await report(params, token)) ?? { kind: 'full', items: [] },
  );
  /** The views of which a feature makes something; a bug in it leaves the other files alone. */
  const each = <R>(name: string, of: readonly View[], feature: (view: View) => readonly R[]): readonly R[] =>
    of.flatMap((view) => {
      try {
        return feature(view);
      } catch (error) {
        log(describeFailure(name, view.uri, view.version, error));
        return [];
      }
    });
  connection.onWorkspaceSymbol(async ({ query }, token) => {
    const all = await views();
    if (token.isCancellationRequested) return [];
    return [...each('workspace symbols', all, (view) => features.workspaceSymbols(view, query))];
  });
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => {
    const all = await views();
    if (token.isCancellationRequested) return { items: [] };
    const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    // What is open is asked for by itself.
    const closed = all.filter(({ uri }) => !isOpen(uri));
    const there = new Set(closed.map(({ uri }) => uri));
    const gone: WorkspaceDocumentDiagnosticReport[] = [...known.keys()]
      .filter((uri) => !there.has(uri) && !isOpen(uri))
      .map((uri) => ({ uri, version: null, kind: 'full', items: [] }));
    const items = each('workspace diagnostics', closed, (view): WorkspaceDocumentDiagnosticReport[] => [
      { uri: view.uri, version: null, ...features.diagnosticReport(view, known.get(view.uri)) },
    ]);
    return { items: [...items, ...gone] };
  });
}
