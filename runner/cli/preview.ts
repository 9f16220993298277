import { text as readAll } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { measureSet, type SeedDocument, type SetMeasures, type SetText } from '#engine';
import { openSources, readDocument } from '#store';
import { documentsAt } from '../document-at.ts';
import { CommandError, type ExitCode, exitCodes } from '../exit.ts';
import { loadFile, type LoadedStrategy, runnable } from '../load.ts';
import { openPlan } from '../open-plan.ts';
import { previewDocument } from '../preview.ts';
import type { PreviewedDocument, PreviewedRephrasing } from '#protocol';
import { readerOptionsOf } from '../reader-options.ts';
import { openRephrasers, readOverrides } from '../rephrasers.ts';
import { sampleDocuments } from '../sample.ts';
import { describeErrors } from './check.ts';
import type { CommandContext } from './context.ts';

export interface PreviewCommand {
  readonly document?: string;
  readonly rephrasing: readonly string[];
  readonly model: readonly string[];
  readonly samples: number;
  readonly format: 'text' | 'json';
}

/** `wordmill preview FILE`: what the run would write for one document, or for a few of the sample. */
export async function preview(file: string, command: PreviewCommand, context: CommandContext): Promise<ExitCode> {
  const { console, signals, rephraserOptions } = context;
  const loaded = await loadFile(file);
  const strategy = runnable(loaded, describeErrors);
  const unknown = command.rephrasing.find((name) => !strategy.rephrasings.some((known) => known.name === name));
  if (unknown !== undefined) {
    const known = strategy.rephrasings.map(({ name }) => name).join(', ');
    throw new CommandError(exitCodes.usage, `The strategy has no rephrasing ${unknown}; it has: ${known}.`);
  }
  const plan = await openPlan(strategy, context.languageIdentifier);
  const overrides = readOverrides(command.model, strategy);
  const signal = AbortSignal.any([signals.drain, signals.abort]);
  const documents =
    command.document === undefined
      ? await sampleDocuments(await sourcesOf(loaded), plan, command.samples, signal)
      : await documentsOf(command.document, loaded);
  if (documents.length === 0)
    console.talk('seeds.keep lets none of the first documents through, so there is nothing to preview.');

  const rephrasers = openRephrasers(
    strategy,
    overrides,
    rephraserOptions({ strategyFolder: loaded.folder, signal, onNotice: console.talk }),
  );
  try {
    const previewed: PreviewedDocument[] = [];
    for (const document of documents) {
      console.progress(`rephrasing ${document.id}`);
      const result = await previewDocument(document, { plan, rephrasers, rephrasings: command.rephrasing, signal });
      previewed.push(result);
      if (command.format === 'text') console.result(asText(result));
    }
    console.endProgress();
    if (command.format === 'json') {
      const shown = previewed.map(({ id, skipped, results, withoutPassage }) => ({
        id,
        skipped,
        results,
        ...(withoutPassage && { withoutPassage }),
      }));
      console.result(JSON.stringify({ documents: shown, set: togetherOf(previewed) }, null, 2));
    }
    return exitCodes.fine;
  } finally {
    await rephrasers.dispose();
  }

  function sourcesOf({ folder }: LoadedStrategy) {
    return openSources(strategy.seeds.from, readerOptionsOf(strategy, folder, { signal }));
  }

  async function documentsOf(path: string, { folder }: LoadedStrategy): Promise<readonly SeedDocument[]> {
    const options = readerOptionsOf(strategy, folder, { signal });
    if (path === '-') return readDocument('-', await readAll(process.stdin), options);
    return documentsAt(path, process.cwd(), options);
  }
}

/** What the kept rephrasings are like as a set; null of fewer than two. */
function togetherOf(documents: readonly PreviewedDocument[]): SetMeasures | null {
  const texts = documents
    .flatMap(({ results }) => results)
    .flatMap(({ record }) => (record === null ? [] : [setTextOf(record)]));
  return texts.length < 2 ? null : measureSet(texts, (bytes) => gzipSync(bytes));
}

function setTextOf(record: Readonly<Record<string, unknown>>): SetText {
  const style = record['style'];
  return { text: String(record['text']), style: typeof style === 'string' ? style : null };
}

function asText(document: PreviewedDocument): string {
  const title = `── ${document.id} `.padEnd(72, '─');
  if (document.skipped) {
    const { expression, line, value } = document.skipped;
    return `${title}\nskipped by \`${expression}\` (line ${line}): it is ${JSON.stringify(value)}`;
  }
  const short = (document.withoutPassage ?? []).map(
    (name) => `[${name}] gives nothing: the document is too short to have a passage`,
  );
  if (document.results.length + short.length === 0) return `${title}\nno rephrasing applies to this document`;
  return [title, ...document.results.map(resultAsText), ...short].join('\n');
}

function resultAsText({ rephrasing: name, chunk, record, reject, raw, findings }: PreviewedRephrasing): string {
  const rephrasing = chunk === null ? name : `${name}, chunk ${chunk}`;
  const found = findingsAsText(findings);
  if (record)
    return `[${rephrasing}] kept ${JSON.stringify(record['measures'])}${found}\n\n${String(record['text'])}\n`;
  const line = reject?.line ?? null;
  const where = line === null ? '' : ` (line ${line})`;
  return `[${rephrasing}] rejected: ${reject?.message ?? ''}${where}${found}\n\n${raw ?? ''}\n`;
}

/** How many there are of each kind, on a line of its own; nothing where there are none. */
function findingsAsText(findings: PreviewedRephrasing['findings']): string {
  const counts = new Map<string, number>();
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts.size === 0 ? '' : `\nfindings: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')}`;
}
