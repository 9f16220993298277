import type { MapSpec } from './spec.ts';

const since = '0.2.0';

/** An inference server that a run starts. */
export const serveSpec: MapSpec = {
  kind: 'map',
  noun: 'the server',
  keys: [
    {
      key: 'engine',
      spec: {
        kind: 'enum',
        values: [
          { value: 'vllm', documentation: 'vLLM: `vllm serve`.' },
          { value: 'sglang', documentation: 'SGLang: `python3 -m sglang.launch_server`.' },
          { value: 'llama-server', documentation: 'The server of llama.cpp; `args` names the weights.' },
        ],
      },
      required: true,
      documentation:
        'The engine that is started, at the port of `base_url`; where several workers share a run, at that port plus the worker’s number, so that they can share a machine. It has to be installed where the run runs. A preview does not start it.',
      example: 'engine: vllm',
      since,
    },
    {
      key: 'gpus',
      spec: { kind: 'number', integer: true, min: 0, max: 64 },
      default: '1',
      documentation:
        'GPUs that the model is spread over. Every server of a run has its own, out of those in `CUDA_VISIBLE_DEVICES`.',
      example: 'gpus: 1',
      since,
    },
    {
      key: 'args',
      spec: { kind: 'one-or-list', of: { kind: 'string' } },
      default: '[]',
      documentation: 'Further arguments of the engine’s command line.',
      example: 'args: [--enable-prefix-caching]',
      since,
    },
  ],
};
