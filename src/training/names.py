"""Train the name finder: ``python -m training.names --corpora DIR`` writes lexicon.txt.gz and weights.txt.gz.

Needs python-crfsuite, faker and zxcvbn (PyPI) and Debian's package ``scowl``. DIR of corpora holds btc-*.jsonl and
wnut17-*.jsonl (CC BY 4.0; see NOTICE), DIR of posts the authors' slotted posts. Every seventh post is held out.
"""

from __future__ import annotations

import argparse
import gzip
import random
import tempfile
import time
from pathlib import Path

import pycrfsuite

from postcheck.language import names
from postcheck.language.names.decoder import Model
from postcheck.language.names.features import attributes, describe
from postcheck.language.names.lexicon import Lexicon
from postcheck.language.names.tokens import tokenise
from postcheck.language.weights import pack
from training import corpora, lexicon, measure
from training.posts import Labelled, Places, excerpt, expand, read_posts, recase
from training.sample import Sampler

DATA = Path(__file__).with_name("data")
SHIPPED = Path(names.__file__).parent


def labels(sample: Labelled, starts: list[int], ends: list[int]) -> list[str]:
    """Label the tokens that the sample's spans touch."""
    found = ["O"] * len(starts)
    for begin, stop in sample.spans:
        first = True
        for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if start < stop and end > begin:
                found[index] = "B" if first else "I"
                first = False
    return found


def post_samples(folder: Path, expansions: int, seed: int) -> tuple[list[Labelled], list[Labelled]]:
    """Expand the posts: several times those to train on, twice and with names of their own those held out."""
    train_rng, dev_rng = random.Random(seed), random.Random(seed + 1)
    train_sampler, dev_sampler = Sampler(train_rng, dev=False), Sampler(dev_rng, dev=True)
    train_places = Places(DATA / "places.ini", train_rng, train_sampler)
    dev_places = Places(DATA / "places.ini", dev_rng, dev_sampler)
    train, dev = [], []
    for post in read_posts(DATA / "extra.txt"):
        train += [recase(expand(post, train_sampler, train_places), train_rng) for _ in range(expansions)]
    for index, post in enumerate(read_posts(*sorted(folder.glob("author*.txt")))):
        if index % 7 == 6:
            dev += [expand(post, dev_sampler, dev_places) for _ in range(2)]
        else:
            train += [
                recase(expand(post, train_sampler, train_places, vary=True), train_rng) for _ in range(expansions)
            ]
    train += [excerpt(sample, train_rng) for sample in train if train_rng.random() < 0.3]
    return train, dev


def export(trainer_model: Path, target: Path) -> None:
    """Write the weights of B and I relative to "outside", in hundredths."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(trainer_model))
    info = tagger.info()
    table: dict[str, dict[str, float]] = {}
    for (attribute, label), weight in info.state_features.items():
        table.setdefault(attribute, {})[label] = weight
    rows = {
        f"->{before}{after}": f"{round(info.transitions.get((before, after), 0.0) * 100)}\t0"
        for before in "BIO"
        for after in "BIO"
        if before + after != "OI"
    }
    for attribute, weights in sorted(table.items()):
        outside = weights.get("O", 0.0)
        begin, inside = (round((weights.get(label, 0.0) - outside) * 100) for label in "BI")
        if abs(begin) > 2 or abs(inside) > 2:
            rows[attribute] = f"{begin}\t{inside}"
    target.write_bytes(gzip.compress(pack(rows).encode(), 9, mtime=0))
    print(f"{target.name}: {len(rows)} attributes, {target.stat().st_size} bytes gz")


def main() -> None:
    """Build the lexicon, train, export and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--posts", type=Path, default=DATA / "posts")
    parser.add_argument("--expansions", type=int, default=11)
    parser.add_argument("--c1", type=float, default=0.5)
    parser.add_argument("--c2", type=float, default=0.1)
    parser.add_argument("--iterations", type=int, default=75)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    started = time.monotonic()
    lexicon.write(options.out / "lexicon.txt.gz")
    words = Lexicon(gzip.decompress((options.out / "lexicon.txt.gz").read_bytes()).decode())
    train, dev = post_samples(options.posts, options.expansions, options.seed)
    rng = random.Random(options.seed)
    for name in ("btc", "wnut17"):
        train += corpora.varied(corpora.read(options.corpora / f"{name}-train.jsonl"), Sampler(rng, dev=False), rng)
    trainer = pycrfsuite.Trainer(verbose=False)
    known = {}
    for sample in train:
        tokens = tokenise(sample.text)
        described = []
        for word in tokens.words:
            if word not in known:
                known[word] = describe(word, words)
            described.append(known[word])
        if described:
            trainer.append(attributes(tokens, described), labels(sample, tokens.starts, tokens.ends))
    print(f"{len(train)} samples, features after {time.monotonic() - started:.0f} s", flush=True)
    trainer.select("lbfgs")
    trainer.set_params(
        {
            "c1": options.c1,
            "c2": options.c2,
            "max_iterations": options.iterations,
            "feature.minfreq": 2,
            "feature.possible_transitions": False,
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.crfsuite"
        trainer.train(str(path))
        export(path, options.out / "weights.txt.gz")
    print(f"trained after {time.monotonic() - started:.0f} s", flush=True)
    model = Model(gzip.decompress((options.out / "weights.txt.gz").read_bytes()).decode(), words)
    measure.report(
        model,
        {
            "posts held out": dev,
            "btc-dev": corpora.read(options.corpora / "btc-dev.jsonl"),
            "wnut17-dev": corpora.read(options.corpora / "wnut17-dev.jsonl"),
        },
    )


if __name__ == "__main__":
    main()
