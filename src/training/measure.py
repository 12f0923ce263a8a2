"""Score found names against labelled ones."""

from __future__ import annotations

import time

from postcheck.language.names.decoder import Model, find
from postcheck.language.names.tokens import tokenise
from training.posts import Labelled

_APART = ' .,;:!?"”“'


def _norm(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in _APART:
        end -= 1
    while start < end and text[start] in _APART:
        start += 1
    return start, end


def score(model: Model, samples: list[Labelled], floor: float) -> tuple[float, ...]:
    """Return precision, recall, F on exact spans, then on overlapping ones."""
    found = gold = exact = touched_gold = touched_found = 0
    for sample in samples:
        names = find(sample.text, floor, model)
        have = {_norm(sample.text, n.start, n.end) for n in names}
        want = {_norm(sample.text, a, b) for a, b in sample.spans}
        found += len(have)
        gold += len(want)
        exact += len(have & want)
        touched_gold += sum(any(a < d and c < b for c, d in have) for a, b in want)
        touched_found += sum(any(a < d and c < b for c, d in want) for a, b in have)

    def figures(precise: int, recalled: int) -> tuple[float, float, float]:
        p, r = precise / max(found, 1), recalled / max(gold, 1)
        return p, r, 2 * p * r / max(p + r, 1e-9)

    return (*figures(exact, exact), *figures(touched_found, touched_gold))


def report(model: Model, sets: dict[str, list[Labelled]]) -> None:
    """Print the figures and the speed."""
    for name, samples in sets.items():
        for floor in (0.5, 0.35, 0.15):
            figures = score(model, samples, floor)
            print(
                f"{name:16} p>={floor:.2f}  exact P R F "
                + " ".join(f"{x * 100:5.1f}" for x in figures[:3])
                + "   overlap "
                + " ".join(f"{x * 100:5.1f}" for x in figures[3:])
            )
        count = sum(len(tokenise(s.text).words) for s in samples)
        started = time.process_time()
        for sample in samples:
            find(sample.text, 0.15, model)
        print(f"{name:16} {count / (time.process_time() - started):,.0f} tokens/s")
