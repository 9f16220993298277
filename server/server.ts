import { type Features, features as allFeatures, type View } from '#features';
import {
  type ClientCapabilities,
  type Connection,
  type PublishDiagnosticsParams,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Analyses } from './analyses.ts';
import type { Files } from './files.ts';
import { describeFailure } from './guard.ts';
import { KnownPaths } from './known-paths.ts';
import { Publisher } from './publisher.ts';
import { answering } from './answer.ts';
import { answerRequests, capabilities } from './requests.ts';
import { Workspace } from './workspace.ts';
import type { WorkspaceFiles } from './workspace-files.ts';
import {
  answerWorkspaceRequests,
  type ClientWishes,
  registerLater,
  wantedCapabilities,
  wishesOf,
} from './workspace-requests.ts';

/** Where the server runs, and what it may see of it. */
export interface Surroundings {
  readonly files: Files;
  readonly workspace: WorkspaceFiles;
  /** Names of the environment that are set; their values are nobody's business here. */
  readonly environment: readonly string[];
  /** Address of the page about problems. */
  readonly reference?: string;
  /** Calls back in a later turn of the event loop. */
  readonly later: (callback: () => void) => void;
  /** For tests: other features than all of them. */
  readonly features?: Features;
}

/** Files whose coming and going may settle or cause a problem of a strategy. */
const watched = ['**/*.{jsonl,gz,json,txt,md,html,htm,parquet,gguf,zst}', '**/*.strategy.{yaml,yml}'];

/** Serves one client on a connection until it says goodbye. */
export function serve(connection: Connection, surroundings: Surroundings): void {
  const { files, workspace: workspaceFiles, environment, reference, later, features = allFeatures } = surroundings;
  const log = (message: string): void => connection.console.error(message);
  const documents = new TextDocuments(TextDocument);
  const paths = new KnownPaths(files, (uri) => {
    analyses.refresh(uri);
    publisher.changed(uri);
    if (wishes.pulls) refresh();
  });
  const analyses = new Analyses((uri) => (path) => paths.exists(uri, path), reference);
  const publisher = new Publisher({ versionOf: (uri) => documents.get(uri)?.version, publish, later });
  const viewOf = (uri: string): View | undefined => {
    const document = documents.get(uri);
    return document && analyses.viewOf(document);
  };
  const workspace = new Workspace(workspaceFiles, files, { uris: () => documents.keys(), viewOf }, reference);
  let client: ClientCapabilities = {};
  let wishes: ClientWishes = { commands: new Set(), pulls: false, refreshes: false };

  /** A client that fetches does not know of files that come and go. */
  function refresh(): void {
    if (wishes.refreshes) connection.languages.diagnostics.refresh().catch(() => undefined);
  }

  function send(params: PublishDiagnosticsParams): void {
    // Fails only where the client is gone, and then nobody is left to tell.
    connection.sendDiagnostics(params).catch(() => undefined);
  }

  function publish(uri: string): void {
    const document = documents.get(uri);
    if (document === undefined || wishes.pulls) return;
    try {
      const diagnostics = [...features.diagnostics(analyses.viewOf(document))];
      send({ uri, version: document.version, diagnostics });
    } catch (error) {
      log(describeFailure('diagnostics', uri, document.version, error));
    }
  }

  connection.onInitialize((params) => {
    client = params.capabilities;
    wishes = wishesOf(params);
    const { rootUri } = params;
    workspace.setFolders(params.workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]));
    return {
      capabilities: { ...capabilities, ...wantedCapabilities(client, wishes) },
      serverInfo: { name: 'wordmill' },
    };
  });
  connection.onInitialized(() => {
    registerLater(connection, client, wishes, watched, log);
    if (client.workspace?.workspaceFolders !== true) return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      const kept = workspace.folders.filter((uri) => !gone.has(uri));
      workspace.setFolders([...kept, ...added.map(({ uri }) => uri)]);
    });
  });
  connection.onDidChangeWatchedFiles(() => void paths.again());
  documents.onDidChangeContent(({ document }) => publisher.changed(document.uri));
  documents.onDidSave(({ document }) => void paths.again(document.uri));
  documents.onDidClose(({ document: { uri } }) => {
    analyses.forget(uri);
    paths.forget(uri);
    publisher.forget(uri);
    tokens.forget(uri);
    if (wishes.pulls) return;
    // What is not open is not checked, so that nothing stale stays in the list of problems.
    send({ uri, diagnostics: [] });
  });
  const tokens = answerRequests({
    connection,
    features,
    files,
    log,
    environment,
    snippets: () => client.textDocument?.completion?.completionItem?.snippetSupport === true,
    viewOf,
  });
  answerWorkspaceRequests(connection, features, answering(log, viewOf), workspace, {
    wishes: () => wishes,
    isOpen: (uri) => documents.get(uri) !== undefined,
    log,
  });
  documents.listen(connection);
  connection.listen();
}
