"""Train the role model: `python -m training.roles` writes `roles.tsv.gz` of postcheck.language.

A linear model with three outcomes (student, adult, public) over the features of `postcheck.language.role_features`, from the
slots of our own posts: {S..} a student, {T..} and {A..} adults, [[..]] public. Names are drawn anew for every expansion, and
no feature looks at a name's letters, so the model learns what stands around names. Every fifth post is held out and measured.
The labelled posts of tests/quality/posts that SETS names teach it too: whom a reviewer must raise is a student, whom he must
not, an adult. The development posts are not among them, nor those that are kept for an honest figure. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from postcheck import language
from postcheck.language.fold import plain
from postcheck.language.layout import Layout
from postcheck.language.mentions import mentions
from postcheck.language.names.decoder import Name
from postcheck.language.plain_names import found_names
from postcheck.language.role_features import Poster, features, shared
from postcheck.language.sentences import Span, split
from postcheck.language.weights import pack
from postcheck.readers.drafts import read_text
from training.posts import Places, expand, read_posts
from training.sample import Sampler

DATA = Path(__file__).with_name("data")
LABELLED = Path(__file__).parents[2] / "tests" / "quality" / "posts"
SETS = (
    *("names", "names-beside-adults", "unseen", "every-category", "oblique", "oblique-unread"),
    *(f"fresh{number}" for number in (*range(1, 12), *range(14, 29), *range(33, 42), 45, 46, 48)),
    *(f"people{number}" for number in (1, 2, 3, 4, 5, 7, 8, 9, 11, 12)),
)
WEIGHT = 20  # of a labelled mention; of the slotted ones there are many more
ROLES = ("student", "adult", "public")
Told = tuple[dict[str, int], str]  # the features of a mention, and its role
LEAST = 0.04  # a feature all of whose weights are smaller is left out


def slotted(posts: list[str], seed: int) -> Iterator[Told]:
    """The features and the role of every mention in the expanded posts."""
    rng = random.Random(seed)
    sampler = Sampler(rng, dev=False)
    places = Places(DATA / "places.ini", rng, sampler)
    for post in posts:
        sample = expand(post, sampler, places)
        names = tuple(Name(*span, 1.0, ()) for span in sample.spans)
        found = described(sample.text, names, Poster())
        yield from zip(found, sample.roles, strict=True)


def labelled(name: str) -> Iterator[Told]:
    """The features and the role of every mention in a set of labelled posts: a finding that no label allows is an alarm, so
    that whom no label names is no student.
    """
    for line in (LABELLED / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"):
        post = json.loads(line) if line else None
        if post is None:
            continue
        spans = {
            role: [each["span"] for each in post[key] if each["category"] == "student-name" and each["span"]]
            for key, role in (("expected", "student"), ("optional", "either"), ("must_not", "adult"))
        }
        poster = Poster(post["context"].get("account") or "", plain(post["context"].get("role") or ""))
        draft = read_text(post["text"].encode(), f"post.{post['format']}", Path(), pictures=())
        for part in draft.parts:
            found = found_names(part.text) if part.kind in ("text", "title", "alt", "caption") else ()
            for name_, mention in zip(found, described(part.text, found, poster), strict=True):
                said = part.text[name_.start : name_.end]
                roles = {role for role, those in spans.items() if any(said in each or each in said for each in those)}
                if roles <= {"student"} or roles <= {"adult"}:
                    yield mention, min(roles, default="adult")


def described(text: str, found: Sequence[Name], poster: Poster) -> Iterator[dict[str, int]]:
    """The features of each name in a text."""
    layout = Layout(text, tuple(Span(each.start, each.end) for each in found))
    for mention in mentions(layout, [each.probability for each in found], split(text)):
        yield dict.fromkeys([*features(mention, poster), *shared(mention.around.sentence, mention.around.following)], 1)


def fit(pairs: list[Told], weights: list[int], strength: float) -> tuple[DictVectorizer, LogisticRegression]:
    """Fit the model; `strength` is the inverse of the penalty."""
    vectors = DictVectorizer()
    table = vectors.fit_transform([found for found, _ in pairs])
    return vectors, LogisticRegression(C=strength, max_iter=600).fit(table, [role for _, role in pairs], weights)


def measure(vectors: DictVectorizer, model: LogisticRegression, pairs: list[Told]) -> None:
    """Print the precision of 'student' at several recalls."""
    table = vectors.transform([found for found, _ in pairs])
    student = model.predict_proba(table)[:, list(model.classes_).index("student")]
    true = np.array([role == "student" for _, role in pairs])
    order = np.argsort(-student)
    hits = np.cumsum(true[order])
    precision, recall = hits / np.arange(1, len(order) + 1), hits / true.sum()
    for wanted in (0.8, 0.9, 0.95):
        at = int(np.searchsorted(recall, wanted))
        print(f"held-out posts: recall {wanted:.2f}, precision {precision[at]:.3f}, threshold {student[order][at]:.2f}")


def export(vectors: DictVectorizer, model: LogisticRegression, target: Path) -> None:
    """Write the weights in hundredths, sorted by feature; the bias carries the intercepts."""
    places = [list(model.classes_).index(role) for role in ROLES]
    weights = model.coef_[places]
    rows = {}
    for at, name in enumerate(vectors.get_feature_names_out()):
        values = weights[:, at] + (model.intercept_[places] if name == "bias" else 0)
        if name == "bias" or abs(values).max() >= LEAST:
            rows[name] = "\t".join(str(round(value * 100)) for value in values)
    target.write_bytes(gzip.compress(pack(rows).encode(), 9, mtime=0))
    print(f"{target.name}: {len(rows)} features, {target.stat().st_size} bytes")


def main() -> None:
    """Measure on held-out posts, then train on all of them and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=Path, default=DATA / "posts")
    parser.add_argument("--strength", type=float, default=0.05)
    parser.add_argument("--out", type=Path, default=Path(language.__file__).with_name("roles.tsv.gz"))
    options = parser.parse_args()
    posts = read_posts(*sorted(options.posts.glob("author*.txt")))
    train = [post for at, post in enumerate(posts) if at % 5]
    held_out = [post for at, post in enumerate(posts) if at % 5 == 0]
    learnt = list(slotted(train, 7))
    measure(*fit(learnt, [1] * len(learnt), options.strength), list(slotted(held_out, 8)))
    drawn, told = list(slotted(posts, 9)), [pair for name in SETS for pair in labelled(name)]
    print(f"{len(told)} labelled mentions, {sum(role == 'student' for _, role in told)} of them students")
    weights = [1] * len(drawn) + [WEIGHT] * len(told)
    export(*fit([*drawn, *told], weights, options.strength), options.out)


if __name__ == "__main__":
    main()
