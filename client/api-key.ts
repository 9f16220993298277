import * as vscode from 'vscode';
import type { Secrets } from './secrets.ts';

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Asks for a key and keeps it in the editor's secret store, under the name of the variable that strategies refer to. */
export async function setApiKey(secrets: Secrets, log: vscode.LogOutputChannel): Promise<void> {
  const name = await chooseName(secrets);
  const value = await vscode.window.showInputBox({
    title: `The value of ${name}`,
    prompt: 'It is kept in the secret store of the editor and given to the runner alone. Empty removes it.',
    password: true,
    ignoreFocusOut: true,
  });
  if (value === undefined) throw new vscode.CancellationError();
  await secrets.set(name, value.trim());
  log.info(value.trim() === '' ? `${name} was removed from the secret store.` : `${name} is in the secret store.`);
  vscode.window.setStatusBarMessage(value.trim() === '' ? `${name} is removed` : `${name} is stored`, 5_000);
}

/** A name that an open strategy refers to, or another one. */
async function chooseName(secrets: Secrets): Promise<string> {
  const names = new Set(
    vscode.workspace.textDocuments
      .filter(({ languageId }) => languageId === 'wordmill-strategy')
      .flatMap((document) => [...document.getText().matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)/g)])
      .flatMap(([, name]) => (name === undefined ? [] : [name])),
  );
  const items = await Promise.all(
    [...names].map(async (name) => ({ label: name, description: (await secrets.has(name)) ? 'stored' : '' })),
  );
  const other = { label: '$(add) Another name…', description: '' };
  if (items.length > 0) {
    const picked = await vscode.window.showQuickPick([...items, other], { title: 'Which variable holds the key?' });
    if (!picked) throw new vscode.CancellationError();
    if (picked !== other) return picked.label;
  }
  const name = await vscode.window.showInputBox({
    title: 'Set API Key',
    prompt: 'The name of the variable, as in api_key: ${OPENAI_API_KEY}',
    value: 'OPENAI_API_KEY',
    validateInput: (text) => (namePattern.test(text) ? undefined : 'Letters, digits and _, and no digit first.'),
  });
  if (name === undefined) throw new vscode.CancellationError();
  return name;
}
