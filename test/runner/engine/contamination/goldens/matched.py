"""Writes matched.json: how many characters Python's difflib matches in runs of more than 5. Run it by hand, in this folder."""

import difflib
import json
import random

PROSE = (
    "the mantle of a volcano melts where an oceanic plate sinks below a continent and gives off its water so that "
    "magma rises through the crust and gathers in a chamber until the pressure of its gases breaks the rock above it"
).split()


def matched(text: str, other: str) -> int:
    blocks = difflib.SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 5)


def pairs(draw: random.Random):
    whole = " ".join(PROSE)
    yield whole, whole
    yield whole, ""
    yield "abcde", "abcde"
    yield "abcdef", "abcdef"
    yield "aaaaaaaaaaaaaaaa", "aaaaaaaaab"
    yield "abcabcabcabcabc", "cabcabcab"
    yield whole, " ".join(reversed(PROSE))
    yield "und " + whole + " ok", whole[20:90] + " something else " + whole[:60]
    for _ in range(60):
        words = [draw.choice(PROSE) for _ in range(draw.randint(5, 60))]
        other = list(words)
        for _ in range(draw.randint(0, 20)):
            at = draw.randrange(len(other))
            change = draw.random()
            if change < 0.4:
                other[at] = draw.choice(PROSE)
            elif change < 0.7:
                other.insert(at, draw.choice(PROSE))
            elif len(other) > 1:
                del other[at]
        if draw.random() < 0.3:
            half = len(other) // 2
            other = other[half:] + other[:half]
        yield " ".join(words), " ".join(other)


cases = [{"text": text, "other": other, "matched": matched(text, other)} for text, other in pairs(random.Random(5))]
with open("matched.json", "w", encoding="utf-8") as file:
    json.dump(cases, file, indent=1)
    file.write("\n")
