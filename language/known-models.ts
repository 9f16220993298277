import type { EnumValue } from './schema/spec.ts';

/** Models that studies of rephrasing took, by the names that servers give them, for completion. Any other will do as well. */
export const knownModelIds: readonly EnumValue[] = [
  {
    value: 'Qwen/Qwen2.5-3B-Instruct',
    documentation: '3B parameters, large enough by BeyondWeb’s finding and small enough for one GPU.',
  },
  {
    value: 'meta-llama/Llama-3.2-1B-Instruct',
    documentation: '1B parameters, one of the sizes that BeyondWeb compared: its rephrasings came to 47.3.',
  },
  {
    value: 'meta-llama/Llama-3.2-3B-Instruct',
    documentation: '3B parameters, one of the sizes that BeyondWeb compared: its rephrasings came to 48.8.',
  },
  {
    value: 'meta-llama/Llama-3.1-8B-Instruct',
    documentation: '8B parameters, one of the sizes that BeyondWeb compared: its rephrasings came to 49.2.',
  },
  {
    value: 'HuggingFaceTB/SmolLM2-1.7B-Instruct',
    documentation: '1.7B parameters, FinePhrase’s rephraser, with a context of 8,192 tokens.',
  },
  { value: 'mistralai/Mistral-7B-Instruct-v0.1', documentation: '7B parameters, WRAP’s rephraser.' },
  { value: 'nvidia/Mistral-NeMo-12B-Instruct', documentation: '12B parameters, Nemotron-CC’s rephraser.' },
  { value: 'meta-llama/Llama-3.3-70B-Instruct', documentation: '70B parameters, REWIRE’s rephraser.' },
];

/** Where servers listen that were started without a word about it. */
export const usualAddresses: readonly EnumValue[] = [
  { value: 'http://127.0.0.1:8000/v1', documentation: 'vLLM on this machine.' },
  { value: 'http://127.0.0.1:8080/v1', documentation: 'llama-server on this machine.' },
  { value: 'http://127.0.0.1:11434/v1', documentation: 'Ollama on this machine.' },
  { value: 'http://127.0.0.1:30000/v1', documentation: 'SGLang on this machine.' },
  { value: 'http://127.0.0.1:1234/v1', documentation: 'LM Studio on this machine.' },
];
