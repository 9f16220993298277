import { type ChildProcess, spawn } from 'node:child_process';

/** Starts the bundled runner under the editor's own Node, so that nothing else needs to be installed. */
export function spawnService(script: string): ChildProcess {
  return spawn(process.execPath, [script, 'serve'], {
    env: runnerEnvironment({}),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

/** The environment of a runner: that of the editor, with secrets by their names before it. */
export function runnerEnvironment(secrets: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...secrets, ELECTRON_RUN_AS_NODE: '1' };
}
