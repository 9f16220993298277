import * as vscode from 'vscode';
import { Refusal, showLog } from './refusal.ts';

/**
 * Registers a command that never fails silently: a refusal is shown with its buttons, a bug is shown and logged, and what
 * the person has cancelled is no failure.
 */
export function registerCommand(
  id: string,
  log: vscode.LogOutputChannel,
  run: (argument: unknown) => Promise<unknown>,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (argument: unknown) => {
    try {
      return await run(argument);
    } catch (error) {
      // The message waits for a click; the command has ended.
      void explain(error, id, log);
      return undefined;
    }
  });
}

/** Shows why something could not be done. Cancelling is not worth a message. */
export async function explain(error: unknown, attempted: string, log: vscode.LogOutputChannel): Promise<void> {
  if (error instanceof vscode.CancellationError) return;
  const refusal = error instanceof Refusal ? error : unexpected(error, attempted, log);
  log.error(`${attempted}: ${refusal.message}`);
  if (refusal.cause instanceof Error) log.debug(refusal.cause.stack ?? refusal.cause.message);
  const chosen = await vscode.window.showErrorMessage(refusal.message, ...refusal.actions.map(({ title }) => title));
  const action = refusal.actions.find(({ title }) => title === chosen);
  if (action) await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
}

/** Contacting an endpoint or starting a process that a workspace's file names is only for workspaces that are trusted. */
export function requireTrust(what: string): void {
  if (vscode.workspace.isTrusted) return;
  throw new Refusal(`${what} needs a trusted workspace, because it contacts the models that its files name.`, [
    { title: 'Manage Workspace Trust', command: 'workbench.trust.manage' },
  ]);
}

/** A bug: its stack is worth keeping. */
function unexpected(error: unknown, attempted: string, log: vscode.LogOutputChannel): Refusal {
  if (error instanceof Error) log.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return new Refusal(`${attempted} failed: ${message}`, [showLog], { cause: error });
}
