import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Refusal } from '../refusal.ts';
import { confined } from './confine.ts';

/** Shows the report of a run in a tab: a page without scripts that may load nothing. */
export async function openReport(folder: string, name: string): Promise<void> {
  const file = join(folder, 'report.html');
  const page = await readFile(file, 'utf8').catch(() => undefined);
  if (page === undefined) {
    throw new Refusal(`${name} has no report yet; the runner writes it at the end of a run.`);
  }
  const panel = vscode.window.createWebviewPanel('wordmill.report', `Report: ${name}`, vscode.ViewColumn.Active, {
    enableScripts: false,
    enableForms: false,
    localResourceRoots: [],
  });
  panel.webview.html = confined(page);
}
