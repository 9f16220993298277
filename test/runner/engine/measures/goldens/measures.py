"""Writes measures.json: the measures of texts.json as published implementations take them.

    python3 -m venv venv && venv/bin/pip install nltk==3.10.4 regex
    venv/bin/pip download --no-deps -d wheels summ-eval==0.892 datatrove==0.10.1
    for wheel in wheels/*.whl; do unzip -qo $wheel -d packages; done
    venv/bin/python measures.py packages

density   newsroom's Fragments (Grusky et al. 2018) as SummEval 0.892 carries it
novelty   DataStatsMetric.percentage_novel_2-gram of SummEval 0.892
repetition  1 - distinct / all over nltk.util.ngrams (seq-rep-4, Welleck et al. 2019)
duplicate_lines  find_duplicates of datatrove 0.10.1's Gopher repetition filter
copied, leakage  written down here from their definitions, by comparing every run with every other
"""

import ast
import json
import sys
import types
from pathlib import Path

import regex
from nltk.util import ngrams

packages = Path(sys.argv[1])
here = Path(__file__).parent
sys.path.insert(0, str(packages))

# SummEval loads spaCy and gin on import; with texts that are split already neither is used.
spacy = types.ModuleType("spacy")
spacy.load = lambda name: None
gin = types.ModuleType("gin")
gin.configurable = lambda thing: thing
sys.modules.update(spacy=spacy, gin=gin)
from summ_eval.data_stats_metric import DataStatsMetric  # noqa: E402

# The filter's module needs all of datatrove; the function alone needs nothing.
source = (packages / "datatrove/pipeline/filters/gopher_repetition_filter.py").read_text()
tree = ast.parse(source)
tree.body = [node for node in tree.body if getattr(node, "name", "") == "find_duplicates"]
namespace = {}
exec(compile(tree, "gopher_repetition_filter.py", "exec"), namespace)
find_duplicates = namespace["find_duplicates"]

word = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*")


def words_of(text):
    return [found.replace("’", "'") for found in word.findall(text.lower())]


def repetition(words):
    grams = list(ngrams(words, 4))
    return 1 - len(set(grams)) / len(grams) if grams else 0


def copied(output, source):
    known = set(ngrams(source, 8))
    inside = set()
    for start, gram in enumerate(ngrams(output, 8)):
        if gram in known:
            inside.update(range(start, start + 8))
    return len(inside) / len(output)


def leakage(output, source, prompt):
    def runs(words):
        return {tuple(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}

    leaked = (runs(output) & runs(prompt)) - runs(source)
    return max(map(len, leaked), default=0)


def duplicate_lines(text):
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return find_duplicates(lines)[0] / len(lines)


goldens = []
for case in json.loads((here / "texts.json").read_text()):
    source, output, prompt = (words_of(case[key]) for key in ("source", "output", "prompt"))
    stats = DataStatsMetric(tokenize=False).evaluate_example(" ".join(output), " ".join(source))
    goldens.append(
        {
            "name": case["name"],
            "output": {
                "words": len(output),
                "chars": len(case["output"]),
                "opening": " ".join(output[:3]),
                "repetition": repetition(output),
                "duplicate_lines": duplicate_lines(case["output"]),
                "density": stats["density"],
                "novelty": stats.get("percentage_novel_2-gram", 0),
                "copied": copied(output, source),
                "leakage": leakage(output, source, prompt),
            },
            "source": {
                "words": len(source),
                "chars": len(case["source"]),
                "opening": " ".join(source[:3]),
                "repetition": repetition(source),
                "duplicate_lines": duplicate_lines(case["source"]),
            },
        }
    )
(here / "measures.json").write_text(json.dumps(goldens, indent=2, ensure_ascii=False) + "\n")
