import { codeActionKinds, type Features, type View } from '#features';
import type { CodeActionParams, Connection, ServerCapabilities } from 'vscode-languageserver';
import { ErrorCodes, ResponseError, TextDocumentSyncKind } from 'vscode-languageserver';
import type { Files } from './files.ts';
import { answering, type AtPosition } from './answer.ts';
import { freeFile } from './free-file.ts';
import { answerFurtherRequests, furtherCapabilities } from './further-requests.ts';
import type { Log } from './guard.ts';
import { sampleOf } from './sample.ts';
import { answerTokenRequests, type TokenMemory } from './token-requests.ts';

/** What a client asks for; every request below answers one of them. */
export const capabilities: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
  completionProvider: { triggerCharacters: ['{', '%', '|', '.', '$', '/', ' ', '[', '"', "'"] },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  documentSymbolProvider: { label: 'Wordmill' },
  documentLinkProvider: { resolveProvider: false },
  foldingRangeProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  renameProvider: { prepareProvider: true },
  codeActionProvider: { codeActionKinds },
  ...furtherCapabilities,
};

/** What the requests are answered from. */
export interface Answers {
  readonly connection: Connection;
  readonly features: Features;
  readonly files: Files;
  readonly log: Log;
  /** Names of the environment that are set. */
  readonly environment: readonly string[];
  /** Whether the client understands snippets; known once it has said so. */
  readonly snippets: () => boolean;
  /** Whether the client makes files that an edit asks for. */
  readonly createsFiles: () => boolean;
  /** The newest version of an open strategy; undefined where it is not open. */
  readonly viewOf: (uri: string) => View | undefined;
  /** Reads the strategies of the workspace, for what asks about all of them. */
  readonly readWorkspace: () => Promise<void>;
  /** Every strategy that has been read: those of the workspace, those that are open, and the files that they use. */
  readonly known: () => readonly View[];
}

/** Registers every request of the protocol that the server answers. */
export function answerRequests({
  connection,
  features,
  files,
  log,
  environment,
  snippets,
  createsFiles,
  viewOf,
  readWorkspace,
  known,
}: Answers): TokenMemory {
  const answers = answering(log, viewOf);
  const { answer, whole, at } = answers;

  connection.onCompletion(
    at('completion', async (view, offset) => {
      const listFolder = (folder: string) => files.list(view.uri, folder);
      return [...(await features.complete(view, offset, { environment, listFolder, snippets: snippets() }))];
    }),
  );
  connection.onHover(
    at('hover', async (view, offset) => {
      const sample = await sampleOf(view, (folder) => files.list(view.uri, folder));
      return features.hover(view, offset, sample);
    }),
  );
  connection.onDefinition(at('definition', (view, offset) => [...features.definition(view, offset)]));
  const references = at(
    'references',
    (view, offset, { context }: AtPosition & { readonly context: { readonly includeDeclaration: boolean } }) => [
      ...features.references(view, offset, context.includeDeclaration, known()),
    ],
  );
  // The workspace first: afterwards the newest version is asked, and nothing is waited for any more.
  connection.onReferences(async (params, token) => {
    await readWorkspace();
    return references(params, token);
  });
  connection.onDocumentHighlight(at('highlights', (view, offset) => [...features.highlights(view, offset)]));
  connection.onDocumentSymbol(whole('symbols', (view) => [...features.symbols(view)]));
  connection.onDocumentLinks(whole('links', (view) => [...features.links(view)]));
  connection.onFoldingRanges(whole('folding', (view) => [...features.folding(view)]));
  connection.onDocumentFormatting(whole('formatting', (view) => [...features.formatting(view)]));
  connection.onDocumentRangeFormatting(
    answer('formatting of a range', (view, { range }) => [...features.formatting(view, range)]),
  );
  connection.onCodeAction(
    answer('code actions', async (view, { range, context }: CodeActionParams) => {
      const newFile = createsFiles() ? await freeFile(files, view.uri) : undefined;
      return [...features.codeActions(view, range, context.only, newFile)];
    }),
  );
  connection.onPrepareRename(at('rename', (view, offset) => features.renameRange(view, offset)));
  const rename = at('rename', (view, offset, { newName }: AtPosition & { readonly newName: string }) =>
    features.rename(view, offset, newName, known()),
  );
  connection.onRenameRequest(async (params, token) => {
    await readWorkspace();
    const renamed = await rename(params, token);
    if (renamed?.ok === false) return new ResponseError(ErrorCodes.InvalidParams, renamed.message);
    return renamed?.edit ?? null;
  });
  connection.onRequest('wordmill/rephrasings', async (params: unknown, token) => {
    if (!isUriParams(params)) return new ResponseError(ErrorCodes.InvalidParams, '`uri` names the strategy.');
    const list = whole('rephrasings', (view) => features.rephrasings(view));
    return (await list({ textDocument: { uri: params.uri } }, token)) ?? [];
  });
  answerFurtherRequests(connection, features, answers);
  return answerTokenRequests(connection, features, answers);
}

function isUriParams(params: unknown): params is { readonly uri: string } {
  return typeof params === 'object' && params !== null && 'uri' in params && typeof params.uri === 'string';
}
