import type { HttpModel, Model } from '#language';
import { RephraserError, type RephraserRequest } from '#engine';
import type { ConnectionReport } from '#protocol';
import { openModel } from './create.ts';
import { closeConnection, openConnection } from './http/connection.ts';
import { onlyModel } from './http/rephraser.ts';
import { testServer } from './http/test-server.ts';
import type { RephraserOptions } from './options.ts';

/** Small enough to cost nothing, real enough to go all the way through the model. */
const request: RephraserRequest = {
  messages: [{ role: 'user', content: 'Answer with the single word: ready' }],
  sampling: { temperature: 0, max_tokens: 16 },
  seed: 1,
};

/** Bodies longer than this are cut in a report. */
const shownCharacters = 2000;

type Finding = Omit<ConnectionReport, 'model' | 'milliseconds'>;

/**
 * Sends one small real request to a model, to every replica of it, and reports what was asked and what came. Whatever
 * is wrong becomes a report; only an abort is thrown.
 */
export async function testModel(name: string, model: Model, options: RephraserOptions): Promise<ConnectionReport> {
  const started = performance.now();
  const finding = await (model.kind === 'http' ? testHttp(model, options) : testOther(model, options)).catch(
    (error: unknown): Finding => {
      options.signal.throwIfAborted();
      if (!(error instanceof RephraserError)) throw error;
      return { ok: false, message: error.message, request: '', status: error.status, body: '' };
    },
  );
  return { model: name, ...finding, milliseconds: Math.round(performance.now() - started) };
}

async function testHttp(model: HttpModel, options: RephraserOptions): Promise<Finding> {
  const connection = openConnection(model, options);
  try {
    const id = model.id === '' ? await onlyModel(connection, options.signal) : model.id;
    const tests = await Promise.all(
      connection.servers.map((server) => testServer(connection, server, id, request, options.signal)),
    );
    const failed = tests.filter(({ failure }) => failure !== null);
    const shown = failed[0] ?? tests[0];
    if (shown === undefined) throw new RephraserError('run', 'The model has no base_url.');
    const places = connection.servers.map(({ address }) => address.shown).join(' and ');
    const message = shown.failure ?? `${id} answers at ${places}${alias(id, shown.saysItIs)}.`;
    const counted =
      failed.length > 0 && tests.length > 1 ? ` (${failed.length} of ${tests.length} replicas failed.)` : '';
    return {
      ok: failed.length === 0,
      message: message + counted,
      request: shown.request,
      status: shown.status,
      body: shown.body.slice(0, shownCharacters),
    };
  } finally {
    closeConnection(connection);
  }
}

/** A server may have another model under the name, or a certain version of it; which one decides over the corpus. */
function alias(id: string, saysItIs: string | null): string {
  return saysItIs === null || saysItIs === '' || saysItIs === id ? '' : ` and calls itself ${saysItIs}`;
}

async function testOther(model: Exclude<Model, HttpModel>, options: RephraserOptions): Promise<Finding> {
  const asked = `${model.kind === 'gguf' ? `gguf: ${model.gguf}` : `mock: ${model.mock}`}\n${JSON.stringify(request)}`;
  const rephraser = await openModel(model, options);
  try {
    const { text } = await rephraser.rephrase(request, { signal: options.signal });
    const body = text.slice(0, shownCharacters);
    return { ok: true, message: `${rephraser.label} answers.`, request: asked, status: null, body };
  } catch (error) {
    if (!(error instanceof RephraserError)) throw error;
    return { ok: false, message: error.message, request: asked, status: null, body: '' };
  } finally {
    await rephraser.dispose();
  }
}
