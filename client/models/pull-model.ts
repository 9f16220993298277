import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import { requireTrust } from '../commands.ts';
import { Refusal, showLog } from '../refusal.ts';
import { lastWords } from '../service/failure.ts';
import { runnerEnvironment } from '../service/runner-process.ts';

/** Fetches weights, and the engine that runs them, with the runner's own words about how far it is. Cancelling ends the runner. */
export async function pullModel(argument: unknown, script: string, log: vscode.LogOutputChannel): Promise<string> {
  requireTrust('Fetching weights');
  const weights = typeof argument === 'string' && argument !== '' ? argument : 'smollm2-135m';
  const progress = { location: vscode.ProgressLocation.Notification, title: `Fetching ${weights}`, cancellable: true };
  await vscode.window.withProgress(progress, (shown, cancelled) => {
    const told = (message: string): void => {
      shown.report({ message });
      log.info(`models pull: ${message}`);
    };
    return pulled(weights, script, told, cancelled);
  });
  return weights;
}

function pulled(
  weights: string,
  script: string,
  told: (message: string) => void,
  cancelled: vscode.CancellationToken,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, 'models', 'pull', weights], {
      env: runnerEnvironment({}),
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    let said = '';
    createInterface({ input: child.stderr }).on('line', (line) => {
      said += `${line}\n`;
      told(line);
    });
    cancelled.onCancellationRequested(() => child.kill());
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else if (cancelled.isCancellationRequested) reject(new vscode.CancellationError());
      else reject(new Refusal(lastWords(said, 1) || `${weights} could not be fetched.`, [showLog]));
    });
  });
}
