import { describe, expect, it } from 'vitest';
import { readLoad } from '../../../../runner/models/http/load.ts';

describe('how busy a server is', () => {
  it('is read from the metrics of vLLM, over all its engines', () => {
    const text = `# HELP vllm:num_requests_running Number of requests in model execution batches.
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="m"} 200.0
vllm:num_requests_running{engine="1",model_name="m"} 56.0
vllm:num_requests_waiting{engine="0",model_name="m"} 1.2e+01
vllm:num_requests_waiting_by_reason{engine="0"} 99.0
`;
    expect(readLoad(text)).toEqual({ running: 256, waiting: 12 });
  });

  it('is read from those of SGLang and of llama.cpp', () => {
    expect(
      readLoad('sglang:num_running_reqs{model_name="m"} 3.0\nsglang:num_queue_reqs{model_name="m"} 1.0\n'),
    ).toEqual({
      running: 3,
      waiting: 1,
    });
    expect(readLoad('llamacpp:requests_processing 4\nllamacpp:requests_deferred 7')).toEqual({
      running: 4,
      waiting: 7,
    });
  });

  it('is not known where neither is there', () => {
    expect(readLoad('process_cpu_seconds_total 12.5\n')).toBe(null);
    expect(readLoad('<!doctype html>')).toBe(null);
  });
});
