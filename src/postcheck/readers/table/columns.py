"""What the columns of schedulers' tables hold, by the names that the schedulers give them, and which scheduler it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

Role = Literal[
    "text", "title", "link", "image", "alt", "date", "time", "account", "platform", "author", "ours", "aside"
]
OURS = "postcheck_"
WAIVERS = OURS + "waivers"
KNOWN = "message, message_text, text, caption, post, content, tweet"

_NAMES: Mapping[Role, str] = MappingProxyType(
    {
        "text": "message messagetext text caption captions post posttext postcontent postcopy postmessage content tweet"
        " copy socialcopy body firstcomment comment1 hashtags statustext poll polloptions threads",
        "title": "title subject headline posttitle videotitle linktitle description linkdescription subtitle summary",
        "link": "link links url linkurl linkurls website",
        "image": "image images imageurl imageurls photo photos photourl photourls picture pictures pictureurl media"
        " mediaurl mediaurls mediafile mediafiles imagelink imagefile video videos videourl videourls thumbnail filename",
        "alt": "alt alttext alttexts imagealttext imagealt mediaalttext mediaalttexts imagedescription",
        "date": "date datetime dateandtime postdate publishdate publishat publishtime scheduled scheduledat scheduledate"
        " scheduleddate scheduledtime scheduledatetime scheduleddatetime postatspecifictime dateintlformatorprompt"
        " sendat posttime",
        "time": "time time24hr time24h timeofday",
        "account": "account accountname accountid profile profiles profilename page socialaccount",
        "platform": "platform platforms network networks socialnetwork channel channels",
        "author": "author createdby writer",
        "aside": "id postid status state label labels campaign posttype type timezone category row number",
    }
)
_ROLES: Mapping[str, Role] = MappingProxyType({name: role for role, names in _NAMES.items() for name in names.split()})
_WEAK = frozenset({"text", "content", "body", "copy", "post", "hashtags", "poll", "comment1", "firstcomment"})
"""Names that tables of other things have too: they hold posts only where another column schedules or shows something."""
_POSTS = frozenset({"caption", "message", "copy", "tweet", "post"})
_NOT_POSTS = frozenset({"error", "id", "date", "time", "type", "status"})


class Scheduler(NamedTuple):
    """A scheduler, the columns that it is known by, and how many posts it takes at once."""

    name: str
    columns: frozenset[str]
    most: int


# The numbers are those that the schedulers' help pages and users' reports give.
SCHEDULERS = (
    Scheduler("Sprout", frozenset({"date", "time24hr", "messagetext"}), 350),
    Scheduler("PostFast", frozenset({"scheduledat", "accountid", "content"}), 200),
    Scheduler("This planner", frozenset({"postatspecifictime", "content"}), 90),
    Scheduler("Hootsuite", frozenset({"date", "message", "link"}), 350),
)


def squeezed(name: str) -> str:
    """A column's name without case, spaces and signs: Message_Text and messageText are one."""
    return "".join(char for char in name.casefold() if char.isalnum())


def role(name: str) -> Role | None:
    """What a column holds, by its name."""
    if name.strip().casefold().startswith(OURS):
        return "ours"
    known = _ROLES.get(squeezed(name))
    if known is not None:
        return known
    words = re.findall(r"[^\W_]+", name.casefold())
    if len(words) > 4 or not words:
        return None
    if "alt" in words:
        return "alt"
    if words[-1] in _POSTS or (words[-1] == "text" and not _NOT_POSTS & set(words)):
        return "text"
    return None


def holds_posts(names: Iterable[str]) -> bool:
    """Whether a header with these names is that of a table of posts."""
    roles = {name: role(name) for name in names}
    texts = {squeezed(name) for name, each in roles.items() if each == "text"}
    return bool(texts - _WEAK) or (bool(texts) and bool({"date", "image", "platform"} & set(roles.values())))


def scheduler(names: Iterable[str]) -> Scheduler | None:
    """The scheduler whose columns these are."""
    found = {squeezed(name) for name in names}
    return next((each for each in SCHEDULERS if each.columns <= found), None)
