import { knownModelIds, usualAddresses } from '../known-models.ts';
import { samplingSpec } from './sampling.ts';
import { knownWeights, sizeInWords } from '../known-weights.ts';
import { entryNames } from './names.ts';
import { serveSpec } from './serve.ts';
import { type EntriesSpec, type KeySpec, type MapSpec, quantity, type Variant } from './spec.ts';

const since = '0.1.0';

const limits: MapSpec = {
  kind: 'map',
  noun: 'limits',
  keys: [
    {
      key: 'concurrency',
      spec: {
        kind: 'number',
        integer: true,
        min: 1,
        max: 100_000,
        word: {
          value: 'auto',
          documentation:
            'Follows the server: as many requests as it answers without refusing; where it tells under `/metrics` how many wait (vLLM, SGLang, llama.cpp), as many as keep all of its places busy.',
        },
      },
      default: 'auto',
      documentation: 'Requests in flight at the same time: a number, or `auto` to follow what the server can take.',
      example: 'concurrency: 64',
      since,
    },
    {
      key: 'requests_per_minute',
      spec: { kind: 'number', integer: true, min: 1, max: 1_000_000_000 },
      default: 'no limit',
      documentation: 'Requests that may begin within a minute, as remote services limit them.',
      example: 'requests_per_minute: 600',
      since: '0.2.0',
    },
    {
      key: 'tokens_per_minute',
      spec: { kind: 'number', integer: true, min: 1, max: Number.MAX_SAFE_INTEGER, suffixes: quantity },
      default: 'no limit',
      documentation: 'Tokens, of prompts and answers together, that the requests of a minute may cost.',
      example: 'tokens_per_minute: 2M',
      since: '0.2.0',
    },
    {
      key: 'timeout',
      spec: { kind: 'number', integer: false, min: 0, max: 86_400, above: true },
      default: '600',
      documentation: 'Seconds that one request may take before it is given up and asked again.',
      example: 'timeout: 120',
      since,
    },
  ],
};

const price: MapSpec = {
  kind: 'map',
  noun: 'the price',
  keys: (['input', 'output'] as const).map((key) => ({
    key,
    spec: { kind: 'number', integer: false, min: 0, max: 1_000_000 },
    required: true,
    documentation: `Dollars for a million tokens of ${key === 'input' ? 'prompts' : 'answers'}.`,
    example: `${key}: 0.05`,
    since: '0.2.0',
  })),
};

const server: Variant = {
  key: 'base_url',
  keys: [
    {
      key: 'base_url',
      spec: { kind: 'one-or-list', of: { kind: 'string', suggested: usualAddresses } },
      required: true,
      documentation:
        'Address of a server with the interface of OpenAI (vLLM, SGLang, llama-server, Ollama, LM Studio or a remote one), with or without `/v1`. A list names replicas of the same model. `${NAME}` and `${NAME:-default}` are taken from the environment.',
      example: 'base_url: http://127.0.0.1:8000/v1',
      since,
    },
    {
      key: 'id',
      spec: { kind: 'string', suggested: knownModelIds },
      required: true,
      documentation: 'The name of the model at the server, as its list of models gives it.',
      example: 'id: Qwen/Qwen2.5-3B-Instruct',
      since,
    },
    {
      key: 'api_key',
      spec: { kind: 'secret' },
      default: 'no key is sent',
      documentation:
        'The key that the server asks for, as a `${NAME}` reference to the environment or to the editor’s secret store. The key itself never stands in a strategy.',
      example: 'api_key: ${OPENAI_API_KEY}',
      since,
    },
    {
      key: 'serve',
      spec: serveSpec,
      default: 'the server runs already',
      documentation:
        'Starts an inference server with this model where the run runs, waits until it answers, and stops it at the end; `base_url` says where it listens. On a cluster every worker starts one.',
      example: 'serve: {engine: vllm, gpus: 1, args: [--enable-prefix-caching]}',
      since: '0.2.0',
    },
    {
      key: 'batch',
      spec: { kind: 'boolean' },
      default: 'false',
      documentation:
        'Whether a run asks this model by batches: requests are sent as files of up to 10,000 and answered within a day, at half the price with OpenAI. It takes a server with `/v1/files` and `/v1/batches`. A run that is started again collects what was sent before. Previews and tests ask as always, and `limits.concurrency` counts for them alone; `price` is what you pay, so write the price of batches.',
      example: 'batch: true',
      since: '0.3.0',
    },
    {
      key: 'layout',
      spec: {
        kind: 'enum',
        values: [
          { value: 'as-written', documentation: 'Nothing is said of how requests begin.' },
          {
            value: 'document-first',
            documentation:
              'All requests about a document begin with it, so that the server reads it once for all of them.',
          },
        ],
      },
      default: 'as-written',
      documentation:
        'What requests to this model have in common at their beginning, which a server with a prefix cache reads once. With `document-first` every prompt puts `{{ text }}` first, and what stands before it, the system message too, is the same for all rephrasings; one that does not is reported as `document-not-first`. The requests about a document are sent one after the other, and of several replicas to the same one even where it has somewhat more to do. It pays where a document gets several rephrasings; try first what your model makes of instructions behind a long text.',
      example: 'layout: document-first',
      since: '0.3.0',
    },
  ],
};

const embedded: Variant = {
  key: 'gguf',
  keys: [
    {
      key: 'gguf',
      spec: {
        kind: 'path',
        glob: false,
        mustExist: true,
        suffix: '.gguf',
        suggested: knownWeights.map(({ name, parameters, sizeBytes, license, goodFor }) => ({
          value: name,
          documentation: `${parameters} parameters, ${sizeInWords(sizeBytes)}, ${license}. ${goodFor}`,
        })),
      },
      required: true,
      documentation:
        'Weights for the embedded engine (llama.cpp), which runs on this machine: a known name (`wordmill models list` shows them), a .gguf file, or `hf:ORG/REPO/FILE.gguf`.',
      example: 'gguf: smollm2-135m',
      since,
    },
  ],
};

const mock: Variant = {
  key: 'mock',
  keys: [
    {
      key: 'mock',
      spec: {
        kind: 'path',
        glob: false,
        mustExist: true,
        suffix: '.jsonl',
        words: [{ value: 'echo', documentation: 'Answers with the last message, byte for byte.' }],
      },
      required: true,
      documentation:
        'A stand-in without a model: `echo` answers with the last message, byte for byte; a .jsonl file answers from its lines `{"match": "text in the prompt", "answer": "…"}`, the first that matches.',
      example: 'mock: echo',
      since,
    },
  ],
};

const keys: readonly KeySpec[] = [
  {
    key: 'sampling',
    spec: samplingSpec,
    default: 'what the server does by itself',
    documentation:
      'How this model draws its tokens, by vLLM’s names. `sampling` of the defaults and of a rephrasing goes over it, key by key.',
    example: 'sampling: {temperature: 0.7, top_p: 0.9, max_tokens: 512}',
    since,
  },
  {
    key: 'limits',
    spec: limits,
    default: '{concurrency: auto, timeout: 600}',
    documentation: 'How hard the model may be asked.',
    example: 'limits: {concurrency: 64, timeout: 120}',
    since,
  },
  {
    key: 'context',
    spec: { kind: 'number', integer: true, min: 1, max: 100_000_000 },
    default: 'not known',
    documentation: 'Tokens that prompt and answer share at the most.',
    example: 'context: 8192',
    since,
  },
  {
    key: 'parameters',
    spec: {
      kind: 'or-not-published',
      of: { kind: 'number', integer: true, min: 1, max: Number.MAX_SAFE_INTEGER, suffixes: quantity },
    },
    default: 'not known',
    documentation:
      'Number of parameters. BeyondWeb found rephrasers of 3B nearly as good as those of 8B, and 1B clearly worse.',
    example: 'parameters: 3B',
    evidence: ['evidence-small-rephraser', 'evidence-large-rephraser'],
    since: '0.2.0',
  },
  {
    key: 'price',
    spec: price,
    default: 'not known',
    documentation: 'What tokens cost, in dollars per million. `budget.dollars` counts by it.',
    example: 'price: {input: 0.02, output: 0.06}',
    since: '0.2.0',
  },
];

/** One model. */
export const modelSpec: MapSpec = { kind: 'map', noun: 'a model', variants: [server, embedded, mock], keys };

/** The models by the names that rephrasings call them. */
export const modelsSpec: EntriesSpec = {
  kind: 'entries',
  defines: 'model',
  names: entryNames,
  atLeast: 1,
  of: modelSpec,
  documentation: 'A model that rephrases: at a server (`base_url`), embedded (`gguf`) or a stand-in (`mock`).',
};
