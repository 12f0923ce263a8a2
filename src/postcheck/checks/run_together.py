"""Names of students run together with other words, where no sentence tells of them: in web addresses, in cheers of hashtags.

`/news/ana-lo-gr7-wins` names a pupil because of what else the address says; `#WayToGoMalia` cheers one by a given name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postcheck.language import known
from postcheck.language.fold import fold
from postcheck.language.names import lexicon
from postcheck.language.sentences import Span
from postcheck.model.draft import Part

_ADDRESS = re.compile(r"(?:https?://|www\.|(?<![\w@.])(?:[\w-]+\.)+[a-z]{2,6}/)[^\s<>\"')\]]+", re.IGNORECASE)
_SLUG = re.compile(r"(?<=/)([a-z]{2,})[-_]([a-z]{2,})((?:[-_][a-z\d]+)*)(?=[/?#.]|$)", re.IGNORECASE)
_OF_SCHOOL = re.compile(
    r"[-_](?:gr(?:ade)?[-_]?\d{1,2}|\d{1,2}(?:st|nd|rd|th)[-_]?grade\w*|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth|eleventh|twelfth)[-_]?grade\w*|student|freshman|sophomore|junior|senior|class[-_]of|valedictorian)(?![a-z])",
    re.IGNORECASE,
)
_STUDENTS = re.compile(r"/(?:students?|athletes?|roster|scholars?|honou?r-roll)/$", re.IGNORECASE)
_HASHTAG = re.compile(r"(?<![\w#])#((?:[A-Z][a-z]+){2,6})(?![\w])")
_HUMP = re.compile(r"[A-Z][a-z]+")
_CHEERS = frozenset(
    "waytogo congrats congratulations happybirthday hbd bravo goodjob greatjob nicejob nicework welldone getwell getwellsoon"
    " felicidades felizcumple soproudof proudof wemiss welove weloveyou yougo".split()
)


def slugs(parts: Sequence[Part]) -> Iterator[tuple[int, Span]]:
    """The full names in web addresses that speak of a pupil."""
    for index, part in enumerate(parts):
        for address in _ADDRESS.finditer(part.text) if "/" in part.text else ():
            for slug in _SLUG.finditer(part.text, *address.span()):
                of_school = _OF_SCHOOL.match(slug[3]) or _OF_SCHOOL.search(slug[3])
                listed = _STUDENTS.search(part.text, address.start(), slug.start())
                if (of_school or listed) and _is_name(slug[1], slug[2]):
                    yield index, Span(slug.start(1), slug.end(2))


def cheers(parts: Sequence[Part]) -> Iterator[tuple[int, Span]]:
    """The hashtags that cheer somebody by a given name alone."""
    for index, part in enumerate(parts):
        for tag in _HASHTAG.finditer(part.text) if "#" in part.text else ():
            *cheer, name = _HUMP.findall(tag[1])
            given, _, common = lexicon.bands(lexicon.load().lookup(name))
            if "".join(cheer).lower() in _CHEERS and given > 1 and not common:
                yield index, Span(*tag.span())


def _is_name(given: str, family: str) -> bool:
    """Whether two words are a full name, and no public figure's."""
    words = lexicon.load()
    first, second = lexicon.bands(words.lookup(given)), lexicon.bands(words.lookup(family))
    name = f"{given} {family}"
    public = any(each.words > 1 for each in known.listed(fold(name)))
    unknown = second == (0, 0, 0)  # a family name of which the lexicon knows nothing
    return first[0] > 0 and (second[1] > 0 or unknown) and first[2] < 2 and second[2] < 2 and not public
