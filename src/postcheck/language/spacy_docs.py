"""spaCy without any trained pipeline: its tokens and its matcher. Importing it costs more than all else, so it is late."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc


@cache
def _blank() -> Language:
    from spacy.lang.en import English

    return English()


def tokenizer() -> Callable[[str], Doc]:
    """What makes a spaCy document of a text."""
    return _blank().make_doc


def matcher(pattern: list[dict[str, Any]]) -> Matcher:
    """A matcher of one token pattern. Raises ValueError with spaCy's reason when the pattern makes no sense."""
    from spacy.matcher import Matcher

    made = Matcher(_blank().vocab, validate=True)
    made.add("pattern", [pattern])
    return made
