"""The role that a name's setting gives it: student, adult, or a public figure, with the words that say so."""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from postcheck.language.layout import Setting
from postcheck.language.mentions import Evidence, Mention
from postcheck.language.role_features import Poster, features, shared
from postcheck.language.role_words import TOUCHING, Verdict
from postcheck.language.weights import Weights

if TYPE_CHECKING:
    from postcheck.language.people import Role

STUDENT = 0.5  # at least so probable: a student; below the next: not; between: unknown
NOT_STUDENT = 0.3
_BESIDE_A_CUE = 0.1  # where all that touches the name says a student
_NONE = (0, 0, 0)


class _Weights(dict[str, "tuple[int, int, int]"]):
    """The weights of student, adult and public by feature, in hundredths; a row is parsed when it is first asked for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._rows = Weights(text)

    def __missing__(self, feature: str) -> tuple[int, int, int]:
        row = self._rows[feature]
        weights = _NONE
        if row:
            student, adult, public = row.split("\t")
            weights = (int(student), int(adult), int(public))
        self[feature] = weights
        return weights


@cache
def _weights() -> _Weights:
    packed = Path(__file__).with_name("roles.tsv.gz").read_bytes()
    return _Weights(gzip.decompress(packed).decode("utf-8"))


def _sum(found: Iterable[str]) -> tuple[int, int, int]:
    """The weights of some features together, each counted once."""
    weights = _weights()
    rows = [weights[feature] for feature in dict.fromkeys(found)]
    student, adult, public = (sum(column) for column in zip(*rows, strict=True))
    return student, adult, public


@lru_cache(maxsize=64)
def _of_sentence(sentence: tuple[str, ...], following: tuple[str, ...]) -> tuple[int, int, int]:
    return _sum(shared(sentence, following))


class Weighed(NamedTuple):
    """A role, how probable a student is (0 to 1), and what each kind of adjacent evidence says."""

    role: Role
    why: str
    student: float
    evidence: Evidence = ()
    listed: bool = False

    @property
    def settled(self) -> bool:
        """Whether a list or adjacent evidence, not weighing alone, says that it is no student: not the heading of a lesson on
        public figures, whom pupils may play.
        """
        return self.listed or any(
            verdict.role in ("adult", "place") or (verdict.role == "public" and kind in TOUCHING)
            for kind, verdict in self.evidence
        )

    @property
    def student_by(self) -> frozenset[str]:
        """The kinds of evidence that say that it is a student."""
        return frozenset(kind for kind, verdict in self.evidence if verdict.role == "student")


def weigh(mention: Mention, poster: Poster) -> Weighed:
    """The role that a name's setting, the evidence in it, its peers and the poster give it, with the evidence in words."""
    setting, around, evidence = mention.setting, mention.around, mention.evidence
    if evidence and evidence[0][1].role == "place":
        return Weighed("place", _sentence(evidence[0][1].why), 0.0, evidence)
    plain = _plain(setting, evidence)
    if plain is not None:
        return Weighed(plain.role, _sentence(plain.why), float(plain.role == "student"), evidence)
    own = _sum(features(mention, poster))
    sums = [one + two for one, two in zip(own, _of_sentence(around.sentence, around.following), strict=True)]
    top = max(sums)
    powers = [math.exp((each - top) / 100) for each in sums]
    student = powers[0] / sum(powers)
    role: Role = "unknown"
    touching = {verdict.role for kind, verdict in evidence if kind in TOUCHING}
    if student >= (_BESIDE_A_CUE if touching == {"student"} else STUDENT):
        role = "student"
    elif student < (STUDENT if touching == {"adult"} else NOT_STUDENT) and not _only_student(evidence):
        role = "adult" if sums[1] >= sums[2] else "public"
    return Weighed(role, _why(role, evidence), student, evidence)


def _plain(setting: Setting, evidence: Evidence) -> Verdict | None:
    """Evidence that needs no weighing: a list of staff, a grade right beside the name, a signature with a job."""
    kinds = dict(evidence)
    if "touching" not in kinds or kinds["touching"].role != "student":
        for verdict in kinds.values():
            if verdict.surely and verdict.role == "adult":
                return verdict
    for kind in ("touching", "after", "bracket"):
        if kind in kinds and kinds[kind].surely:
            return kinds[kind]
    after = kinds.get("after")
    signed = setting.last_line and setting.first and after is not None and after.role == "adult"
    return after if signed else None


def _only_student(evidence: Evidence) -> bool:
    """Whether what heads the name's line or column says a student, and nothing says otherwise."""
    heads = any(kind in ("line", "column") and verdict.role == "student" for kind, verdict in evidence)
    return heads and all(verdict.role == "student" for _, verdict in evidence)


def _sentence(why: str) -> str:
    return f"{why[:1].upper()}{why[1:]}."


def _why(role: Role, evidence: Evidence) -> str:
    """The nearest evidence for a role, in words."""
    for _, verdict in evidence:
        if verdict.role == role:
            return _sentence(verdict.why)
    if role == "student":
        return "The words around it speak of a student."
    return "Nothing beside the name says that it is an adult."
