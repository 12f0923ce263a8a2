"""Describe a token by the few properties from which the name finder's weights were learnt.

Training and run time share this module, so that the weights always meet the descriptions they were learnt on. What a
token is by itself (:func:`describe`) is worked out once for every distinct word; where it stands (:func:`surroundings`)
is packed in one small integer.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from postcheck.language.names.lexicon import Lexicon, bands, fold
from postcheck.language.names.tokens import ADDRESS, BLANK_LINE, NEWLINE, PLAIN_TEXT, Tokens

_TITLES: Final = (
    "mr mrs ms mx miss dr prof professor coach coaches principal superintendent supt officer deputy sheriff chief "
    "judge nurse sgt sergeant lt lieutenant capt captain cpl corporal col colonel maj major gen general rev "
    "reverend fr father pastor sister brother sr sra srta senor senora senorita maestra maestro don dona gov "
    "governor sen senator rep representative congressman congresswoman president mayor councilman councilwoman "
    "trooper firefighter grandma grandpa aunt uncle auntie tia tio tita sir lady king queen prince princess chef "
    "hon director lic ing profe doctor doctora ranger detective asst assistant"
)
_ORGANISATIONS: Final = (
    "school schools elementary middle high academy college university hs ms institute center centre library gym "
    "gymnasium stadium field auditorium theater theatre hall park street st avenue ave road rd drive dr lane ln "
    "boulevard blvd way court circle parkway highway bridge county city town township district church chapel "
    "hospital clinic museum foundation award awards scholarship fund memorial trophy cup prize medal day week month "
    "club team league classic invitational tournament relays lake river creek mountain hill hills valley island "
    "fort camp co inc llc corp company bank store farms dairy pizza bakery lutheran catholic christian methodist "
    "prep house building room wing press times university program project act law bowl fest festival parade dam "
    "reservation airport plaza mall"
)
_CALENDAR: Final = (
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur "
    "thurs fri sat sun easter christmas hanukkah halloween thanksgiving ramadan eid diwali kwanzaa spring summer "
    "fall autumn winter enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "lunes martes miercoles jueves viernes sabado domingo"
)
_PLACES: Final = (
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois "
    "indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri "
    "montana nebraska nevada hampshire jersey york carolina dakota ohio oklahoma oregon pennsylvania rhode "
    "tennessee texas utah vermont virginia washington wisconsin wyoming usa america american canada mexico china "
    "india africa england france spain germany italy ireland russia ukraine japan korea vietnam laos somalia kenya "
    "ethiopia nigeria brazil cuba haiti london paris chicago boston houston dallas denver austin phoenix seattle "
    "portland detroit atlanta miami omaha fargo duluth minneapolis milwaukee cleveland cincinnati columbus memphis "
    "nashville charlotte orlando tampa lincoln madison jackson jefferson lansing albany sacramento oakland fresno "
    "tucson cheyenne helena pierre bismarck mankato rochester francisco diego antonio angeles vegas paul louis"
)
_PARTICLES: Final = (
    "de la las los del da di do dos du van von der den ter bin ibn al el abu st ste le y mac mc san santa"
)
_SUFFIXES: Final = "jr sr ii iii iv"

_TAGS: Final = {
    word: tag
    for tag, words in (
        ("L", _PLACES),
        ("O", _ORGANISATIONS),
        ("C", _CALENDAR),
        ("P", _PARTICLES),
        ("T", _TITLES),
        ("X", _SUFFIXES),
    )
    for word in words.split()
}
_MARKS: Final = {
    **dict.fromkeys('“”"„«»', '"'),
    **dict.fromkeys("'’‘", "'"),
    **dict.fromkeys("–—-−―", "-"),
    **dict.fromkeys("•·*●▪◦‣→⭐★☆✨", "*"),
}
_LIKELY: Final = {
    (given, surname): (
        ("B" if surname > 1 else "G") if given > 1 else "S" if surname > 1 else "w" if given or surname else "n"
    )
    for given in range(4)
    for surname in range(4)
}
_SHAPE: Final = re.compile(r"(.)\1+")
_CAPITAL: Final = "UAIM"


class Token(NamedTuple):
    """What a token is by itself: its casing, its exact and its coarse class, and all attributes that bear on itself."""

    case: str
    exact: str
    coarse: str
    word: str
    own: tuple[str, ...]


def _casing(word: str) -> str:
    if word.islower():
        return "l"
    letters = [c for c in word if c.isalpha()]
    if len(letters) == 1 or (word.endswith(".") and word.isupper()):
        return "I"
    if word.isupper():
        return "A"
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return "U"
    return "M"


def describe(word: str, lexicon: Lexicon) -> Token:
    """Return the properties of ``word`` that do not depend on where it stands."""
    if word in (NEWLINE, BLANK_LINE, ADDRESS):
        mark = {NEWLINE: "<line>", BLANK_LINE: "<blank>"}.get(word, word)
        return Token("p", mark, mark, mark, ("w=" + mark,))
    first = word[0]
    if first.isdigit():
        shape = "d" + str(min(len(word), 4)) if word.isdigit() else "d."
        return Token("d", shape, "d", shape, ("w=" + shape,))
    if not any(c.isalpha() for c in word):
        mark = _MARKS.get(first, first)
        if not mark.isascii() or unicodedata.category(first) == "So":
            mark = "☺"
        elif len(word) > 1 and mark not in "*-":
            mark += mark
        return Token("p", mark, mark, mark, ("w=" + mark,))
    folded = fold(word)
    case = _casing(word)
    plain = folded.rstrip(".")
    given, surname, common = bands(lexicon.lookup(plain if plain else folded))
    tag = _TAGS.get(plain, "")
    likely = _LIKELY[given, surname]
    exact = f"{case}{tag}{given}{surname}{common}"
    coarse = f"{case}{tag}{likely}{common}"
    own = ["w=" + folded, "x=" + exact, "c=" + coarse]
    if not (common == 2 and case == "l"):
        shape = _SHAPE.sub(r"\1", "".join("X" if c.isupper() else "x" if c.isalpha() else c for c in word))
        size = str(min(len(folded), 8))
        own += ["h=" + shape, "n=" + case + likely + size, "p=" + folded[:3], "s=" + folded[-3:], "z=" + folded[-2:]]
    return Token(case, exact, coarse, folded, tuple(own))


def surroundings(tokens: Tokens, described: list[Token]) -> list[int]:
    """Return for every token its place: kind of tag, casing of the line, whether it begins a line or sentence.

    A capital says little at the head of a sentence, in a title or in a line of capitals; a short line of two
    capitalised words is likely to be part of a list of names.
    """
    flags: list[int] = []
    begin = 0
    count = len(described)
    kinds = tokens.kinds
    while begin < count:
        end = begin
        lower = capital = upper = 0
        while end < count and tokens.words[end][0] != NEWLINE:
            case = described[end].case
            if case == "l":
                lower += 1
            elif case == "A":
                upper += 1
            elif case in _CAPITAL:
                capital += 1
            end += 1
        words = lower + capital + upper
        if not upper and not capital:
            line = 0
        elif not lower and not capital and words > 1:
            line = 1
        elif lower <= words * 0.3:
            line = 2
        else:
            line = 3
        size = 0 if words <= 2 else 1 if words <= 5 else 2
        shape = (line * 3 + size) * 4
        fresh = 1
        for at in range(begin, end):
            if kinds[at] != PLAIN_TEXT:
                flags.append((shape + kinds[at]) * 3)
                fresh = 0
                continue
            flags.append(shape * 3 + fresh)
            token = described[at]
            if token.case == "p":
                if token.word in (".", "!", "?", "!!", "??", "..", ":", "☺", "|", "*"):
                    fresh = 2 if fresh != 1 else 1
            elif token.case != "d" or fresh != 1:
                fresh = 0
        if end < count:
            flags.append(0)
            end += 1
        begin = end
    return flags


def place_attributes(flag: int, coarse: str) -> tuple[str, ...]:
    """Name the attributes of a token of class ``coarse`` at the place ``flag``."""
    rest, fresh = divmod(flag, 3)
    rest, kind = divmod(rest, 4)
    line, size = divmod(rest, 3)
    return (
        f"l{line}={coarse}",
        f"f{fresh}={coarse}",
        f"k{kind}={coarse}",
        f"z{size}{line}{fresh}={coarse}",
    )


def attributes(tokens: Tokens, described: list[Token]) -> list[list[str]]:
    """Return every attribute of every token, as the trainer wants them."""
    edge = Token("p", "<edge>", "<edge>", "<edge>", ())
    padded = [edge, edge, *described, edge, edge]
    flags = surroundings(tokens, described)
    result = []
    for index, flag in enumerate(flags):
        before2, before, own, after, after2 = padded[index : index + 5]
        found = ["0" + a for a in own.own]
        for offset, other, depth in (("a", before2, 2), ("b", before, 3), ("d", after, 3), ("e", after2, 2)):
            found += [offset + a for a in context(other)[:depth]]
        found += place_attributes(flag, own.coarse)
        found += (
            f"B{before.exact}|{own.exact}",
            f"D{own.exact}|{after.exact}",
            f"T{before.coarse}|{own.coarse}|{after.coarse}",
            f"P{before2.coarse}|{before.coarse}|{own.coarse}",
            f"N{own.coarse}|{after.coarse}|{after2.coarse}",
            f"v{before.word}|{own.coarse}",
            f"y{after.word}|{own.coarse}",
        )
        result.append(found)
    return result


def context(token: Token) -> tuple[str, str, str]:
    """Return the attributes that a token lends its neighbours."""
    return ("w=" + token.word, "c=" + token.coarse, "x=" + token.exact)
