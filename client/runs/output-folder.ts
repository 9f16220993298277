import { homedir } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import * as vscode from 'vscode';
import type { ChosenStrategy } from '../strategies.ts';

const recentOutputs = 'wordmill.recentOutputs';
const mostRecent = 5;

/** Asks where the output of a run goes. The first choice is the strategy's own, or `../out/NAME`. */
export async function chooseOutput({ text, described }: ChosenStrategy, memento: vscode.Memento): Promise<string> {
  const usual = described.output ?? resolve(dirname(text.path), '..', 'out', described.name);
  const recent = (memento.get<readonly string[]>(recentOutputs) ?? []).filter((folder) => folder !== usual);
  const origin = described.output === null ? 'the usual place' : 'output.to of the strategy';
  const items: (vscode.QuickPickItem & { readonly folder?: string })[] = [
    { label: basename(usual), description: origin, detail: shown(usual), folder: usual },
    ...recent.map((folder) => ({ label: basename(folder), description: 'used before', detail: shown(folder), folder })),
    { label: '$(folder-opened) Another folder…', alwaysShow: true },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: `Where does the output of ${described.name} go?` });
  if (!picked) throw new vscode.CancellationError();
  const folder = picked.folder ?? (await browse(dirname(usual)));
  await memento.update(recentOutputs, [folder, ...recent.filter((one) => one !== folder)].slice(0, mostRecent));
  return folder;
}

async function browse(from: string): Promise<string> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: vscode.Uri.file(from),
      openLabel: 'Put the output here',
    })) ?? [];
  if (!chosen) throw new vscode.CancellationError();
  return chosen.fsPath;
}

function shown(folder: string): string {
  const home = homedir();
  return folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder;
}
