import { spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @param {(child: import('node:child_process').ChildProcess) => void} [onChild] given the process as soon as it runs
 * @returns {Promise<number>} its exit code; 1 where a signal ended it
 */
export function exitCode(program, args, options, onChild = () => {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, options);
    child.once('error', fail);
    child.once('close', (code) => done(code ?? 1));
    onChild(child);
  });
}

/** The same, handing over each line of its standard output. */
export async function eachLine(program, args, options, onLine) {
  let rest = '';
  const listen = (child) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
  };
  const code = await exitCode(program, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] }, listen);
  if (rest !== '') onLine(rest);
  return code;
}

/** npm is a script on Windows, which only a shell can start. */
export function npm(args, options) {
  return exitCode('npm', args, { ...options, stdio: 'inherit', shell: process.platform === 'win32' });
}
