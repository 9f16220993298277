import * as vscode from 'vscode';
import type { ChosenStrategy } from '../strategies.ts';

/** Asks which rephrasings, with the last answer ticked; a strategy of one is not asked about. */
export async function pickRephrasings(
  { uri, described }: ChosenStrategy,
  memento: vscode.Memento,
): Promise<readonly string[]> {
  const names = described.rephrasings.map(({ name }) => name);
  if (names.length < 2) return names;
  const key = `wordmill.rephrasings:${uri.toString()}`;
  const last = memento.get<readonly string[]>(key) ?? names;
  const picked = await vscode.window.showQuickPick(
    described.rephrasings.map(({ name, about, models }) => ({
      label: name,
      description: models.join(', '),
      ...(about !== null && { detail: about }),
      picked: last.includes(name),
    })),
    { title: 'Which rephrasings?', canPickMany: true },
  );
  if (!picked || picked.length === 0) throw new vscode.CancellationError();
  const chosen = picked.map(({ label }) => label);
  await memento.update(key, chosen);
  return chosen;
}
