"""What the heading of a list, a line or a column says of the role of those who stand below it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from postcheck.config import rules
from postcheck.language.role_words import MOST_WORDS, Sure, Verdict, also_pupils, phrases, words_of

ADULT_LISTS = frozenset(
    "staff faculty teachers parents parent volunteers alumni alum pto pta ptsa boosters booster board employees employee retirees"
    " retirement retirements retiring chaperones donors sponsors officials judges coaches raffle auction hires hired".split()
)
_BODIES = frozenset("parent pto pta ptsa booster boosters board".split())  # of adults, but their notes name others too
_MEMBERS = frozenset(
    "board boosters officers members volunteers team committee presidents leaders helpers moms dads parents council slate"
    " nominees candidates association group corner treasurer president secretary".split()
)
_BOARDS = frozenset("school our new the executive advisory governing district pto pta ptsa booster boosters".split())
_AFTER_A_NOUN = frozenset(
    "of for at from in on with who and or to as week day month appreciation spotlight shoutout shoutouts thanks".split()
)
_GRADE_COLUMNS = frozenset("grade gr grado".split())
_STAFF_LISTS = frozenset("staff faculty employees employee retirees retirements retirement hires".split())
TIMES = frozenset("week month quarter trimester semester year day game match".split())
_HONORED = frozenset(
    "driver sub substitute employee educator paraeducator staffer cook maestro maestra mom dad".split()
)
_JOBS = frozenset(
    "teacher aide para paraprofessional coach counselor nurse principal custodian secretary librarian chaperone volunteer"
    " parent".split()
)


@cache
def _headings() -> dict[tuple[str, ...], Sure]:
    found: dict[tuple[str, ...], Sure] = {}
    for section, role in (
        ("list-headings-adult", "adult"),
        ("list-headings-student", "student"),
        ("list-headings-public", "public"),
    ):
        for entry in rules.sections("staff-words").get(section, ()):
            found[words_of(entry)] = role  # type: ignore[assignment]
    return found


def head(words: tuple[str, ...], where: str) -> Verdict | None:
    """What the words of a heading say; `where` tells what it heads."""
    found = _heading(words) if words else None
    if found is None or found[0] == "place":
        return None
    return Verdict(found[0], f"'{found[1]}' heads {where}", found[1] in _STAFF_LISTS)


def column(words: tuple[str, ...], beside: tuple[str, ...]) -> Verdict | None:
    """The head of a table's column; under a job at school stand those who have it. `beside`: the heads of all columns."""
    verdict = head(words, "its column")
    if verdict is None and _GRADE_COLUMNS & set(beside):
        return Verdict("student", "the table gives grades")
    return verdict._replace(surely=True) if verdict and len(words) == 1 and words[0].rstrip("s") in _JOBS else verdict


def _heading(words: Iterable[str]) -> tuple[Sure, str] | None:
    tokens = tuple(words)
    if tokens[-3:-1] == ("of", "the") and tokens[-1] in TIMES and phrases().get(tokens[-4:-3]):
        return holder_of(tokens[-4]), " ".join(tokens[-4:])
    for at, token in enumerate(tokens):
        if token in ADULT_LISTS and _names_members(
            tokens, at
        ):  # a staff roster: what they do says nothing of their age
            return "adult", token
    for at in range(len(tokens) - 1, -1, -1):
        for size in range(min(MOST_WORDS, len(tokens) - at), 0, -1):
            phrase = tokens[at : at + size]
            role = _headings().get(phrase)
            if role:
                return role, " ".join(phrase)
    for at in range(len(tokens) - 1, -1, -1):
        for size in range(min(MOST_WORDS, at + 1), 0, -1):
            phrase = tokens[at + 1 - size : at + 1]
            role = phrases().get(phrase)
            if role == "adult" and (phrase[-1].removesuffix("s") in also_pupils() or not _is_noun(tokens, at)):
                continue
            if role and _names_members(tokens, at):
                return role, " ".join(phrase)
    return None


def holder_of(noun: str) -> Sure:
    """Whose a title is for a week or a year: a teacher's or a volunteer's, or else a pupil's (reporter of the week)."""
    return "adult" if noun in ADULT_LISTS or noun.rstrip("s") in _JOBS or noun in _HONORED else "student"


def _names_members(heading: tuple[str, ...], at: int) -> bool:
    """Whether the word of a heading says who stands below it: "PTO Notes" does not, "PTO officers" and "Our PTO" do."""
    followed = heading[at + 1] if at + 1 < len(heading) else ""
    before = heading[max(0, at - 2) : at]
    if "for" in before or "we" in before or heading[0] == "to":  # scanned for the grandparents, to the mom who asked
        return False
    if heading[at] == "board" and at and heading[at - 1] not in _BOARDS:
        return followed == "members"  # a birthday board
    return heading[at] not in _BODIES or not followed or followed in _MEMBERS


def _is_noun(heading: tuple[str, ...], at: int) -> bool:
    """Whether the word of a heading is what it speaks of: of an "Official Kindergarten Hub" no official stands below it."""
    followed = heading[at + 1] if at + 1 < len(heading) else ""
    return not followed.isalpha() or followed in _AFTER_A_NOUN or followed in _MEMBERS
