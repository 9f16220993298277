import { type ListedModel, listModels, type ListedServer, pullModel } from '#models';
import { type ExitCode, exitCodes } from '../exit.ts';
import { loadFile, runnable } from '../load.ts';
import { overridden, readOverrides } from '../rephrasers.ts';
import { testUnserved } from '../servers/test-unserved.ts';
import { describeErrors } from './check.ts';
import type { CommandContext } from './context.ts';

/** `wordmill models pull NAME`. */
export async function pull(name: string, { console, rephraserOptions, signals }: CommandContext): Promise<ExitCode> {
  const signal = AbortSignal.any([signals.drain, signals.abort]);
  const options = rephraserOptions({ strategyFolder: process.cwd(), signal, onNotice: console.talk });
  console.result(await pullModel(name, options));
  return exitCodes.fine;
}

/** `wordmill models list`. */
export async function list(
  format: 'text' | 'json',
  { console, rephraserOptions, signals }: CommandContext,
): Promise<ExitCode> {
  const listed = await listModels(
    rephraserOptions({ strategyFolder: process.cwd(), signal: signals.abort, onNotice: console.talk }),
  );
  if (format === 'json') {
    console.result(JSON.stringify(listed, null, 2));
    return exitCodes.fine;
  }
  console.result('Models that a strategy may name under gguf:');
  for (const model of listed.models) console.result(modelLine(model));
  console.result('');
  console.result(
    listed.servers.length === 0 ? 'No server answers on the usual ports of this machine.' : 'Servers on this machine:',
  );
  for (const server of listed.servers) console.result(serverLine(server));
  return exitCodes.fine;
}

/** `wordmill models test FILE`: exit 3 where a model does not answer. */
export async function test(
  file: string,
  options: { readonly model: readonly string[]; readonly format: 'text' | 'json' },
  { console, rephraserOptions, signals }: CommandContext,
): Promise<ExitCode> {
  const loaded = await loadFile(file);
  const strategy = runnable(loaded, describeErrors);
  const overrides = readOverrides(options.model, strategy);
  const rephrasing = rephraserOptions({
    strategyFolder: loaded.folder,
    signal: AbortSignal.any([signals.drain, signals.abort]),
    onNotice: console.talk,
  });
  const reports = [];
  for (const [name, model] of Object.entries(strategy.models)) {
    const report = await testUnserved(name, overridden(name, model, overrides), rephrasing);
    reports.push(report);
    if (options.format === 'text') console.result(`${report.ok ? '✓' : '✗'} ${name}: ${report.message}`);
  }
  if (options.format === 'json') console.result(JSON.stringify({ models: reports }, null, 2));
  return reports.every(({ ok }) => ok) ? exitCodes.fine : exitCodes.unfinished;
}

function modelLine(model: ListedModel): string {
  const size = model.sizeBytes === null ? '' : `${(model.sizeBytes / 1e6).toFixed(0)} MB`;
  return `  ${model.name.padEnd(28)} ${size.padStart(8)}  ${model.license.padEnd(13)} ${model.cached ? 'in the cache' : 'not fetched '}  ${model.goodFor}`;
}

function serverLine(server: ListedServer): string {
  return `  ${server.name.padEnd(14)} ${server.url}  ${server.models.join(', ')}`;
}
