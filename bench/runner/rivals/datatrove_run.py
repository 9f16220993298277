"""datatrove: JsonlReader, InferenceRunner, JsonlWriter in one local task, as its examples have it."""
import json
import os
import sys

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.inference.run_inference import InferenceConfig, InferenceRunner
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

job = json.loads(sys.argv[1])


async def rewrite(document, generate):
    content = f"Rewrite the text in plain words.\n\n{document.text}"
    result = await generate({"messages": [{"role": "user", "content": content}], "temperature": 0.7, "max_tokens": 512})
    return {"text": result.text, "finish_reason": result.finish_reason}


if __name__ == "__main__":
    checkpoints = job["checkpoints"]
    name = "${rank}_chunk_${chunk_index}.jsonl" if checkpoints else "${rank}.jsonl"
    runner = InferenceRunner(
        rollout_fn=rewrite,
        config=InferenceConfig(
            server_type="endpoint",
            endpoint_url=job["url"],
            model_name_or_path="mock",
            max_concurrent_generations=job["concurrency"],
            request_timeout=job["timeout"],
        ),
        output_writer=JsonlWriter(f"{job['output']}/rows", output_filename=name, compression=None),
        checkpoints_local_dir=f"{job['output']}/checkpoints" if checkpoints else None,
        records_per_chunk=2000,
        skip_bad_requests=True,
    )
    executor = LocalPipelineExecutor(
        pipeline=[JsonlReader(os.path.dirname(job["input"]), glob_pattern=os.path.basename(job["input"])), runner],
        logging_dir=f"{job['output']}/logs",
        tasks=1,
        workers=1,
    )
    executor.run()
