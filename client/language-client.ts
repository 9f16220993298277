import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { explain } from './commands.ts';
import { Refusal, showLog } from './refusal.ts';

export const languageId = 'wordmill-strategy';

/** One rephrasing of a strategy, as the server's request `wordmill/rephrasings` gives it; `line` counts from 1. */
export interface RephrasingPlace {
  readonly name: string;
  readonly line: number;
}

/** The language server, started with the first strategy that is opened and not before. */
export interface LanguageServer extends vscode.Disposable {
  /** The rephrasings of an open strategy; none where the server cannot say. */
  rephrasings(uri: vscode.Uri, token: vscode.CancellationToken): Promise<readonly RephrasingPlace[]>;
}

export function startWithFirstStrategy(script: string, log: vscode.LogOutputChannel): LanguageServer {
  let client: Promise<LanguageClient> | undefined;
  const start = (document: vscode.TextDocument): void => {
    if (client !== undefined || document.languageId !== languageId) return;
    client = createClient(script, log);
    client.catch((error: unknown) => {
      const message = 'The language server did not start, so strategies are not checked; the log says why.';
      void explain(new Refusal(message, [showLog], { cause: error }), 'language server', log);
    });
  };
  const listener = vscode.workspace.onDidOpenTextDocument(start);
  vscode.workspace.textDocuments.forEach(start);
  return {
    async rephrasings(uri, token) {
      try {
        const running = await client;
        const found = await running?.sendRequest('wordmill/rephrasings', { uri: uri.toString() }, token);
        return Array.isArray(found) ? found.filter(isPlace) : [];
      } catch (error) {
        // Lenses are a convenience: without an answer there are none, and the log has the reason.
        log.debug(`wordmill/rephrasings: ${String(error)}`);
        return [];
      }
    },
    dispose() {
      listener.dispose();
      // A client that never started has told so already.
      client?.then((running) => running.dispose()).catch(() => undefined);
    },
  };
}

async function createClient(script: string, log: vscode.LogOutputChannel): Promise<LanguageClient> {
  const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
  const server = { module: script, transport: TransportKind.ipc };
  const client = new LanguageClient('wordmill', 'Wordmill', server, {
    documentSelector: [{ language: languageId }],
    outputChannel: log,
    // What is set when the server starts; it is told of changes as they come. Diagnostics that are sent come with the first
    // key press and for every document, shown or not.
    initializationOptions: {
      evidence: vscode.workspace.getConfiguration('wordmill').get('evidence'),
      diagnostics: 'push',
    },
    synchronize: { configurationSection: 'wordmill' },
  });
  await client.start();
  return client;
}

function isPlace(value: unknown): value is RephrasingPlace {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'line' in value &&
    typeof value.line === 'number'
  );
}
