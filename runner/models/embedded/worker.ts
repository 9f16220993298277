import { RephraserError } from '#engine';
import { compileChatTemplate } from './chat-template.ts';
import { generate, type LoadedModel } from './generate.ts';
import { importLlama } from './llama-library.ts';
import { openPromptSequence } from './prompt-sequence.ts';
import type { FromWorker, LoadOptions, ToWorker } from './messages.ts';

/** Where the strategy says nothing, a context of this size is opened at the most: every process pays for its own. */
const largestDefaultContext = 8192;
const batchSize = 512;

/** How often at the most a load says how far it is. */
const tellMs = 100;

/**
 * The child process that holds one embedded model and answers one request at a time. It lives as long as the channel
 * to its parent: when that closes, whatever closed it, the process ends.
 */
export function llamaWorkerMain(): void {
  const send = (message: FromWorker): void => {
    // A parent that is gone closes the channel, which ends this process anyway.
    if (process.connected) process.send?.(message, () => undefined);
  };
  // Ctrl-C reaches the whole group of processes. The parent decides what it means, and lets requests in flight end.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => undefined);
  process.on('disconnect', () => process.exit(0));

  const aborts = new Map<number, AbortController>();
  let loading: Promise<LoadedModel> | undefined;
  // The sequence can serve one request at a time; one that is being aborted still holds it for a slice.
  let turn: Promise<void> = Promise.resolve();

  const rephrase = async ({ id, request, stream }: Extract<ToWorker, { kind: 'rephrase' }>): Promise<void> => {
    const controller = aborts.get(id) ?? new AbortController();
    try {
      if (loading === undefined) throw new Error('A request came before the model.');
      const loaded = await loading;
      const onText = (text: string): void => (stream ? send({ kind: 'text', id, text }) : undefined);
      send({ kind: 'answer', id, answer: await generate(loaded, request, controller.signal, onText) });
    } catch (error) {
      if (controller.signal.aborted) send({ kind: 'aborted', id });
      else send({ kind: 'failure', id, ...describe(error) });
    } finally {
      aborts.delete(id);
    }
  };

  process.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'load':
        loading = load(message.load, (share) => send({ kind: 'loading', share }));
        loading.then(
          () => send({ kind: 'ready' }),
          (error: unknown) => send({ kind: 'not-loaded', message: describe(error).message }),
        );
        return;
      case 'rephrase':
        aborts.set(message.id, new AbortController());
        turn = turn.then(() => rephrase(message));
        return;
      case 'abort':
        aborts.get(message.id)?.abort();
    }
  });
}

async function load(
  { engine, weights, context, gpu }: LoadOptions,
  onLoading: (share: number) => void,
): Promise<LoadedModel> {
  const { library, Template } = await importLlama(engine);
  const llama = await library.getLlama({
    gpu,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: 'error',
    maxThreads: 1,
  });
  let toldMs = Number.NEGATIVE_INFINITY;
  const onLoadProgress = (share: number): void => {
    if (performance.now() - toldMs < tellMs) return;
    toldMs = performance.now();
    onLoading(share);
  };
  const model = await llama.loadModel({ modelPath: weights, onLoadProgress });
  const contextSize = Math.min(context ?? largestDefaultContext, model.trainContextSize);
  // One thread: two in one process wait for each other by spinning, and other thread counts give other texts.
  const created = await model.createContext({ contextSize, batchSize, sequences: 1, threads: 1 });
  return {
    model,
    sequence: openPromptSequence(created.getSequence()),
    template: compileChatTemplate(model, library, Template),
    context: contextSize,
  };
}

function describe(error: unknown): { failure: 'piece' | 'retry' | 'run'; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  return { failure: error instanceof RephraserError ? error.kind : 'retry', message };
}
