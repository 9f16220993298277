import { type Features, features as allFeatures, type Reference, type View } from '#features';
import {
  type ClientCapabilities,
  type Connection,
  type PublishDiagnosticsParams,
  TextDocuments,
  WatchKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Analyses } from './analyses.ts';
import type { Files } from './files.ts';
import { describeFailure } from './guard.ts';
import { KnownPaths } from './known-paths.ts';
import { LastRuns } from './last-runs.ts';
import { Publisher } from './publisher.ts';
import { answering } from './answer.ts';
import { answerRequests, capabilities } from './requests.ts';
import { defaultSettings, readSettings, settingsOf } from './settings.ts';
import {
  answerWorkspaceRequests,
  type ClientWishes,
  registerLater,
  wantedCapabilities,
  wishesOf,
} from './workspace-requests.ts';
import { StrategyTexts } from './strategy-texts.ts';

/** Where the server runs, and what it may see of it. */
export interface Surroundings {
  readonly files: Files;
  /** Names of the environment that are set; their values are nobody's business here. */
  readonly environment: readonly string[];
  /** Addresses of the pages about problems. */
  readonly reference?: Reference;
  /** Calls back in a later turn of the event loop. */
  readonly later: (callback: () => void) => void;
  /** For tests: other features than all of them. */
  readonly features?: Features;
}

/** Files whose coming and going may settle or cause a problem of a strategy. */
const watched = '**/*.{jsonl,gz,json,txt,md,html,htm,parquet,gguf,zst}';

/** What runs found, which each of them writes anew. */
const watchedFindings = '**/findings.json';

/** Files that a strategy may use. */
const watchedStrategies = '**/*.{yaml,yml}';

const watchers = [
  { globPattern: watched, kind: WatchKind.Create | WatchKind.Delete },
  { globPattern: watchedStrategies },
  { globPattern: watchedFindings },
];

/** Serves one client on a connection until it says goodbye. */
export function serve(connection: Connection, surroundings: Surroundings): void {
  const { files, environment, reference, later, features = allFeatures } = surroundings;
  const log = (message: string): void => connection.console.error(message);
  const documents = new TextDocuments(TextDocument);
  const paths = new KnownPaths(files, (uri) => {
    analyses.refresh(uri);
    news(texts.keyOf(uri));
  });
  const texts = new StrategyTexts(files, news);
  const runs = new LastRuns(files, (uri) => {
    analyses.refresh(uri);
    news(texts.keyOf(uri));
  });
  let { evidence } = defaultSettings;
  const analyses = new Analyses(texts, {
    fileExists: (uri) => (path) => paths.exists(uri, path),
    lastRun: (uri, folder) => runs.of(uri, folder),
    evidence: () => evidence,
    reference,
  });
  const publisher = new Publisher({ versionOf: (uri) => documents.get(uri)?.version, publish, later });
  /** Some editors send all YAML that is open: what is no strategy is none of ours. */
  const strategyAt = (uri: string): TextDocument | undefined => {
    const document = documents.get(uri);
    const isStrategy = document?.languageId === 'wordmill-strategy' || /\.strategy\.ya?ml$/i.test(uri);
    return isStrategy ? document : undefined;
  };
  const viewOf = (uri: string): View | undefined => {
    const document = strategyAt(uri);
    return document && analyses.viewOf(document);
  };
  const readWorkspace = async (): Promise<void> => {
    const found = await Promise.all(folders.map((folder) => files.strategiesIn(folder)));
    await texts.load(found.flat());
  };
  let client: ClientCapabilities = {};
  let wishes: ClientWishes = { commands: new Set(), pulls: false, refreshes: false };
  /** Of the workspace, as addresses. */
  let folders: readonly string[] = [];
  let refreshing = false;

  /** A client that fetches does not know of files that come and go, nor of what used files say. */
  function news(key: string): void {
    changed(key);
    if (!wishes.pulls || !wishes.refreshes || refreshing) return;
    refreshing = true;
    later(() => {
      refreshing = false;
      connection.languages.diagnostics.refresh().catch(() => undefined);
    });
  }

  function send(params: PublishDiagnosticsParams): void {
    // Fails only where the client is gone, and then nobody is left to tell.
    connection.sendDiagnostics(params).catch(() => undefined);
  }

  /** Something about a strategy has changed: what is open and uses it may have other problems now. */
  function changed(key: string): void {
    for (const { uri } of documents.all()) {
      const own = texts.keyOf(uri);
      if (own === key || texts.usedFrom(own).has(key)) publisher.changed(uri);
    }
  }

  function publish(uri: string): void {
    const document = strategyAt(uri);
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
    ({ evidence } = readSettings(params.initializationOptions));
    wishes = wishesOf(params);
    folders = params.workspaceFolders?.map(({ uri }) => uri) ?? [params.rootUri].filter((uri) => uri !== null);
    return {
      capabilities: { ...capabilities, ...wantedCapabilities(client, wishes) },
      serverInfo: { name: 'wordmill' },
    };
  });
  connection.onInitialized(() => {
    registerLater(connection, client, wishes, watchers, log);
    if (client.workspace?.workspaceFolders !== true) return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
    });
  });
  connection.onDidChangeWatchedFiles(() => {
    void paths.again();
    void texts.again();
    void runs.again();
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    ({ evidence } = readSettings(settingsOf(settings)));
    for (const { uri } of documents.all()) {
      analyses.refresh(uri);
      publisher.changed(uri);
    }
  });
  documents.onDidChangeContent(({ document }) => {
    if (strategyAt(document.uri) === undefined) return;
    texts.opened(document);
    changed(texts.keyOf(document.uri));
  });
  documents.onDidSave(({ document }) => {
    void paths.again(document.uri);
    void texts.again();
    void runs.again(document.uri);
  });
  documents.onDidClose(({ document: { uri } }) => {
    texts.closed(uri);
    analyses.forget(uri);
    paths.forget(uri);
    runs.forget(uri);
    publisher.forget(uri);
    tokens.forget(uri);
    changed(texts.keyOf(uri));
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
    createsFiles: () => client.workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    readWorkspace,
    known: () => analyses.all(),
    viewOf,
  });
  answerWorkspaceRequests(connection, features, answering(log, viewOf), {
    wishes: () => wishes,
    isOpen: (uri) => documents.all().some((document) => texts.keyOf(document.uri) === texts.keyOf(uri)),
    async views() {
      await readWorkspace();
      return analyses.all();
    },
    log,
  });
  documents.listen(connection);
  connection.listen();
}
