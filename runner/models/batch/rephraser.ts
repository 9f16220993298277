import type { HttpModel } from '#language';
import {
  type RephraseOptions,
  type Rephraser,
  type RephraserAnswer,
  RephraserError,
  type RephraserRequest,
} from '#engine';
import { closeConnection, openConnection } from '../http/connection.ts';
import type { RephraserOptions } from '../options.ts';
import { Batches, type BatchTimes } from './batches.ts';
import { BatchFolder } from './folder.ts';
import { answerIn, lineOf } from './requests.ts';
import { batchServer } from './server.ts';

/** Requests that wait for a batch, or for its answers. Whoever asks keeps the document of each in memory. */
const mostInFlight = 20_000;

/**
 * A model that is asked by batches: requests are gathered, sent as a file, and answered within a day, at half the price with
 * OpenAI. What was sent stands in the run's folder, so that a run that is started again collects it and pays for nothing twice.
 */
export async function createBatchRephraser(
  model: HttpModel,
  options: RephraserOptions & { readonly batches: NonNullable<RephraserOptions['batches']> },
  times?: BatchTimes,
): Promise<Rephraser> {
  const { folder, drain } = options.batches;
  const connection = openConnection(model, options);
  const server = batchServer(connection);
  const batches = new Batches({
    server,
    folder: new BatchFolder(folder),
    onNotice: (text) => options.onNotice(connection.redact(text)),
    ...(times && { times }),
  });
  try {
    await batches.open();
  } catch (error) {
    closeConnection(connection);
    throw error;
  }
  return {
    label: model.id,
    concurrency: mostInFlight,
    rephrase: (request, { signal }) => ask(request, { signal }),
    async dispose() {
      await batches.dispose();
      closeConnection(connection);
    },
  };

  async function ask(request: RephraserRequest, { signal }: Pick<RephraseOptions, 'signal'>): Promise<RephraserAnswer> {
    signal.throwIfAborted();
    const either = AbortSignal.any([signal, drain]);
    try {
      return answerIn(await batches.answer(lineOf(model.id, request), either), request, server.shown);
    } catch (error) {
      signal.throwIfAborted();
      if (!drain.aborted || error instanceof RephraserError) throw error;
      throw new RephraserError(
        'retry',
        'The run ends; its batches go on at the server, and the next start collects them.',
      );
    }
  }
}
