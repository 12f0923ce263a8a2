"""`postcheck records`: look through the district's records, and seal the list of students."""

from __future__ import annotations

from pathlib import Path

from postcheck.checks.accounts import missing_contacts
from postcheck.config import settings
from postcheck.config.key import VARIABLE, district_key
from postcheck.config.settings import District
from postcheck.errors import PostcheckError
from postcheck.language.fold import plain
from postcheck.language.names import lexicon
from postcheck.records.book import Records, open_records
from postcheck.records.review import review
from postcheck.records.roster import ClearRoster
from postcheck.records.sealed import seal as sealed_bytes

CANNOT = """\
What a sealed list cannot do:
  - find a misspelled name (a clear list finds one slip of the keyboard);
  - tell two students of one name apart, or look a consent up by a student's id;
  - say in which row of the list a name stands.
Who has this file and the key can try names one by one, so keep the two apart. Seal the list again when it changes,
and with a new key when somebody who knew the key leaves. It still is a record of students: ask who may publish it."""
_MOST_SHOWN = 200


def check(config: Path | None) -> int:
    """Print everything that is to be mended or known. 0 nothing is wrong, 1 something is; PostcheckError: could not look."""
    district, records = _open(config)
    records.load_all()
    remarks = list(review(records, plain, _ordinary, missing_contacts))
    wrong = [str(each) for each in (*records.mistakes, *(each for each in remarks if each.wrong))]
    known = [str(each) for each in remarks if not each.wrong]
    for line in wrong[:_MOST_SHOWN]:
        print(line)
    for line in known[:_MOST_SHOWN]:
        print(f"{line} (worth knowing)")
    left = max(0, len(wrong) - _MOST_SHOWN) + max(0, len(known) - _MOST_SHOWN)
    if left:
        print(f"... and {left} more.")
    missing = [kind for kind in settings.RECORDS if not records.has(kind)]
    print(f"{len(wrong)} to mend, {len(known)} worth knowing, in: {', '.join(records.kinds)}.")
    if missing:
        print(f"Not kept in {district.file}: {', '.join(missing)}.")
    return int(bool(wrong))


def seal(output: Path, config: Path | None) -> int:
    """Write the sealed list of students. Raises PostcheckError without a key, without a clear list, or for a bad one."""
    key = district_key()
    if key is None:
        raise PostcheckError(
            f"{VARIABLE} is not set, and without a key anybody could guess the names. Make one with: "
            'python3 -c "import secrets; print(secrets.token_hex(32))"'
        )
    _, records = _open(config)
    clear = [each for each in records.rosters if isinstance(each, ClearRoster)]
    if not clear:
        raise PostcheckError("There is no list of students in clear to seal. Name one under 'records: students:'.")
    if records.mistakes:
        raise PostcheckError("\n".join(map(str, records.mistakes[:5])) + "\nMend the list, then seal it.")
    data = sealed_bytes(clear[0], key)
    part = output.with_name(f".{output.name}.part")
    try:
        part.write_bytes(data)
        part.replace(output)
    except OSError as error:
        raise PostcheckError(
            f"{output.as_posix()}: cannot be written ({error.strerror}). Choose another --output."
        ) from None
    print(
        f"Sealed: {output.as_posix()}. Name it under 'records: students:' in place of the list, and set {VARIABLE} there."
    )
    print(CANNOT)
    return 0


def _open(config: Path | None) -> tuple[District, Records]:
    path = config or settings.find([Path()])
    district = settings.load(path) if path else District()
    if not district.records:
        raise PostcheckError(
            f"{district.file or 'No postcheck.yaml was found, so it'} names no records. "
            "Name them under 'records:', such as: records: {students: students.csv}"
        )
    return district, open_records(district.records, Path(district.file or "").parent, plain)


def _ordinary(word: str) -> bool:
    return lexicon.bands(lexicon.load().lookup(word))[2] > 0
