"""Writes similarity.json: the similarity of texts.json as scikit-learn takes it.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1 regex
    venv/bin/python similarity.py

The function words are read from the engine, since they are a matter of choice; everything else is computed anew.
"""

import json
from pathlib import Path

import regex
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

here = Path(__file__).parent
listed = (here / "../../../../../runner/engine/measures/function-words.ts").read_text()
function_words = {word for line in regex.findall(r"""(?<=^\s+)(?:'[^\n]*'|"[^\n]*")""", listed, regex.M) for word in line[1:-1].split()}

word = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*")


def content(text):
    words = [found.replace("’", "'") for found in word.findall(text.lower())]
    return " ".join(found for found in words if found not in function_words)


def similarity(source, output):
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 4), sublinear_tf=True, use_idf=False)
    return float(cosine_similarity(vectorizer.fit_transform([content(source), content(output)]))[0, 1])


goldens = [
    {"name": case["name"], "similarity": similarity(case["source"], case["output"])}
    for case in json.loads((here / "texts.json").read_text())
]
(here / "similarity.json").write_text(json.dumps(goldens, indent=2, ensure_ascii=False) + "\n")
