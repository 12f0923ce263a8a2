"""What is worth saying of a draft in its context and breaks no clause: too long for its platform, a time that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from postcheck.model.context import Context
from postcheck.model.draft import Draft
from postcheck.model.finding import Notice

LENGTHS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "x": ("X", 280), "twitter": ("X", 280), "instagram": ("Instagram", 2_200), "linkedin": ("LinkedIn", 3_000),
        "google": ("Google Business", 1_500), "google business": ("Google Business", 1_500),
        "facebook": ("Facebook", 62_000),
    }
)  # fmt: skip
"""What a platform is called, its name as people write it, and its characters a post (as the schedulers' help pages say)."""
_LINK = re.compile(r"https?://\S+")
_AS_LONG_AS = "x" * 23  # what a link counts on X, however long it is


def notices(draft: Draft, context: Context) -> Iterator[Notice]:
    """A notice for a time that cannot be read, and for each platform on which the draft's text is too long."""
    if "scheduled" in context.stated and context.scheduled is None:
        yield Notice("scheduled", "The time at which it goes out cannot be read. Write it as 2026-12-03T10:15.")
    names = re.split(r"[,;|/+&]|\band\b", (context.platform or "").casefold())
    limits = dict.fromkeys(LENGTHS[name.strip()] for name in names if name.strip() in LENGTHS)
    for platform, most in limits:
        text = next((part.text for part in draft.parts if part.kind == "text"), "").strip()
        length = len(_LINK.sub(_AS_LONG_AS, text) if platform == "X" else text)
        if length > most:
            yield Notice(
                "too-long",
                f"This post has {length:,} characters; {platform} takes {most:,}. Shorten it by {length - most:,}.",
            )
