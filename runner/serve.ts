import { relative, resolve } from 'node:path';
import {
  type CancellationToken,
  createMessageConnection,
  ErrorCodes,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { environmentNames, LineIndex, type Model, type Strategy } from '#language';
import type { Plan, SeedDocument } from '#engine';
import type { RephraserOptions } from '#models';
import { openSources, readDocument } from '#store';
import type { CommandContext } from './cli/context.ts';
import { documentsAt } from './document-at.ts';
import { environmentOf } from './environment.ts';
import { type LoadedStrategy, loadText, whyNotRunnable } from './load.ts';
import { openPlan } from './open-plan.ts';
import { type PieceProgress, previewDocument } from './preview.ts';
import {
  type DescribeParams,
  type DescribeResult,
  methods,
  type PreviewParams,
  type PreviewProgress,
  type PreviewResult,
  type StrategyText,
  type TestConnectionParams,
  type TestConnectionResult,
} from '#protocol';
import { readerOptionsOf } from './reader-options.ts';
import { createRephraserPool, type Rephrasers } from './rephrasers.ts';
import { sampleDocuments } from './sample.ts';
import { testUnserved } from './servers/test-unserved.ts';

export interface ServeOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly context: Pick<CommandContext, 'rephraserOptions' | 'languageIdentifier'>;
}

/** Models that stay loaded between previews. */
const keptRephrasers = 4;

/** `wordmill serve`: previews for the editor, over JSON-RPC on stdio. Resolves when the editor closes the channel. */
export async function serve({ input, output, context }: ServeOptions): Promise<void> {
  const connection = createMessageConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  const ended = new AbortController();
  const closed = new Promise<void>((done) => {
    connection.onClose(done);
    input.once('end', done);
  });
  const pool = createRephraserPool(keptRephrasers);
  /** Previews that are under way: a model that is being loaded tells all of them. */
  const listeners = new Set<(notice: string) => void>();
  const onNotice = (notice: string): void => {
    for (const listener of listeners) listener(notice);
  };
  const optionsFor = ({ folder }: LoadedStrategy, environment: Readonly<Record<string, string>>): RephraserOptions =>
    context.rephraserOptions({ strategyFolder: folder, environment, signal: ended.signal, onNotice });

  connection.onRequest(methods.describe, ({ strategy }: DescribeParams): DescribeResult => describe(strategy));

  connection.onRequest(
    methods.preview,
    async (params: PreviewParams, token: CancellationToken): Promise<PreviewResult> => {
      const signal = AbortSignal.any([ended.signal, signalOf(token)]);
      const report = (rephrasing: string, how: PieceProgress): void => {
        const progress: PreviewProgress = { token: params.token, rephrasing, ...how };
        if (!signal.aborted) void connection.sendNotification(methods.previewProgress, progress);
      };
      const listener = (notice: string): void => {
        for (const name of params.rephrasings) report(name, { piece: null, state: notice, text: '' });
      };
      listeners.add(listener);
      try {
        const loaded = loadStrategy(params.strategy);
        const rephrasers = pool.of(runnableStrategy(loaded), optionsFor(loaded, params.environment));
        const plan = await openPlan(runnableStrategy(loaded), context.languageIdentifier);
        return await preview(params, loaded, { plan, rephrasers, signal, report });
      } finally {
        listeners.delete(listener);
      }
    },
  );

  connection.onRequest(
    methods.testConnection,
    async ({ strategy, environment }: TestConnectionParams): Promise<TestConnectionResult> => {
      const loaded = loadStrategy(strategy);
      const models = Object.entries(runnableStrategy(loaded).models);
      const options = optionsFor(loaded, environment);
      return { models: await Promise.all(models.map(([name, model]) => testUnserved(name, model, options))) };
    },
  );

  connection.listen();
  await closed;
  ended.abort(new Error('The editor has closed the channel.'));
  connection.dispose();
  await pool.dispose();
}

function describe(strategyText: StrategyText): DescribeResult {
  const loaded = loadStrategy(strategyText);
  const { analysis, folder, uses } = loaded;
  const { strategy } = analysis;
  const index = new LineIndex(analysis.text);
  const errors = analysis.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ span, message }) => ({ line: index.positionOf(span.start).line + 1, message }));
  const notRunnable = errors.length > 0 ? null : (whyNotRunnable(loaded) ?? null);
  if (strategy === undefined) {
    return { errors, notRunnable, name: '', rephrasings: [], models: [], tests: [], uses, output: null };
  }
  return {
    errors,
    notRunnable,
    name: strategy.name,
    rephrasings: strategy.rephrasings.map(({ name, about, steps, line }) => ({
      name,
      about,
      models: [...new Set(steps.map(({ model }) => model))],
      line,
    })),
    models: Object.entries(strategy.models).map(([name, model]) => ({
      name,
      kind: model.kind,
      label: labelOf(model),
      environment: model.kind === 'http' ? namesIn(model.apiKey, ...model.baseUrls) : [],
      price: model.price,
    })),
    tests: strategy.tests.map(({ document, rephrasings, expect, line }) => ({
      document,
      rephrasings,
      expect: expect.map(({ expression, line: of }) => ({ expression, line: of })),
      line,
    })),
    uses,
    output: strategy.output.to === null ? null : resolve(folder, strategy.output.to),
  };
}

function loadStrategy({ path, text, used }: StrategyText): LoadedStrategy {
  return loadText(path, text, used);
}

function labelOf(model: Model): string {
  if (model.kind === 'http') return `${model.id} at ${model.baseUrls.join(', ')}`;
  return model.kind === 'gguf' ? model.gguf : `mock: ${model.mock}`;
}

function namesIn(...texts: readonly (string | null)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => (text === null ? [] : environmentNames(text))))];
}

interface PreviewContext {
  readonly plan: Plan;
  readonly rephrasers: Rephrasers;
  readonly signal: AbortSignal;
  readonly report: (rephrasing: string, how: PieceProgress) => void;
}

async function preview(
  params: PreviewParams,
  loaded: LoadedStrategy,
  { plan, rephrasers, signal, report }: PreviewContext,
): Promise<PreviewResult> {
  const { strategy } = plan;
  const environment = environmentOf(params.environment);
  const readerOptions = readerOptionsOf(strategy, loaded.folder, { signal, environment });
  const [document] = await chosenDocuments(params.document);
  if (document === undefined) return { documents: [] };
  const result = await previewDocument(document, {
    plan,
    rephrasers,
    rephrasings: params.rephrasings,
    signal,
    onProgress: report,
  });
  return { documents: [result] };

  async function chosenDocuments(chosen: PreviewParams['document']): Promise<readonly SeedDocument[]> {
    if (chosen.kind === 'text') return readDocument(relative(loaded.folder, chosen.path), chosen.text, readerOptions);
    if (chosen.kind === 'row') {
      const documents = await documentsAt(chosen.path, loaded.folder, readerOptions);
      return documents.filter(({ row }) => row === chosen.row);
    }
    const sources = await openSources(strategy.seeds.from, readerOptions);
    const sample = await sampleDocuments(sources, plan, chosen.index + 1, signal);
    return sample.slice(chosen.index);
  }
}

/** The strategy, or an answer to the editor that says why there is none. */
function runnableStrategy(loaded: LoadedStrategy): Strategy {
  const { analysis } = loaded;
  if (analysis.strategy !== undefined) return analysis.strategy;
  const first = analysis.problems.find(({ severity }) => severity === 'error');
  const why = first === undefined ? whyNotRunnable(loaded) : undefined;
  if (why !== undefined) throw new ResponseError(ErrorCodes.InvalidRequest, why);
  const line = first === undefined ? 0 : new LineIndex(analysis.text).positionOf(first.span.start).line + 1;
  throw new ResponseError(
    ErrorCodes.InvalidRequest,
    `The strategy has errors, the first in line ${line}: ${first?.message ?? ''}`,
  );
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  const cancel = (): void => controller.abort(new Error('Cancelled.'));
  if (token.isCancellationRequested) cancel();
  else token.onCancellationRequested(cancel);
  return controller.signal;
}
