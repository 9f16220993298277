import * as vscode from 'vscode';
import { isLive, type RunWatcher } from './run-watcher.ts';
import { runNode, type RunNode, type RunSnapshot } from './run-tree.ts';

/** The Runs view: run folders as a tree. Returns what to dispose of. */
export function registerRunsView(watcher: RunWatcher): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView<RunNode>('wordmill.runs', {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => [...(node ? node.children : watcher.snapshots.map(runNode))],
      getTreeItem: treeItem,
    },
  });
  const show = (): void => {
    const live = watcher.snapshots.filter(isLive).length;
    view.badge = live === 0 ? undefined : { value: live, tooltip: `${live} ${live === 1 ? 'run' : 'runs'} under way` };
    changed.fire();
  };
  return vscode.Disposable.from(
    view,
    changed,
    watcher.onDidChange(show),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void watcher.refresh();
    }),
  );
}

/** The run behind a row of the view, which its actions are given. */
export function snapshotOf(argument: unknown): RunSnapshot | undefined {
  if (typeof argument !== 'object' || argument === null || !('snapshot' in argument)) return undefined;
  const { snapshot } = argument;
  // Rows are made by this module alone; an object with a run inside `snapshot` is one.
  return typeof snapshot === 'object' && snapshot !== null && 'run' in snapshot ? (snapshot as RunSnapshot) : undefined;
}

function treeItem(node: RunNode): vscode.TreeItem {
  const { None, Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const folded = node.open ? Expanded : Collapsed;
  const item = new vscode.TreeItem(node.label, node.children.length === 0 ? None : folded);
  item.id = node.id;
  item.description = node.description;
  item.tooltip = node.tooltip;
  item.contextValue = node.context;
  item.iconPath = new vscode.ThemeIcon(node.icon, colourOf(node.context));
  item.accessibilityInformation = { label: `${node.label}, ${node.context.replace('run.', '')}, ${node.description}` };
  return item;
}

function colourOf(context: string): vscode.ThemeColor | undefined {
  if (context.startsWith('run.finished')) return new vscode.ThemeColor('testing.iconPassed');
  if (context.startsWith('run.failed')) return new vscode.ThemeColor('testing.iconFailed');
  return undefined;
}
