import { type Features, features as allFeatures } from '#features';
import {
  type ClientCapabilities,
  type Connection,
  DidChangeWatchedFilesNotification,
  type PublishDiagnosticsParams,
  TextDocuments,
  WatchKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Analyses } from './analyses.ts';
import type { Files } from './files.ts';
import { describeFailure } from './guard.ts';
import { KnownPaths } from './known-paths.ts';
import { Publisher } from './publisher.ts';
import { answerRequests, capabilities } from './requests.ts';

/** Where the server runs, and what it may see of it. */
export interface Surroundings {
  readonly files: Files;
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
const watched = '**/*.{jsonl,gz,json,txt,md,html,htm,parquet,gguf,zst}';

/** Serves one client on a connection until it says goodbye. */
export function serve(connection: Connection, surroundings: Surroundings): void {
  const { files, environment, reference, later, features = allFeatures } = surroundings;
  const log = (message: string): void => connection.console.error(message);
  const documents = new TextDocuments(TextDocument);
  const paths = new KnownPaths(files, (uri) => {
    analyses.refresh(uri);
    publisher.changed(uri);
  });
  const analyses = new Analyses((uri) => (path) => paths.exists(uri, path), reference);
  const publisher = new Publisher({ versionOf: (uri) => documents.get(uri)?.version, publish, later });
  let client: ClientCapabilities = {};

  function send(params: PublishDiagnosticsParams): void {
    // Fails only where the client is gone, and then nobody is left to tell.
    connection.sendDiagnostics(params).catch(() => undefined);
  }

  function publish(uri: string): void {
    const document = documents.get(uri);
    if (document === undefined) return;
    try {
      const diagnostics = [...features.diagnostics(analyses.viewOf(document))];
      send({ uri, version: document.version, diagnostics });
    } catch (error) {
      log(describeFailure('diagnostics', uri, document.version, error));
    }
  }

  connection.onInitialize((params) => {
    client = params.capabilities;
    return { capabilities, serverInfo: { name: 'wordmill' } };
  });
  connection.onInitialized(() => {
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
    const watchers = [{ globPattern: watched, kind: WatchKind.Create | WatchKind.Delete }];
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers })
      .catch((error: unknown) => log(`files are not watched: ${String(error)}`));
  });
  connection.onDidChangeWatchedFiles(() => void paths.again());
  documents.onDidChangeContent(({ document }) => publisher.changed(document.uri));
  documents.onDidSave(({ document }) => void paths.again(document.uri));
  documents.onDidClose(({ document: { uri } }) => {
    analyses.forget(uri);
    paths.forget(uri);
    publisher.forget(uri);
    // What is not open is not checked, so that nothing stale stays in the list of problems.
    send({ uri, diagnostics: [] });
  });
  answerRequests({
    connection,
    features,
    files,
    log,
    environment,
    snippets: () => client.textDocument?.completion?.completionItem?.snippetSupport === true,
    viewOf(uri) {
      const document = documents.get(uri);
      return document && analyses.viewOf(document);
    },
  });
  documents.listen(connection);
  connection.listen();
}
