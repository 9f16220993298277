import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import {
  type DescribeParams,
  methods,
  type ModelState,
  type PartTextParams,
  type PreviewParams,
  type RenderParams,
  type RowsParams,
  type RunTestsParams,
  type TestConnectionParams,
} from '#protocol';
import { systemClock } from './clock.ts';
import { createAnswers } from './serve/answers.ts';
import { describe } from './serve/describe.ts';
import { createDocuments } from './serve/documents.ts';
import { editorBehind } from './serve/editor-model.ts';
import { createModelStates } from './serve/model-states.ts';
import { createRephraserPool } from './serve/pool.ts';
import { preview } from './serve/preview.ts';
import { createRequests } from './serve/requests.ts';
import { render } from './serve/render.ts';
import { partText } from './serve/part-text.ts';
import { rows } from './serve/rows.ts';
import { runTests } from './serve/run-tests.ts';
import type { ServeContext, Service } from './serve/service.ts';
import { createStrategies } from './serve/strategy.ts';
import { testConnection } from './serve/test-connection.ts';

export interface ServeOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly context: ServeContext;
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
  const tell = (state: ModelState): void => {
    if (!ended.signal.aborted) void connection.sendNotification(methods.modelState, state);
  };
  const pool = createRephraserPool({
    most: keptRephrasers,
    states: createModelStates(tell),
    answers: createAnswers(),
    askEditor: editorBehind(connection),
  });
  const service: Service = {
    connection,
    context,
    load: createStrategies(),
    ended: ended.signal,
    pool,
    documents: createDocuments(systemClock.now, ended.signal),
    notices: new Set(),
  };
  const requests = createRequests();
  const { handler } = requests;
  connection.onRequest(methods.describe, (params: DescribeParams) => describe(params, service.load));
  connection.onRequest(
    methods.preview,
    handler((params: PreviewParams, signal) => preview(params, signal, service)),
  );
  connection.onRequest(
    methods.render,
    handler((params: RenderParams, signal) => render(params, signal, service)),
  );
  connection.onRequest(
    methods.rows,
    handler((params: RowsParams, signal) => rows(params, signal, service)),
  );
  connection.onRequest(
    methods.partText,
    handler((params: PartTextParams, signal) => partText(params, signal, service)),
  );
  connection.onRequest(
    methods.runTests,
    handler((params: RunTestsParams, signal) => runTests(params, signal, service)),
  );
  connection.onRequest(
    methods.testConnection,
    handler((params: TestConnectionParams, signal) => testConnection(params, signal, service)),
  );
  connection.listen();
  await closed;
  const reason = new Error('The editor has closed the channel.');
  ended.abort(reason);
  requests.abort(reason);
  connection.dispose();
  await pool.dispose();
}
