"""NeMo Data Designer: a seed dataset and one column of generated text, taken up again where it can be."""
import json
import sys

import data_designer.config as dd
from data_designer.interface import DataDesigner

job = json.loads(sys.argv[1])

if __name__ == "__main__":
    designer = DataDesigner(
        artifact_path=f"{job['output']}/artifacts",
        model_providers=[dd.ModelProvider(name="stub", endpoint=f"{job['url']}/v1", api_key="none")],
    )
    designer.set_run_config(
        dd.RunConfig(
            buffer_size=1000,
            max_concurrent_row_groups=8,
            max_in_flight_tasks=max(1024, 2 * job["concurrency"]),
            disable_early_shutdown=True,
        )
    )
    builder = dd.DataDesignerConfigBuilder(
        model_configs=[
            dd.ModelConfig(
                alias="m",
                model="mock",
                provider="stub",
                skip_health_check=True,
                inference_parameters=dd.ChatCompletionInferenceParams(
                    temperature=0.7,
                    max_tokens=512,
                    max_parallel_requests=job["concurrency"],
                    timeout=job["timeout"],
                ),
            )
        ]
    )
    builder.with_seed_dataset(
        dd.LocalFileSeedSource(path=job["input"]), sampling_strategy=dd.SamplingStrategy.ORDERED
    )
    builder.add_column(
        dd.LLMTextColumnConfig(
            name="rewritten", model_alias="m", prompt="Rewrite the text in plain words.\n\n{{ text }}"
        )
    )
    documents = sum(1 for _ in open(job["input"]))
    results = designer.create(
        builder, num_records=documents, dataset_name="rows", resume=dd.ResumeMode.IF_POSSIBLE
    )
    rows = results.load_dataset()[["id", "rewritten"]]
    rows.to_json(f"{job['output']}/rows/rows.jsonl", orient="records", lines=True, force_ascii=False)
