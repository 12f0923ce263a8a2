"""The district's own names, from its settings: schools, towns, streets, opponents, staff, e-mail domains."""

from __future__ import annotations

from dataclasses import dataclass, field

from postcheck.language.fold import plain


@dataclass(frozen=True, slots=True)
class Local:
    """Names that a district says are no student's, and the domains of its e-mail."""

    places: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    _places: frozenset[str] = field(init=False, repr=False, default=frozenset())
    _staff: frozenset[str] = field(init=False, repr=False, default=frozenset())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", frozenset(map(_key, self.places)))
        object.__setattr__(self, "_staff", frozenset(map(_key, self.staff)))

    def is_place(self, name: str) -> bool:
        """Whether a name is one of the district's places, or its beginning ('Marion' of 'Marion Elementary')."""
        key = _key(name)
        return any(place == key or place.startswith(key + " ") for place in self._places)

    def is_staff(self, name: str) -> bool:
        """Whether a name is in the district's list of staff."""
        return _key(name) in self._staff


def _key(name: str) -> str:
    return " ".join(plain(name).replace(".", " ").split())
