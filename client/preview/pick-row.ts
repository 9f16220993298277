import { basename } from 'node:path';
import * as vscode from 'vscode';
import { methods, type RowsParams, type RowsResult, type StrategyText } from '#protocol';
import type { RunnerService } from '../service/runner-service.ts';
import { furtherRows, type RowItem, rowItems, typedRow } from './rows.ts';

const pageRows = 100;

/** Asks which row of a file, a page at a time. @returns its number, from 0 */
export async function pickRow(path: string, strategy: StrategyText, service: RunnerService): Promise<number> {
  const cancellation = new vscode.CancellationTokenSource();
  const list = vscode.window.createQuickPick<RowItem>();
  list.title = `Which row of ${basename(path)}?`;
  list.placeholder = 'Words of the row, or its number';
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  let loaded: readonly RowItem[] = [];
  let more = false;

  const show = (): void => {
    const active = list.activeItems;
    list.items = [...typedRow(list.value, loaded.length), ...loaded, ...(more ? [furtherRows] : [])];
    if (active.length > 0) list.activeItems = list.items.filter((item) => active.includes(item));
  };
  const load = async (): Promise<void> => {
    list.busy = true;
    const params: RowsParams = { path, strategy, from: loaded.length, count: pageRows };
    const page = await service.request<RowsResult>(methods.rows, params, cancellation.token);
    const added = rowItems(page);
    more = page.more;
    const last = loaded.length;
    loaded = [...loaded, ...added];
    show();
    if (last > 0) list.activeItems = loaded.slice(last, last + 1);
    list.busy = false;
  };

  try {
    return await new Promise<number>((done, fail) => {
      list.onDidChangeValue(show);
      list.onDidHide(() => fail(new vscode.CancellationError()));
      list.onDidAccept(() => {
        const [item] = list.selectedItems;
        if (item === undefined || list.busy) return;
        if (item.row === null) load().catch(fail);
        else if (item.readable) done(item.row);
      });
      list.show();
      load().catch(fail);
    });
  } finally {
    cancellation.cancel();
    cancellation.dispose();
    list.dispose();
  }
}
