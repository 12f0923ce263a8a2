"""How names stand on the page: what is right beside each, which names are said in one breath, and what heads their list.

Everything here is adjacent evidence in the sense that a reader uses it: the words touching a name, the words before the
list it stands in, the heading or table column that governs it, and nothing further away.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from postcheck.language.fold import plain
from postcheck.language.sentences import Span

_TOKEN = re.compile(
    r"(?:Mr|Mrs|Ms|Mx|Dr|St|Sra|Srta|Sr|Prof|Rev|Sgt|Lt|Capt|Gr|Jr|Rm|No|Sen|Rep|Gov|Supt|Asst)\.|(?<!\w)['\u2019]\d\d\b|[^\W_]+(?:['\u2019.-][^\W_]+)*|[#@&:;,.()!?\"\u201c\u201d/|+\u2022\u2013\u2014-]"
)
_CONNECTOR = re.compile(
    r"(?:\s|,|;|/|&|\+|\||\u2022|\u00b7|\u2013|\u2014|-|\band\b|\by\b|\be\b|\bor\b|\bplus\b|\bwith\b|\([^()\n]{0,60}\)"
    r"|\"[^\"\n]{0,24}\"|#?(?<!\d)\d{1,3}(?!\d)[.)]?|\bthe\b|\bthen\b|\b(?:Jr|Sr|II|III)\b\.?|\bMrs?\b\.?|\bMs\b\.?)*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)")
_RUN_IN = re.compile(r"[\s*#>\u2022-]*([^.!?:\n\u2013\u2014]{2,44})[.!?:\u2013\u2014](?=\s)")
_NEXT = re.compile(r"(?:'s|\u2019s)? ([^\W_][\w.'\u2019-]*)")
_MOST_HEADING = 10  # words; a longer line is prose
_MOST_UP = 30  # lines to look upwards for a heading
_REACH = 5  # tokens on each side
_NEAR = 120  # characters in which they and a short sentence stand: what is further away in a long line is not looked at
_ENDED = re.compile(r"[a-z]{4,}[.!?][)\"\u201d]*\s")
_FURTHER = 11
_STOP = re.compile(r"[.!?][)\"\u201d]*\s")
_FAR = 3  # sentences after which a paragraph's heading no longer says who is meant


class Setting(NamedTuple):
    """What stands around one name, as folded tokens (but for the next word).

    `left` and `right` touch the name (nearest last, nearest first); `before` and `after` touch the list of names that it is
    said in; `bracket` is what stands in brackets right after it; `prefix` opens its line up to a colon; `heading` governs
    it from above; `column` heads its table column, `columns` are the heads of all; `opening` is a short sentence right
    before the list; `run_in` is the heading that opens the paragraph ("Retirements. We say goodbye to ..."). `listed` tells
    a list or table from prose.
    """

    next_word: str  # as typed, when it follows the name with nothing but a space between
    left: tuple[str, ...]
    right: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    apposition: tuple[str, ...]  # `right`, further on
    bracket: tuple[str, ...]
    prefix: tuple[str, ...]
    heading: tuple[str, ...]
    column: tuple[str, ...]
    columns: tuple[str, ...]
    opening: tuple[str, ...]
    run_in: tuple[str, ...]
    group: tuple[int, int]
    listed: bool
    alone: bool
    first: bool
    last_line: bool


def tokens(text: str) -> tuple[str, ...]:
    """The folded words and signs of a text."""
    return tuple(plain(match.group()) for match in _TOKEN.finditer(text))


class Layout:
    """One part's text with the names in it, in order."""

    def __init__(self, text: str, names: tuple[Span, ...]) -> None:
        self.text = text
        self.names = names
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._ends = [*(start - 1 for start in self._starts[1:]), len(text)]
        self._last = max(
            (at for at in range(len(self._starts)) if text[self._starts[at] : self._ends[at]].strip()), default=0
        )
        self._named = {bisect_right(self._starts, name.start) - 1 for name in names}
        self._headings: dict[int, tuple[str, ...]] = {}
        self._tops: dict[int, list[int]] = {}  # the head of the table, by the first line of a row
        self._groups: dict[int, tuple[int, int]] = {}
        self._counts: dict[int, int] = {}  # words a line

    def setting(self, number: int) -> Setting:
        """What stands around a name."""
        name = self.names[number]
        line = bisect_right(self._starts, name.start) - 1
        table = self._table(line)
        start, end = self._starts[line], max(self._ends[line], name.end)
        first, last = self._group(number, start, end)
        group_start, group_end = self.names[first].start, self.names[last].end
        left = self.text[start : name.start]
        if number > first:  # what stands in brackets after the name before is about that one
            left = _BRACKETS.sub("", self.text[self.names[number - 1].end : name.start])
        right_to = self.names[number + 1].start if number < last else end
        lead = self.text[start:group_start]
        prefix, colon, since = lead.rpartition(":")
        if len(since) > _NEAR and _ENDED.search(since):  # other sentences stand between
            colon = ""
        if line not in self._counts:
            self._counts[line] = len(self.text[start:end].split())
        words = self._counts[line]
        following = _NEXT.match(self.text, name.end, end)
        return Setting(
            next_word=following.group(1) if following else "",
            left=self._tail(left),
            right=tokens(self.text[name.end : min(right_to, name.end + 60)])[:_REACH],
            apposition=tokens(self.text[name.end : min(right_to, name.end + 80)])[:_FURTHER],
            before=self._tail(_sentence_tail(lead[-_NEAR:])) if first != number else (),
            after=tokens(_BRACKETS.sub("", self.text[group_end : min(end, group_end + 80)]))[:_REACH]
            if last != first
            else (),
            bracket=self._bracket(name.end, end),
            prefix=self._prefix(prefix if colon else "", table, line),
            heading=self._heading(table[1][0] if table else line),
            column=self._cell(table[1][table[0].index(line)]) if table else (),
            columns=tuple(word for each in table[1] for word in self._cell(each)) if table else (),
            opening=self._opening(lead[-_NEAR:]),
            run_in=self._run_in(lead),
            group=(first, last),
            listed=words <= 12 or not lead.strip() or last - first >= 3,
            alone=not lead.strip(" \t*-#\u2022\u2013\u2014~,") and not self.text[name.end : end].strip(" .!*~"),
            first=not lead.strip(" \t*-#\u2022"),
            last_line=line >= self._last,
        )

    def _group(self, number: int, start: int, end: int) -> tuple[int, int]:
        """The names that are said in one breath with this one: only commas, 'and', numbers or brackets between."""
        if number in self._groups:
            return self._groups[number]
        first = last = number
        while first and self.names[first - 1].start >= start and self._joined(first - 1):
            first -= 1
        while last + 1 < len(self.names) and self.names[last + 1].end <= end and self._joined(last):
            last += 1
        for each in range(first, last + 1):
            self._groups[each] = (first, last)
        return first, last

    def _joined(self, number: int) -> bool:
        between = self.text[self.names[number].end : self.names[number + 1].start]
        return len(between) < 80 and "\n" not in between and _CONNECTOR.fullmatch(between) is not None

    def _tail(self, text: str, reach: int = _REACH) -> tuple[str, ...]:
        return tokens(text[-80:])[-reach:]

    def _prefix(self, before_colon: str, table: tuple[list[int], list[int]] | None, line: int) -> tuple[str, ...]:
        """What opens the line up to a colon; in a table, the first cell of the row."""
        if before_colon:
            return self._tail(before_colon, 8) if len(before_colon) < 90 else ()
        return self._cell(table[0][0]) if table and table[0][0] != line and table[0][0] not in self._named else ()

    def _cell(self, line: int) -> tuple[str, ...]:
        return tokens(self.text[self._starts[line] : self._ends[line]])[:6]

    def _bracket(self, at: int, end: int) -> tuple[str, ...]:
        match = re.compile(r"[\u2019']?s?\s*[(\[]([^()\[\]\n]{1,50})[)\]]").match(self.text, at, end)
        return tokens(match.group(1))[:8] if match else ()

    def _opening(self, lead: str) -> tuple[str, ...]:
        """A short sentence right before a sentence that opens with names: 'Welcome our new staff! A, B and C'."""
        match = re.search(r"([^.!?\n]{3,70})[!?.:][\s*\"]+$", lead)
        return tokens(match.group(1))[-8:] if match else ()

    def _run_in(self, lead: str) -> tuple[str, ...]:
        match = _RUN_IN.match(lead)
        if match is None or "," in match.group(1):  # "Parents, don't panic!" speaks to them
            return ()
        if len(_STOP.findall(lead, match.end())) >= _FAR:
            return ()
        return tokens(match.group(1)) if len(match.group(1).split()) <= 5 else ()

    def _heading(self, line: int) -> tuple[str, ...]:
        if line in self._headings:
            return self._headings[line]
        found: tuple[str, ...] = ()
        for above in range(line - 1, max(-1, line - _MOST_UP), -1):
            text = self.text[self._starts[above] : self._ends[above]].strip()
            if not any(map(str.isalpha, text)) or ": " in text:  # an empty line, a number in a cell, "Contact: none"
                continue
            if above in self._named:
                if above in self._headings and not text.endswith(":"):
                    found = self._headings[above]
                    break
                if not text.endswith(":"):
                    continue
            if len(text.split()) <= _MOST_HEADING and not text.endswith((".", ",")):
                found = tokens(text)
                break
            if text.endswith(":"):
                found = tokens(text)[-_MOST_HEADING:]
                break
        self._headings[line] = found
        return found

    def _table(self, line: int) -> tuple[list[int], list[int]] | None:
        """The row that a line is a cell of and the head of its table: rows of as many cells, parted by empty lines."""
        row = self._row(line)
        if row is None or len(row) < 2:
            return None
        top = row
        passed = []
        while top[0] >= 2 and top[0] not in self._tops:
            passed.append(top[0])
            above = self._row(top[0] - 2)
            if above is None or len(above) != len(row) or not all(map(self._is_cell, above)):
                break
            top = above
        top = self._tops.get(top[0], top)
        for each in passed:
            self._tops[each] = top
        return (row, top) if top is not row and not any(each in self._named for each in top) else None

    def _is_cell(self, line: int) -> bool:
        text = self.text[self._starts[line] : self._ends[line]].strip()
        return len(text.split()) <= 6 and not text.endswith((".", "!", ":", ","))

    def _row(self, line: int) -> list[int] | None:
        """The lines of the block that a line stands in, between empty lines."""
        if line < 0 or not self.text[self._starts[line] : self._ends[line]].strip():
            return None
        first = last = line
        while first and self.text[self._starts[first - 1] : self._ends[first - 1]].strip() and last - first < 12:
            first -= 1
        while (
            last + 1 < len(self._starts)
            and self.text[self._starts[last + 1] : self._ends[last + 1]].strip()
            and last - first < 12
        ):
            last += 1
        return list(range(first, last + 1))


def _sentence_tail(text: str) -> str:
    """What follows the last end of a sentence."""
    match = re.search(r"[.!?][\"')\]]*\s(?=[^.!?]*$)", text)
    return text[match.end() :] if match else text
