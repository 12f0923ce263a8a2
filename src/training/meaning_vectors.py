"""Sentences as the numbers that training works on: the features, and public vectors of their words beside them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp

from postcheck.language.meaning.features import features, stem, tokens

LEAST = 4
RARE_WORD, RARE_PAIR = 2, 3  # fewest occurrences of a feature that is kept
VECTORS, KEPT, SPREAD = 30_000, 6_000, 0.8  # vectors read, words written, weight of the vectors in training


class Embedding:
    """Public word vectors by the stems that the features use, common words weighing less."""

    def __init__(self, path: Path | None) -> None:
        self.names: list[str] = []
        self.columns: dict[str, int] = {}
        self.matrix = np.zeros((0, 100))
        if path:
            self._read(json.loads(path.read_text(encoding="utf-8")))

    def _read(self, packed: dict[str, Any]) -> None:
        words = packed["words"][:VECTORS]
        raw = np.array([packed["vectors"][word][:100] for word in words])
        raw /= np.linalg.norm(raw, axis=1, keepdims=True)
        raw -= raw.mean(axis=0)
        common = np.linalg.svd(raw[:20_000], full_matrices=False)[2][:2]
        raw -= (raw @ common.T) @ common
        sums: dict[str, np.ndarray] = {}
        ranks: dict[str, int] = {}
        for rank, word in enumerate(words):
            if word[0].isalpha():
                name = "w:" + stem(word)
                ranks.setdefault(name, rank)
                sums[name] = sums.get(name, 0.0) + raw[rank] / np.linalg.norm(raw[rank]) / (rank + 20)
        self.names = list(sums)
        self.columns = {name: column for column, name in enumerate(self.names)}
        self.matrix = (
            np.array([v / np.linalg.norm(v) * ((ranks[n] + 1) / (ranks[n] + 101)) for n, v in sums.items()]) * SPREAD
        )


class Vectors:
    """Sentences as sparse rows over the features that are not rare in training, with their words' vectors beside."""

    def __init__(self, sentences: list[str], embedding: Embedding) -> None:
        counts = Counter(name for s in sentences for name in features(tokens(s)))
        self.names = sorted(n for n, c in counts.items() if c >= (RARE_PAIR if n[0] == "c" or "+" in n else RARE_WORD))
        self.columns = {name: column for column, name in enumerate(self.names)}
        self.embedding = embedding

    def rows(self, sentences: list[str]) -> sp.csr_matrix:
        """Return the rows; each is divided by the square root of its number of features, as the model does."""
        split = [features(tokens(sentence)) for sentence in sentences]
        known = self._matrix(split, self.columns)
        if not self.embedding.names:
            return known
        words = self._matrix(split, self.embedding.columns)
        return sp.hstack([known, sp.csr_matrix(words @ self.embedding.matrix)]).tocsr()

    @staticmethod
    def _matrix(split: list[dict[str, Any]], table: dict[str, int]) -> sp.csr_matrix:
        starts, columns, values = [0], [], []
        for found in split:
            here = [table[name] for name in found if name in table]
            columns += here
            values += [1.0 / np.sqrt(max(len(found), LEAST))] * len(here)
            starts.append(len(columns))
        return sp.csr_matrix((values, columns, starts), shape=(len(split), len(table)))

    def weights(self, fitted: np.ndarray) -> dict[str, float]:
        """Return each feature's weight; the vectors' part becomes weights of words, also of those not seen."""
        found = dict(zip(self.names, fitted[: len(self.names)], strict=True))
        if self.embedding.names:
            for name, weight in zip(
                self.embedding.names, self.embedding.matrix @ fitted[len(self.names) :], strict=True
            ):
                if name in found or self.embedding.columns[name] < KEPT:
                    found[name] = found.get(name, 0.0) + weight
        return found
