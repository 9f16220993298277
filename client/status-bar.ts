import * as vscode from 'vscode';
import type { Previews } from './preview/previews.ts';
import { statusBarText } from './runs/run-numbers.ts';
import { isLive, type RunWatcher } from './runs/run-watcher.ts';

/** What is under way, at the bottom of the window; nothing where nothing is. */
export function registerStatusBar(watcher: RunWatcher, previews: Previews): vscode.Disposable {
  const run = vscode.window.createStatusBarItem('wordmill.run', vscode.StatusBarAlignment.Left, 1);
  run.name = 'Wordmill Run';
  run.command = 'wordmill.runs.focus';
  const preview = vscode.window.createStatusBarItem('wordmill.preview', vscode.StatusBarAlignment.Left, 2);
  preview.name = 'Wordmill Preview';
  preview.command = 'wordmill.cancelPreview';
  preview.tooltip = 'Cancel what is being previewed';

  const showRuns = (): void => {
    const [first, ...others] = watcher.snapshots.filter(isLive);
    // What a command may be offered for depends on it.
    void vscode.commands.executeCommand('setContext', 'wordmill.runActive', first !== undefined);
    if (!first) return run.hide();
    const { name, status } = first;
    const more = others.length === 0 ? '' : ` +${others.length}`;
    run.text = `${status ? statusBarText(name, status) : `$(sync~spin) ${name} starting`}${more}`;
    run.tooltip = status?.waiting ?? 'Show the runs of this workspace';
    run.show();
  };
  const showPreviews = ([label, ...others]: readonly string[]): void => {
    void vscode.commands.executeCommand('setContext', 'wordmill.previewRunning', label !== undefined);
    if (label === undefined) return preview.hide();
    preview.text = `$(loading~spin) Rephrasing ${label}${others.length === 0 ? '' : ` +${others.length}`}`;
    preview.show();
  };
  showRuns();
  return vscode.Disposable.from(run, preview, watcher.onDidChange(showRuns), previews.onRunning(showPreviews));
}
