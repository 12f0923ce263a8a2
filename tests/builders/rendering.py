"""A draft of a JSON report as a few lines that are easy to compare."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Report = dict[str, Any]


def place(where: Mapping[str, Any]) -> str:
    """Where a finding stands, as briefly as possible: its line, the picture, or the whole post."""
    return str(where["name"] or where["line"] or where["part"])


def clauses(cited: list[Mapping[str, str]]) -> str:
    return ", ".join(f"{each['policy']} {each['clause']}" for each in cited)


def rendered(draft: Report) -> str:
    """One draft as a few lines that are easy to compare."""
    row = f", post {draft['post']}" if draft["post"] else ""
    lines = [f"{draft['path']}{row}: {draft['verdict']}"]
    for each in draft["findings"]:
        excerpt = json.dumps(each["excerpt"], ensure_ascii=False)
        lines.append(
            f"  {each['severity']} {each['check']} @ {place(each['where'])} {excerpt} [{clauses(each['clauses'])}]"
        )
    lines += [
        f"  confirm {each['policy']} {each['clause']} @ {place(each['where'])} {each['because']}"
        for each in draft["confirmations"]
    ]
    lines += [f"  notice {each['id']}: {each['message']}" for each in draft["notices"]]
    lines += [f"  unexamined {each['file']}: {each['why']}" for each in draft["unexamined"]]
    return "\n".join(lines) + "\n"
