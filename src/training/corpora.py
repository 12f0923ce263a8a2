"""Read the labelled corpora and vary them: other names in their sentences, other casing."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

from training.posts import Labelled
from training.sample import Sampler

_HANDLE = re.compile(r"@\w+")
_TITLE = re.compile(
    r"(?i)(?:#|(?:mr|mrs|ms|miss|dr|prof|sir|lord|lady|coach|president|senator|sen|rep|gov|judge|king|queen|prince"
    r"|princess|pope|prime minister)\b\.? *)+"
)


def read(path: Path) -> list[Labelled]:
    """Read one corpus file. Handles are blotted out in place: these corpora do not label the names in them."""
    samples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = _HANDLE.sub(lambda m: "@" + "u" * (len(m[0]) - 1), row["text"])
        spans = []
        for start, end in row["spans"]:
            title = _TITLE.match(text, start, end)
            start = title.end() if title else start
            if start < end and "@" not in text[max(start - 1, 0) : start + 1]:
                spans.append((start, end))
        samples.append(Labelled(text, tuple(spans), ("unknown",) * len(spans)))
    return samples


def swap_names(sample: Labelled, sampler: Sampler) -> Labelled:
    """Put other persons' names in place of the sentence's own."""
    pieces: list[str] = []
    spans = []
    at = length = 0
    for start, end in sample.spans:
        old = sample.text[start:end]
        person = sampler.person()
        variant = "" if " " in old else sampler.rng.choice(("first", "last"))
        new = sampler.form(person, variant)
        new = new.lower() if old.islower() else new.upper() if old.isupper() and len(old) > 3 else new
        pieces += [sample.text[at:start], new]
        length += start - at
        spans.append((length, length + len(new)))
        length += len(new)
        at = end
    pieces.append(sample.text[at:])
    return Labelled("".join(pieces), tuple(spans), sample.roles)


def varied(samples: list[Labelled], sampler: Sampler, rng: random.Random) -> list[Labelled]:
    """Return the samples and their variants: 35 % with other names, 7 % in lower case, 3 % in upper case."""
    out = list(samples)
    for sample in samples:
        roll = rng.random()
        if sample.spans and roll < 0.45:
            out.append(swap_names(sample, sampler))
        elif roll > 0.9:
            text = sample.text.lower() if roll < 0.97 else sample.text.upper()
            if len(text) == len(sample.text):
                out.append(Labelled(text, sample.spans, sample.roles))
    return out
