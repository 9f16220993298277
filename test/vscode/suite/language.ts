import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, file, open, problems, rangeOf, replace, until, wrap } from './helpers.ts';

describe('the language in the editor', () => {
  after(closeAll);

  it('is the installed package, and sleeps until a strategy is opened', () => {
    const extension = vscode.extensions.getExtension('wordmill.wordmill');
    assert.ok(extension, 'the extension is installed');
    assert.equal(extension.isActive, false);
  });

  it('wakes with the first strategy and finds nothing wrong with it', async () => {
    const { document } = await open(wrap);
    assert.equal(document.languageId, 'wordmill-strategy');
    await until(() => vscode.extensions.getExtension('wordmill.wordmill')?.isActive);
    const symbols = await until(() => symbolsOf(document.uri));
    assert.ok(symbols.length > 0);
    assert.deepEqual(
      problems(document.uri).map(({ message }) => message),
      [],
    );
  });

  it('reports a mistake where it is and mends it by a quick fix', async () => {
    const { document } = await open(wrap);
    await replace(document, 'rephrasings:', 'rephrasing:');
    const problem = await until(() => problems(document.uri).find(({ code }) => codeOf(code) === 'unknown-key'));
    assert.equal(document.getText(problem.range), 'rephrasing');
    const fix = await until(async () => {
      const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        problem.range,
      );
      return actions.find(({ edit, title }) => edit && title.includes('rephrasings'));
    });
    assert.ok(fix.edit);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await until(() => problems(document.uri).length === 0);
    assert.ok(document.getText().includes('\nrephrasings:\n'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('completes keys, and names in templates', async () => {
    const { document } = await open(wrap);
    const inTemplate = rangeOf(document, 'audience }}').start;
    const names = await until(async () => {
      const found = await completions(document.uri, inTemplate);
      return found.includes('audience') ? found : undefined;
    });
    assert.ok(names.includes('text'), names.join(' '));
    const keys = await completions(document.uri, rangeOf(document, 'style: verbatim').start);
    assert.ok(keys.includes('when'), keys.join(' '));
  });

  it('explains a key under the cursor', async () => {
    const { document } = await open(wrap);
    const place = rangeOf(document, 'seeds:').start.translate(0, 1);
    const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      place,
    );
    const text = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)));
    assert.match(text.join('\n'), /seeds/);
  });

  it('offers a preview above each rephrasing', async () => {
    await open(wrap);
    const lenses = await until(async () => {
      const found = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        file(wrap),
      );
      return found.length > 0 ? found : undefined;
    });
    const previews = lenses.filter(({ command }) => command?.command === 'wordmill.previewInline');
    assert.deepEqual(
      previews.map(({ command }) => [command?.title, command?.arguments?.[0].rephrasings]),
      ['summary', 'questions', 'same'].map((name) => ['Preview', [name]]),
    );
  });
});

async function symbolsOf(uri: vscode.Uri): Promise<readonly vscode.DocumentSymbol[] | undefined> {
  const found = await vscode.commands.executeCommand<readonly vscode.DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    uri,
  );
  return found && found.length > 0 ? found : undefined;
}

async function completions(uri: vscode.Uri, position: vscode.Position): Promise<readonly string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

function codeOf(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}
