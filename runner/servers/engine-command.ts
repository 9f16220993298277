import type { ModelServer } from '#language';

/** How an engine is started. */
export interface EngineCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** What to say where there is no such program. */
  readonly missing: string;
  /** What its last words hold where the program is there and the engine is not. */
  readonly missingWords: RegExp | null;
}

export interface EngineOptions {
  /** The model's id at the server: a name on the hub or a folder. */
  readonly model: string;
  readonly port: number;
  /** Tokens that prompt and answer share; null leaves it to the engine. */
  readonly context: number | null;
}

/**
 * The command line of an inference server that listens on loopback alone. Access logs are off where an engine has them:
 * they would grow by a line with every request. The strategy's `args` come last, so that they win.
 */
export function engineCommand(server: ModelServer, options: EngineOptions): EngineCommand {
  switch (server.engine) {
    case 'vllm':
      return vllm(server, options);
    case 'sglang':
      return sglang(server, options);
    case 'llama-server':
      return llamaServer(server, options);
  }
}

function vllm({ gpus, args }: ModelServer, { model, port, context }: EngineOptions): EngineCommand {
  return {
    program: 'vllm',
    args: [
      'serve',
      model,
      ...listening(port),
      '--disable-uvicorn-access-log',
      ...(gpus > 1 ? ['--tensor-parallel-size', String(gpus)] : []),
      ...(context === null ? [] : ['--max-model-len', String(context)]),
      ...args,
    ],
    missing: 'vLLM is not installed here: there is no program vllm in PATH. Install it (pip install vllm)',
    missingWords: null,
  };
}

function sglang({ gpus, args }: ModelServer, { model, port, context }: EngineOptions): EngineCommand {
  const missing = 'SGLang is not installed here for the python3 in PATH. Install it (pip install "sglang[all]")';
  return {
    program: 'python3',
    args: [
      '-m',
      'sglang.launch_server',
      '--model-path',
      model,
      ...listening(port),
      '--log-level-http',
      'warning',
      ...(gpus > 1 ? ['--tp-size', String(gpus)] : []),
      ...(context === null ? [] : ['--context-length', String(context)]),
      ...args,
    ],
    missing,
    missingWords: /No module named '?sglang/,
  };
}

/** The context of llama-server is shared by its slots, so that `context` says nothing of `--ctx-size`: that is for `args`. */
function llamaServer({ gpus, args }: ModelServer, { model, port }: EngineOptions): EngineCommand {
  return {
    program: 'llama-server',
    args: [
      ...listening(port),
      '--alias',
      model,
      ...(gpus > 0 ? ['--n-gpu-layers', '999'] : ['--n-gpu-layers', '0']),
      ...args,
    ],
    missing: 'llama-server is not installed here: there is no such program in PATH. Install llama.cpp',
    missingWords: null,
  };
}

function listening(port: number): readonly string[] {
  return ['--host', '127.0.0.1', '--port', String(port)];
}
