"""Words in disguise: letters swapped for digits and signs, masked, set apart, or repeated.

Every finder takes one text and yields where a listed word stands in it. All are linear in the text: what is costly is
done for the few chunks of a text that have a sign or a digit between letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from postcheck.checks.terms_lists import SHORT, Lexicon, Term, squeeze, stretches
from postcheck.checks.terms_view import View

Spot = tuple[int, int, Term]
_SWAPS = {
    "@": "a", "4": "a", "8": "b", "(": "c", "<": "c", "¢": "c", "3": "e", "€": "e", "6": "g", "9": "g", "#": "h",
    "!": "il", "1": "il", "|": "il", "¡": "i", "£": "l", "0": "o", "5": "s", "$": "s", "§": "s", "7": "t", "+": "t",
    "2": "z", "¥": "y",
}  # fmt: skip
_SWAPPED = tuple(str.maketrans({sign: letters[choice] for sign, letters in _SWAPS.items()}) for choice in (0, -1))
_SIGNS = frozenset("*#%&^@$•●■█×·~!¡+§€£¥¢<(|")  # may stand for any letter
_THIN = frozenset("-_.?=")  # may stand for a vowel only: f-ck, sh_t
_MASKS = _SIGNS | _THIN
_BETWEEN = "-_.*~+|·•/\\"
_NO_BETWEEN = {ord(sign): None for sign in _BETWEEN}
_AROUND_LEFT = "\"'([{<*_~#>.,;:-!?¿"
_AROUND_RIGHT = ".,;:?!\"')]}>…"
_PUNCTUATION = ".,;:?!\"')(]}…"
_VOWELS = "aeiou"
_CHUNK = re.compile(r"\S+")
_PARTS = re.compile(r"[^-/,;:…\"()\[\]<>=]+(?:-(?=-|$))*")
_FIRST_ONLY = re.compile(r"[a-z][*#@$%&!^•]{2,}|[a-z]-{3,}")
_ADDRESS = re.compile(r"\S+@\S+\.\w+|(?:https?:|www\.)\S+|(?:[\w-]+\.)+(?:com|org|net|edu|gov|us|io)(?:/\S*)?")
_APART = re.compile(r"(?<![^\W_])[a-z0-9@$!](?:[ .\-_|/~·*,]{1,3}[a-z0-9@$!]){2,}(?![^\W_])")
_LONE = re.compile(r" \w \w \w ")
_SINGLE = re.compile(r"[a-z0-9@$!]")
_FIRST_ONLY_WORDS = frozenset({"ass", "hell"})
_LONGEST = 48


def is_address(chunk: str) -> bool:
    """Whether a chunk without spaces is an e-mail or web address."""
    return bool(_ADDRESS.fullmatch(chunk.strip("\"'()[]<>{},;!?.")))


def stretched(view: View, lexicon: Lexicon) -> Iterator[Spot]:
    """Words with letters repeated: fuuuck, daaamn."""
    found: dict[str, Term] = {}
    tokens = list(view.tokens)
    for token, squeezed in zip(tokens, squeeze(" ".join(tokens)).split(), strict=True):
        if squeezed in lexicon.squeezed and token not in lexicon.words:
            for term in lexicon.squeezed[squeezed]:
                if stretches(token, term):
                    found[token] = term
    for token, term in found.items():
        for start, end in view.places(token):
            yield start, end, term


def signed(view: View, lexicon: Lexicon, before: frozenset[str]) -> Iterator[Spot]:
    """Words with signs and digits in place of letters, or in between: sh1t, f*ck, s#!t, fu-ck, f---."""
    text = view.text
    odd = (chunk for chunk in set(text.split()) if not chunk.strip(_PUNCTUATION).isalpha())
    found = {chunk: spots for chunk in odd if (spots := _in_chunk(chunk, lexicon))}
    if not found:
        return
    last = ""
    for match in _CHUNK.finditer(text):
        chunk = match.group()
        for start, end, term in found.get(chunk, ()):
            begin, finish = match.start() + start, match.start() + end
            if not _is_code(view.shown[begin:finish], last in before or (chunk.startswith("#") and end - start < 5)):
                yield begin, finish, term
        last = chunk.strip(_AROUND_LEFT + _AROUND_RIGHT)


def _is_code(shown: str, after_cue: bool) -> bool:
    """Whether letters and digits as typed are rather a code, a room or a number plate: room a55, A55, #b00b5."""
    if shown == "A**":  # a grade
        return True
    if not shown.isalnum() or shown.isalpha():
        return False
    digits = sum(sign.isdigit() for sign in shown)
    return after_cue or (len(shown) - digits <= digits and shown != shown.lower())


def _in_chunk(chunk: str, lexicon: Lexicon) -> list[Spot]:
    """The words in disguise within one chunk, as ranges of it."""
    if len(chunk) > _LONGEST or (_has_no_letter(chunk) and chunk not in lexicon.typed):
        return []
    left = len(chunk) - len(chunk.lstrip(_AROUND_LEFT))
    core = chunk[left:].rstrip(_AROUND_RIGHT)
    if left and chunk[left - 1] in "*_~":
        core = core.rstrip(chunk[left - 1]).rstrip(_AROUND_RIGHT)
    if term := _reads_as(core, lexicon):
        return [] if is_address(chunk) else [(left, left + len(core), term)]
    spots: list[Spot] = []
    for part in _PARTS.finditer(core):
        piece = part.group()
        if piece != core and not piece.isalpha() and (term := _reads_as(piece, lexicon)):
            spots.append((left + part.start(), left + part.end(), term))
    return [] if spots and is_address(chunk) else spots


def _has_no_letter(chunk: str) -> bool:
    """Whether nothing in a folded chunk can be read as a word; "@$" can."""
    return chunk.upper() == chunk and "@$" not in chunk


def _reads_as(core: str, lexicon: Lexicon) -> Term | None:
    """The word that a core with signs in it reads as, if it does."""
    if core in lexicon.typed:
        return lexicon.typed[core]
    if len(core) < SHORT or core.isalpha() or _has_no_letter(core) or core.replace("'", "").isalpha():
        return None
    return _joined(core, lexicon) or _masked(core, lexicon)


def _joined(core: str, lexicon: Lexicon) -> Term | None:
    """Swapped letters put back, and what stands between letters taken out."""
    for table in _SWAPPED:
        plain = core.translate(table)
        term = lexicon.words.get(plain)
        if term and term.manner in ("words", "not as a name") and plain != core:
            return term
        bare = plain.translate(_NO_BETWEEN)
        if len(bare) <= SHORT or bare == plain:
            continue
        term = lexicon.words.get(bare)
        if term and term.manner == "words":
            return term
        if term and len(plain) - len(bare) >= len(bare) - 1:
            return term
    return None


def _masked(core: str, lexicon: Lexicon) -> Term | None:
    """Signs in place of letters, one for one: f*ck, s**t, f-ck, f***."""
    if _MASKS.isdisjoint(core) or (len(core) == SHORT and core[1] == "*" and core[2] != "*"):  # a*s is arithmetic
        return None
    initials = [each for each in _SWAPS.get(core[0], core[0]) if (each, len(core)) in lexicon.shaped]
    if not initials:
        return None
    letters = sum(sign.isalpha() for sign in core)
    first_only = bool(_FIRST_ONLY.fullmatch(core))
    if not first_only and letters < 2:
        return None
    if not first_only and not core[-1].isalpha() and letters * 2 < len(core):
        return None
    hyphens = "--" in core
    for initial in initials:
        for term in lexicon.shaped[initial, len(core)]:
            if first_only and term.manner != "words" and term.word not in _FIRST_ONLY_WORDS:
                continue
            if _fits(core, term, hyphens, first_only):
                return term
    return None


def _fits(core: str, term: Term, hyphens: bool, first_only: bool) -> bool:
    """Whether each sign of a core may stand for the letter of the term."""
    thin = False
    for sign, letter in zip(core, term.word, strict=True):
        if sign == letter or letter in _SWAPS.get(sign, ""):
            continue
        if sign in _SIGNS or (sign == "-" and hyphens):
            continue
        if sign in _THIN and letter in _VOWELS:
            thin = True
            continue
        return False
    return not thin or (len(core) > SHORT and term.manner == "words") or first_only


def apart(view: View, lexicon: Lexicon) -> Iterator[Spot]:
    """Words with their letters set apart: f u c k, s.h.i.t, f-u-c-k."""
    if not _LONE.search(view.words):
        return
    text = view.text
    for run in _APART.finditer(text):
        signs = [(run.start() + each.start(), each.group()) for each in _SINGLE.finditer(run.group())]
        gaps = [text[a + 1 : b] for (a, _), (b, _) in pairwise(signs)]
        signed_gaps = any(gap.strip() for gap in gaps)
        words: list[list[tuple[int, str]]] = [[signs[0]]]
        for gap, sign in zip(gaps, signs[1:], strict=True):
            if (not gap.strip()) if signed_gaps else len(gap) > 1:
                words.append([])
            words[-1].append(sign)
        for word in words:
            for cut in (word, word[1:] if word[0][1] in "iau" else [], word[:-1] if word[-1][1] == "u" else []):
                if cut and (term := _spelled("".join(sign for _, sign in cut), lexicon)):
                    yield cut[0][0], cut[-1][0] + 1, term
                    break


def _spelled(letters: str, lexicon: Lexicon) -> Term | None:
    """The word that letters set apart make; short ones only where no abbreviation is likelier."""
    for table in _SWAPPED:
        plain = letters.translate(table)
        term = lexicon.words.get(plain)
        if term and (len(plain) > SHORT or term.tier.name == "acronym" or plain == "ass") and term.manner != "perhaps":
            return term
    return None
