import * as vscode from 'vscode';
import { languageId, type LanguageServer } from '../language-client.ts';
import { furtherLenses } from './further-lenses.ts';
import type { OpenDocuments } from './open-documents.ts';

const setting = 'wordmill.lenses';

/** Above each rephrasing: preview it on a sample, or on the document that is open. Costs one request to the server. */
export function registerLenses(server: LanguageServer, documents: OpenDocuments): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider = vscode.languages.registerCodeLensProvider(
    { language: languageId, scheme: 'file' },
    {
      onDidChangeCodeLenses: changed.event,
      async provideCodeLenses({ uri, lineCount }, token) {
        if (!shown(uri)) return [];
        const places = await server.rephrasings(uri, token);
        const open = documents.name;
        return places
          .filter(({ line }) => line >= 1 && line <= lineCount)
          .flatMap(({ name, line }) => {
            const range = new vscode.Range(line - 1, 0, line - 1, 0);
            const target = [{ strategy: uri, rephrasings: [name] }];
            const sample = { title: 'Preview on sample', command: 'wordmill.previewSample', arguments: target };
            const document = {
              title: `Preview on ${open ?? ''}`,
              command: 'wordmill.previewDocument',
              arguments: target,
            };
            const lenses = [new vscode.CodeLens(range, sample), ...furtherLenses(range, target)];
            return open === undefined ? lenses : [...lenses, new vscode.CodeLens(range, document)];
          });
      },
    },
  );
  return vscode.Disposable.from(
    provider,
    changed,
    documents.onDidChange(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(setting)) changed.fire();
    }),
  );
}

function shown(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration(undefined, uri).get(setting, true);
}
