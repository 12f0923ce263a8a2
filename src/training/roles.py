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
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from postcheck import language
from postcheck.language import role_rules
from postcheck.language.layout import Layout
from postcheck.language.plain_names import found_names
from postcheck.language.role_features import features, peers
from postcheck.language.sentences import Span
from postcheck.language.weights import pack
from postcheck.readers.drafts import read_text
from training.posts import Places, expand, read_posts
from training.sample import Sampler

DATA = Path(__file__).with_name("data")
LABELLED = Path(__file__).parents[2] / "tests" / "quality" / "posts"
SETS = (
    *("names", "names-beside-adults", "unseen", "every-category", "oblique", "oblique-unread"),
    *("fresh1", "fresh2", "fresh3", "fresh7", "fresh8", "fresh9", "fresh10", "fresh11", "fresh14"),
)
WEIGHT = 6  # of a labelled mention; of the slotted ones there are many more
ROLES = ("student", "adult", "public")
LEAST = 0.04  # a feature all of whose weights are smaller is left out


def mentions(posts: list[str], expansions: int, seed: int) -> Iterator[tuple[dict[str, int], str]]:
    """The features and the role of every mention in the expanded posts."""
    rng = random.Random(seed)
    sampler = Sampler(rng, dev=False)
    places = Places(DATA / "places.ini", rng, sampler)
    for post in posts:
        for _ in range(expansions):
            sample = expand(post, sampler, places)
            layout = Layout(sample.text, tuple(Span(*span) for span in sample.spans))
            settings = [layout.setting(number) for number in range(len(sample.spans))]
            evidence = [tuple(role_rules.evidence(setting)) for setting in settings]
            for number, (start, end) in enumerate(sample.spans):
                beside = peers(evidence, settings[number].group, number)
                found = features(settings[number], sample.text[start:end], evidence[number], beside)
                yield dict.fromkeys(found, 1), sample.roles[number]


def labelled(name: str) -> Iterator[tuple[dict[str, int], str]]:
    """The features and the role of every mention in a set of labelled posts whose role a label tells."""
    for line in (LABELLED / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"):
        post = json.loads(line) if line else None
        if post is None:
            continue
        spans = {
            role: [each["span"] for each in post[key] if each["category"] == "student-name" and each["span"]]
            for key, role in (("expected", "student"), ("must_not", "adult"))
        }
        draft = read_text(post["text"].encode(), f"post.{post['format']}", Path(), pictures=())
        for part in draft.parts:
            found = found_names(part.text) if part.kind in ("text", "title", "alt", "caption") else ()
            if not found:
                continue
            layout = Layout(part.text, tuple(Span(each.start, each.end) for each in found))
            settings = [layout.setting(number) for number in range(len(found))]
            evidence = [tuple(role_rules.evidence(setting)) for setting in settings]
            for number, (start, end) in enumerate(layout.names):
                name_ = part.text[start:end]
                roles = {role for role, said in spans.items() if any(name_ in each or each in name_ for each in said)}
                if len(roles) == 1:
                    beside = peers(evidence, settings[number].group, number)
                    yield dict.fromkeys(features(settings[number], name_, evidence[number], beside), 1), roles.pop()


def fit(pairs: list[tuple[dict[str, int], str]], strength: float) -> tuple[DictVectorizer, LogisticRegression]:
    """Fit the model; `strength` is the inverse of the penalty."""
    vectors = DictVectorizer()
    table = vectors.fit_transform([found for found, _ in pairs])
    return vectors, LogisticRegression(C=strength, max_iter=600).fit(table, [role for _, role in pairs])


def measure(vectors: DictVectorizer, model: LogisticRegression, pairs: list[tuple[dict[str, int], str]]) -> None:
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
    parser.add_argument("--expansions", type=int, default=2)
    parser.add_argument("--strength", type=float, default=0.1)
    parser.add_argument("--out", type=Path, default=Path(language.__file__).with_name("roles.tsv.gz"))
    options = parser.parse_args()
    posts = read_posts(*sorted(options.posts.glob("author*.txt")))
    train = [post for at, post in enumerate(posts) if at % 5]
    held_out = [post for at, post in enumerate(posts) if at % 5 == 0]
    vectors, model = fit(list(mentions(train, options.expansions, 7)), options.strength)
    measure(vectors, model, list(mentions(held_out, 1, 8)))
    told = [pair for name in SETS for pair in labelled(name)]
    print(f"{len(told)} labelled mentions, {sum(role == 'student' for _, role in told)} of them students")
    vectors, model = fit([*mentions(posts, options.expansions, 9), *told * WEIGHT], options.strength)
    export(vectors, model, options.out)


if __name__ == "__main__":
    main()
