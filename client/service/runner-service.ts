import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import {
  type AskEditorModelParams,
  methods,
  type ModelState,
  type PreviewProgress,
  type TestResultMessage,
} from '#protocol';
import { Refusal, showLog } from '../refusal.ts';
import { askEditorModel } from './editor-models.ts';
import { sentenceOf } from './failure.ts';
import { createRestartLimit } from './restart-limit.ts';
import { spawnService } from './runner-process.ts';

/** The service died with a request under way. */
class ServiceEnded extends Refusal {}

interface RunningService {
  readonly child: ChildProcess;
  readonly connection: MessageConnection;
  /** Rejects when the process ends. */
  readonly ended: Promise<never>;
}

/**
 * `wordmill serve` as a child: started by the first request, started again when it has died, ended with the extension.
 * Its stderr goes to the log.
 */
export class RunnerService implements vscode.Disposable {
  readonly #script: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #limit = createRestartLimit(4, 60_000);
  readonly #progress = new vscode.EventEmitter<PreviewProgress>();
  readonly #testResult = new vscode.EventEmitter<TestResultMessage>();
  readonly #modelState = new vscode.EventEmitter<ModelState>();
  readonly #runs = new vscode.EventEmitter<boolean>();
  #running: Promise<RunningService> | undefined;

  /** How a model is, whenever that changes. */
  readonly onModelState = this.#modelState.event;
  /** The service runs now, or does so no more. */
  readonly onRunning = this.#runs.event;
  /** Text of previews as it comes, of all previews; the token tells them apart. */
  readonly onProgress = this.#progress.event;
  /** What came of tests, as it comes; the token tells those of one request from others. */
  readonly onTestResult = this.#testResult.event;

  constructor(script: string, log: vscode.LogOutputChannel) {
    this.#script = script;
    this.#log = log;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /**
   * Sends a request. The caller says what comes back, as the protocol has it. A request that meets a service which ran
   * before and has died is sent once more, to a new one.
   * @throws Refusal with the service's own sentence; CancellationError when the token was cancelled.
   */
  async request<Result>(method: string, params: object, token?: vscode.CancellationToken): Promise<Result> {
    const wanted = token ?? new vscode.CancellationTokenSource().token;
    const ranBefore = this.#running !== undefined;
    try {
      return await this.#send<Result>(method, params, wanted);
    } catch (error) {
      const died = error instanceof ServiceEnded && ranBefore && !wanted.isCancellationRequested;
      if (!died) throw error;
      return this.#send<Result>(method, params, wanted);
    }
  }

  dispose(): void {
    const running = this.#running;
    this.#running = undefined;
    running?.then(end).catch(() => undefined);
    this.#progress.dispose();
    this.#testResult.dispose();
    this.#modelState.dispose();
    this.#runs.dispose();
  }

  async #send<Result>(method: string, params: object, token: vscode.CancellationToken): Promise<Result> {
    const { child, connection, ended } = await this.#service();
    try {
      return await Promise.race([connection.sendRequest<Result>(method, params, token), ended]);
    } catch (error) {
      if (token.isCancellationRequested) throw new vscode.CancellationError();
      if (error instanceof Refusal) throw error;
      if (await isUnwritten(error)) {
        // It has died, or takes nothing any more; its end tells why, and that the request can be sent to a new one.
        child.kill('SIGKILL');
        return ended;
      }
      throw new Refusal(sentenceOf(error), [showLog], { cause: error });
    }
  }

  #service(): Promise<RunningService> {
    this.#running ??= this.#start().catch((error: unknown) => {
      this.#running = undefined;
      throw error;
    });
    return this.#running;
  }

  async #start(): Promise<RunningService> {
    if (!this.#limit.allows(performance.now())) {
      throw new Refusal(
        'The preview service keeps stopping; its last words are in the log. Wait a minute to try again.',
        [showLog],
      );
    }
    const { createMessageConnection, ErrorCodes, ResponseError, StreamMessageReader, StreamMessageWriter } =
      await import('vscode-jsonrpc/node');
    const child = spawnService(this.#script);
    if (!child.stdin || !child.stdout || !child.stderr) throw new Error('A child with pipes has its three streams.');
    // A write to a service that has just died is told by its end, not by the pipe.
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stderr }).on('line', (line) => this.#log.info(`serve: ${line}`));
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const ended = new Promise<never>((_, reject) => {
      const stopped = (how: string): void => {
        this.#running = undefined;
        this.#runs.fire(false);
        this.#log.info(`The preview service has ended (${how}).`);
        reject(new ServiceEnded(`The preview service stopped (${how}); try again, or look into the log.`, [showLog]));
        // After that, because it rejects what is pending with words of its own.
        connection.dispose();
      };
      child.once('error', (error) => stopped(error.message));
      child.once('exit', (code, signal) => stopped(signal ?? `exit ${code}`));
    });
    // Nobody may be waiting for a request when it ends.
    ended.catch(() => undefined);
    connection.onNotification(methods.previewProgress, (progress: PreviewProgress) => this.#progress.fire(progress));
    connection.onNotification(methods.testResult, (result: TestResultMessage) => this.#testResult.fire(result));
    connection.onRequest(methods.askEditorModel, (params: AskEditorModelParams, token: vscode.CancellationToken) =>
      // The sentence alone goes over: for any other error the library puts words of its own before it.
      askEditorModel(params, token).catch(
        (error: unknown) => new ResponseError(ErrorCodes.InvalidRequest, sentenceOf(error)),
      ),
    );
    connection.onNotification(methods.modelState, (state: ModelState) => this.#modelState.fire(state));
    // Without its channel it can answer nobody: its end says so to those who wait.
    connection.onClose(() => child.kill('SIGKILL'));
    connection.onError(([error]) => this.#log.error(`serve: ${error.message}`));
    connection.listen();
    this.#log.info(`The preview service runs (process ${child.pid}).`);
    this.#runs.fire(true);
    return { child, connection, ended };
  }
}

/** The request did not reach the service: the pipe takes nothing, or is known to be closed. */
async function isUnwritten(error: unknown): Promise<boolean> {
  const { ConnectionError, ErrorCodes, ResponseError } = await import('vscode-jsonrpc/node');
  if (error instanceof ConnectionError) return true;
  return error instanceof ResponseError && error.code === ErrorCodes.MessageWriteError;
}

/** The service ends itself when its channel closes; one that hangs is ended. */
function end({ connection, child }: RunningService): void {
  connection.dispose();
  child.stdin?.end();
  child.kill();
}
