import * as vscode from 'vscode';
import { Refusal } from '../refusal.ts';
import { type EditorModel, editorModels } from '../service/editor-models.ts';
import type { ChosenStrategy } from '../strategies.ts';
import { asWritten, placeOf, samplesProblem, strategyModel } from './columns.ts';
import { type GridModel, mostCells } from './grid.ts';

/** Answers that are proposed again. */
interface Remembered {
  readonly models: readonly GridModel[];
  readonly samples: number;
}

/** Enough to see a difference, and soon there. */
const usualSamples = 3;

type ModelItem = vscode.QuickPickItem & { readonly model?: GridModel };

const another: ModelItem = {
  label: '$(add) Another…',
  description: 'an address of a server, gguf:NAME or mock:FILE',
  alwaysShow: true,
};

/** Asks which models, with the last answer ticked. */
export async function pickModels(strategy: ChosenStrategy, memento: vscode.Memento): Promise<readonly GridModel[]> {
  const last = remembered(strategy, memento);
  const items = modelItems(strategy, last.models, await editorModels());
  const picked = await vscode.window.showQuickPick(items, { title: 'Which models?', canPickMany: true });
  if (!picked || picked.length === 0) throw new vscode.CancellationError();
  const models = picked.flatMap(({ model }) => model ?? []);
  if (picked.includes(another)) models.push(await askForPlace());
  await remember(strategy, memento, { ...last, models });
  return models;
}

/**
 * Asks for how many documents.
 * @throws Refusal where there are too many columns for even one
 */
export async function askForSamples(
  strategy: ChosenStrategy,
  columns: number,
  memento: vscode.Memento,
): Promise<number> {
  const tooMany = samplesProblem('1', columns);
  if (tooMany !== null) throw new Refusal(tooMany);
  const last = remembered(strategy, memento);
  const answer = await vscode.window.showInputBox({
    title: 'How many documents of the sample?',
    value: String(Math.min(last.samples, Math.floor(mostCells / columns))),
    validateInput: (written) => samplesProblem(written, columns),
  });
  if (answer === undefined) throw new vscode.CancellationError();
  await remember(strategy, memento, { ...last, samples: Number(answer) });
  return Number(answer);
}

function modelItems(
  { described }: ChosenStrategy,
  last: readonly GridModel[],
  editors: readonly EditorModel[],
): readonly ModelItem[] {
  const own = described.models.map(({ name, label }) => itemOf(strategyModel(name), label));
  const local = [
    itemOf({ label: 'mock:echo', where: 'mock:echo' }, 'gives the prompt back'),
    itemOf({ label: 'gguf:smollm2-135m', where: 'gguf:smollm2-135m' }, 'a small model on this machine; a toy'),
  ];
  const ofEditor = editors.map(({ id, name, vendor }) => itemOf({ label: name, where: `editor:${id}` }, vendor));
  const known = new Set([...own, ...local, ...ofEditor].map(({ model }) => model?.where));
  const typed = last.filter(({ where }) => where !== null && !known.has(where) && placeOf(where) !== null);
  const groups: readonly (readonly [string, readonly ModelItem[]])[] = [
    ['the strategy', [itemOf(asWritten, 'every rephrasing asks its own'), ...own]],
    ['elsewhere', [...local, ...typed.map((model) => itemOf(model, 'typed before')), another]],
    ['models of the editor', ofEditor],
  ];
  const ticked = new Set(last.map(({ where }) => where));
  return groups.flatMap(([label, items]): readonly ModelItem[] =>
    items.length === 0
      ? []
      : [
          { label, kind: vscode.QuickPickItemKind.Separator },
          ...items.map((item) => (item.model ? { ...item, picked: ticked.has(item.model.where) } : item)),
        ],
  );
}

function itemOf(model: GridModel, description: string): ModelItem {
  return { label: model.label, description, model };
}

async function askForPlace(): Promise<GridModel> {
  const written = await vscode.window.showInputBox({
    title: 'Which model?',
    placeHolder: 'http://127.0.0.1:8000/v1',
    validateInput: (text) =>
      placeOf(text) === null ? 'An address (http://127.0.0.1:8000/v1), gguf:NAME, mock:echo or mock:FILE.' : null,
  });
  const place = written === undefined ? null : placeOf(written);
  if (place === null) throw new vscode.CancellationError();
  return place;
}

function keyOf({ uri }: ChosenStrategy): string {
  return `wordmill.grid:${uri.toString()}`;
}

function remembered(strategy: ChosenStrategy, memento: vscode.Memento): Remembered {
  return memento.get<Remembered>(keyOf(strategy)) ?? { models: [asWritten], samples: usualSamples };
}

async function remember(strategy: ChosenStrategy, memento: vscode.Memento, answers: Remembered): Promise<void> {
  await memento.update(keyOf(strategy), answers);
}
