"""Bespoke Curator: its online processor for the OpenAI interface, with the limits a minute out of the way."""
import importlib.util
import json
import os
import sys

job = json.loads(sys.argv[1])
os.environ["CURATOR_CACHE_DIR"] = f"{job['output']}/cache"
# The vocabulary by which it estimates tokens lies in one of its dependencies, and need not be downloaded.
litellm = os.path.dirname(importlib.util.find_spec("litellm").origin)
os.environ["TIKTOKEN_CACHE_DIR"] = f"{litellm}/litellm_core_utils/tokenizers"
os.environ["OPENAI_API_KEY"] = "none"
os.environ["OPENAI_BASE_URL"] = f"{job['url']}/v1"

from bespokelabs import curator  # noqa: E402
from datasets import load_dataset  # noqa: E402


class Rewriter(curator.LLM):
    def prompt(self, row):
        return f"Rewrite the text in plain words.\n\n{row['text']}"

    def parse(self, row, response):
        return {"id": row["id"], "text": response}


if __name__ == "__main__":
    rewriter = Rewriter(
        model_name="mock",
        backend="openai",
        generation_params={"temperature": 0.7, "max_tokens": 512},
        backend_params={
            "base_url": f"{job['url']}/v1",
            "api_key": "none",
            "max_concurrent_requests": job["concurrency"],
            "max_requests_per_minute": 10**9,
            "max_tokens_per_minute": 10**12,
            "request_timeout": job["timeout"],
            "require_all_responses": False,
            "seconds_to_pause_on_rate_limit": 1,
        },
    )
    documents = load_dataset("json", data_files=job["input"], split="train", cache_dir=f"{job['output']}/datasets")
    made = rewriter(documents, working_dir=f"{job['output']}/cache")
    made.dataset.to_json(f"{job['output']}/rows/rows.jsonl")
