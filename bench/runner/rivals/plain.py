"""What a person writes in thirty lines: the official client over aiohttp with its retries, a limit, and a file of lines."""
import asyncio
import json
import os
import sys

from openai import AsyncOpenAI, DefaultAioHttpClient

job = json.loads(sys.argv[1])
path = f"{job['output']}/rows/rows.jsonl"


def done_before():
    done = set()
    if os.path.exists(path):
        for line in open(path):
            try:
                done.add(json.loads(line)["id"])
            except ValueError:
                pass  # the line that a kill has cut off
    return done


async def main():
    done = done_before()
    options = dict(base_url=f"{job['url']}/v1", api_key="none", max_retries=6, timeout=job["timeout"])
    async with AsyncOpenAI(http_client=DefaultAioHttpClient(), **options) as client:
        tasks = set()
        with open(path, "a") as rows:

            async def one(row):
                messages = [{"role": "user", "content": f"Rewrite the text in plain words.\n\n{row['text']}"}]
                try:
                    answer = await client.chat.completions.create(
                        model="mock", messages=messages, temperature=0.7, max_tokens=512
                    )
                    rows.write(json.dumps({"id": row["id"], "text": answer.choices[0].message.content}) + "\n")
                    rows.flush()
                except Exception as error:
                    print(row["id"], error, file=sys.stderr)

            for line in open(job["input"]):
                row = json.loads(line)
                if row["id"] in done:
                    continue
                if len(tasks) >= job["concurrency"]:
                    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                task = asyncio.create_task(one(row))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            await asyncio.gather(*tasks)


asyncio.run(main())
