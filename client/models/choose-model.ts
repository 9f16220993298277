import * as vscode from 'vscode';
import { requireTrust } from '../commands.ts';
import { editorModels } from '../service/editor-models.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { chooseStrategy, type ChosenStrategy, describeStrategy } from '../strategies.ts';
import { targetOf } from '../target.ts';
import type { ModelChoice } from './model-choice.ts';
import { type Place, placesFor, whyNoAddress } from './places.ts';

export interface ModelChoiceOptions {
  readonly choice: ModelChoice;
  readonly service: RunnerService;
  readonly memento: vscode.Memento;
}

/** Previews with a model that the strategy does not name; it is asked from then on, until it is as written again. */
export async function previewWithModel(
  argument: unknown,
  { choice, service, memento }: ModelChoiceOptions,
): Promise<unknown> {
  requireTrust('A preview');
  const { strategy: given, rephrasings } = targetOf(argument);
  const strategy = await describeStrategy(await chooseStrategy(given, memento), service);
  await choice.set(strategy.uri, await pickModel(strategy, choice.of(strategy.uri)));
  return vscode.commands.executeCommand('wordmill.previewSample', {
    strategy: strategy.uri,
    ...(rephrasings !== undefined && { rephrasings }),
  });
}

/**
 * Asks where the requests of a strategy are to go.
 * @returns the place; null is as written
 * @throws CancellationError where nothing was picked
 */
export async function pickModel({ described }: ChosenStrategy, chosen: string | null): Promise<string | null> {
  const places = placesFor(described, chosen, await editorModels());
  const picked = await vscode.window.showQuickPick(withSeparators(places), {
    title: 'Which model is to rephrase in previews of this strategy?',
    matchOnDescription: true,
  });
  if (picked?.place === undefined) throw new vscode.CancellationError();
  const { target } = picked.place;
  switch (target.kind) {
    case 'as-written':
      return null;
    case 'place':
      return target.where;
    case 'address':
      return typeAddress(target.before);
  }
}

async function typeAddress(before: string): Promise<string> {
  const typed = await vscode.window.showInputBox({
    title: 'The address of the server',
    prompt: 'It is asked for the model that the strategy names. A key is sent only to hosts that the strategy names.',
    value: before === '' ? 'http://127.0.0.1:8000/v1' : before,
    validateInput: (text) => whyNoAddress(text.trim()) ?? undefined,
    ignoreFocusOut: true,
  });
  if (typed === undefined) throw new vscode.CancellationError();
  return typed.trim();
}

type Row = vscode.QuickPickItem & { readonly place?: Place };

function withSeparators(places: readonly Place[]): readonly Row[] {
  return places.flatMap((place, index) => {
    const { group, label, description, detail } = place;
    const row: Row = { label, description, detail, place };
    if (group === '' || group === places[index - 1]?.group) return [row];
    return [{ label: group, kind: vscode.QuickPickItemKind.Separator }, row];
  });
}
