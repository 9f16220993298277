import * as vscode from 'vscode';
import { languageId, type LanguageServer } from '../language-client.ts';

const setting = 'wordmill.lenses';

/** Above each rephrasing: preview it on the chosen document. Costs one request to the server. */
export function registerLenses(server: LanguageServer): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider = vscode.languages.registerCodeLensProvider(
    { language: languageId, scheme: 'file' },
    {
      onDidChangeCodeLenses: changed.event,
      async provideCodeLenses({ uri, lineCount }, token) {
        if (!shown(uri)) return [];
        const places = await server.rephrasings(uri, token);
        return places
          .filter(({ line }) => line >= 1 && line <= lineCount)
          .flatMap(({ name, line }) => {
            const range = new vscode.Range(line - 1, 0, line - 1, 0);
            const target = [{ strategy: uri, rephrasings: [name] }];
            return lenses.map(
              ({ title, command }) => new vscode.CodeLens(range, { title, command, arguments: target }),
            );
          });
      },
    },
  );
  return vscode.Disposable.from(
    provider,
    changed,
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(setting)) changed.fire();
    }),
  );
}

/** In the order in which they stand. */
const lenses = [
  { title: 'Preview', command: 'wordmill.previewInline' },
  { title: 'Diff', command: 'wordmill.showDiff' },
  { title: 'Prompt', command: 'wordmill.showPrompt' },
];

function shown(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration(undefined, uri).get(setting, true);
}
