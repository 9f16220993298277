import type { HttpModel } from '#language';
import {
  type RephraseOptions,
  type Rephraser,
  type RephraserAnswer,
  RephraserError,
  type RephraserRequest,
} from '#engine';
import type { RephraserOptions } from '../options.ts';
import { ask } from './ask.ts';
import { chooseServer } from './choose-server.ts';
import { closeConnection, type HttpConnection, openConnection } from './connection.ts';
import { serverModels } from './model-list.ts';
import { serverLoad } from './load.ts';
import type { Server } from './server.ts';
import { countedByServer } from './tokenize.ts';

/**
 * A model behind the OpenAI-compatible chat interface, as vLLM, SGLang, llama.cpp, Ollama and remote services have it.
 * Without an id the first model that the server lists is meant.
 */
export async function createHttpRephraser(model: HttpModel, options: RephraserOptions): Promise<Rephraser> {
  const connection = openConnection(model, options);
  const id = model.id === '' ? await onlyModelOrClose(connection, options.signal) : model.id;
  return {
    label: id,
    concurrency: model.limits.concurrency,
    answers: (signal) => anyServerAnswers(connection, signal),
    countPrompt: (messages, signal) => countedByServer(connection, connection.servers[0], id, messages, signal),
    load: (signal) => serverLoad(connection, signal),
    rephrase: (request, rephrase) => askReplica(connection, id, request, rephrase),
    async dispose() {
      closeConnection(connection);
    },
  };
}

/** Asks the replica that suits the request. */
function askReplica(
  connection: HttpConnection,
  id: string,
  request: RephraserRequest,
  options: RephraseOptions,
): Promise<RephraserAnswer> {
  const server = chooseServer(connection, request, performance.now());
  return remembered(server, ask(connection, server, id, request, options));
}

/** Remembers of the replica how it went. */
async function remembered(server: Server, asked: Promise<RephraserAnswer>): Promise<RephraserAnswer> {
  try {
    const answer = await asked;
    server.health.answered();
    return answer;
  } catch (error) {
    if (breaksDown(error)) server.health.failed(performance.now());
    throw error;
  }
}

/** Whether a failure tells that the server is not well; one that has enough to do, or refuses a request, is. */
function breaksDown(error: unknown): boolean {
  if (!(error instanceof RephraserError) || error.kind !== 'retry') return false;
  return error.status === null || error.status >= 500;
}

/** How long a server may take for its list of models before it counts as gone. */
const probeMs = 5_000;

/** Whether some server gives any answer, were it a refusal. */
async function anyServerAnswers(connection: HttpConnection, signal: AbortSignal): Promise<boolean> {
  const soon = AbortSignal.any([signal, AbortSignal.timeout(probeMs)]);
  const probes = connection.servers.map((server) =>
    serverModels(connection, server, soon).then(
      () => true,
      (error: unknown) => error instanceof RephraserError && error.status !== null,
    ),
  );
  return (await Promise.all(probes)).includes(true);
}

/** The first model of the first server. @throws RephraserError where it lists none. */
export async function onlyModel(connection: HttpConnection, signal: AbortSignal): Promise<string> {
  const [server] = connection.servers;
  const [id] = await serverModels(connection, server, signal);
  if (id !== undefined) return id;
  throw new RephraserError('run', `The server at ${server.address.shown} lists no models. Set the id of the model.`);
}

async function onlyModelOrClose(connection: HttpConnection, signal: AbortSignal): Promise<string> {
  try {
    return await onlyModel(connection, signal);
  } catch (error) {
    closeConnection(connection);
    throw error;
  }
}
