"""A draft as read by a person: its folded parts, sentences and people, each worked out at first use and kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from postcheck.language import sentences
from postcheck.language.fold import Folded, fold
from postcheck.language.sentences import Span
from postcheck.model.context import UNSAID, Context
from postcheck.model.draft import Draft

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from postcheck.language.local import Local
    from postcheck.language.meaning.context import Facts, Odds
    from postcheck.language.people import Person


_PARAGRAPH = re.compile(r"[^\n]+")
_ROLES = ("student", "adult")  # of those named that say something of what a sentence means
_PROSE = frozenset({"text", "title", "alt", "caption", "hidden", "ocr", "metadata"})


class Meaning(NamedTuple):
    """A sentence (by its number in the part) that seems to mean something, and how surely (0 to 1)."""

    sentence: int
    score: float


class Reading:
    """What is known of a draft's language. `local` are the district's own names."""

    def __init__(self, draft: Draft, local: Local | None = None, context: Context = UNSAID) -> None:
        self.draft = draft
        self._local = local
        self._context = context

    @property
    def domains(self) -> tuple[str, ...]:
        """The district's own e-mail domains."""
        return self._local.domains if self._local else ()

    def is_staff(self, name: str) -> bool:
        """Whether a name is in the district's list of staff."""
        return self._local is not None and self._local.is_staff(name)

    @cached_property
    def folded(self) -> tuple[Folded, ...]:
        """Each part's folded text."""
        return tuple(fold(part.text, camel=part.kind in ("filename", "link")) for part in self.draft.parts)

    @cached_property
    def sentences(self) -> tuple[tuple[Span, ...], ...]:
        """Each part's sentences, as ranges of the typed text."""
        return tuple(sentences.split(part.text) for part in self.draft.parts)

    @cached_property
    def folded_sentences(self) -> tuple[tuple[Span, ...], ...]:
        """Each part's sentences, as ranges of the folded text."""
        return tuple(
            tuple(Span(*each.forth(*span)) for span in spans)
            for each, spans in zip(self.folded, self.sentences, strict=True)
        )

    def sentence_of(self, part: int, offset: int) -> int:
        """The number of the sentence of a part in which a typed offset stands."""
        return max(0, bisect_right(self.sentences[part], offset, key=lambda span: span.start) - 1)

    @cached_property
    def facts(self) -> tuple[tuple[Facts, ...], ...]:
        """What the sentence model is told of each part's sentences beside their words: the account, and who is named."""
        account = {f"account: {self._context.account}"} if self._context.account else set()
        named = {(each.part, self.sentence_of(each.part, each.span.start), each.role) for each in self.people}
        in_post = {role for _, _, role in named}
        post = account | {f"{role} in the post" for role in _ROLES if role in in_post}
        return tuple(
            tuple(
                frozenset(
                    post
                    | {role for role in _ROLES if (index, number, role) in named}
                    | ({"student before"} if (index, number - 1, "student") in named else set())
                )
                for number in range(len(spans))
            )
            for index, spans in enumerate(self.sentences)
        )

    @cached_property
    def _odds(self) -> tuple[Odds, ...]:
        """What the sentence model says of each part's sentences; of links and file names nothing."""
        from postcheck.language.meaning import model

        return tuple(
            model.load().log_odds([part.text[slice(*span)] for span in spans], facts)
            if part.kind in _PROSE
            else model.load().log_odds(())
            for part, spans, facts in zip(self.draft.parts, self.sentences, self.facts, strict=True)
        )

    def is_doubted(self, part: int, sentence: int, category: str) -> bool:
        """Whether the sentence model is all but sure that a sentence is no breach of a category."""
        from postcheck.language.meaning import model

        if not self._odds[part].own:
            return False
        score = model.load().score(self._odds[part], sentence, category)
        return score is not None and score < model.DOUBTED

    @cached_property
    def meanings(self) -> tuple[Mapping[str, list[Meaning]], ...]:
        """The sentences of each part that seem to breach a category, by that, going by the sentence model: nearly none."""
        from postcheck.language.meaning import model

        found: list[dict[str, list[Meaning]]] = []
        for odds in self._odds:
            found.append({})
            for number, sentence in enumerate(model.load().judge(odds)):
                for judged in sentence:
                    found[-1].setdefault(judged.category, []).append(Meaning(number, judged.score))
        return tuple(found)

    @cached_property
    def foreign(self) -> tuple[tuple[int, int, int, str], ...]:
        """The paragraphs that are not in English, whose wording is not checked: part, typed range, and the language."""
        from postcheck.language.tongue import foreign

        return tuple(
            (index, *paragraph.span(), name)
            for index, part in enumerate(self.draft.parts)
            if part.kind in _PROSE
            for paragraph in _PARAGRAPH.finditer(part.text)
            if (name := foreign(paragraph.group()))
        )

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody who is named in the draft, with the role that the words give them."""
        from postcheck.language.people import people

        return people(self.draft, self.folded, self.sentences, self._local, self._context)

    @cached_property
    def docs(self) -> tuple[Doc, ...]:
        """Each part as a spaCy document (tokens only: no trained pipeline is needed). Imports spaCy."""
        from postcheck.language.spacy_docs import tokenizer

        make = tokenizer()
        return tuple(make(part.text) for part in self.draft.parts)


def annotate(draft: Draft, local: Local | None = None, context: Context = UNSAID) -> Reading:
    """A draft, ready to be asked for its sentences and people."""
    return Reading(draft, local, context)
