"""spaCy's tokens for a text, without any trained pipeline. Importing spaCy costs more than all else; it is done here, late."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@cache
def blank() -> Language:
    """spaCy's English rules for tokens, without any trained part."""
    from spacy.lang.en import English

    return English()


def tokenizer() -> Callable[[str], Doc]:
    """What makes a spaCy document of a text."""
    return blank().make_doc
