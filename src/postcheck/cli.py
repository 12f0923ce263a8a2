"""Words on the command line in, exit code out; what each command does beyond that stands in `run` and `commands`."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from postcheck import __version__
from postcheck.commands import output
from postcheck.errors import PostcheckError
from postcheck.reporters import REPORTERS
from postcheck.subcommands import GROUPS

MOST_ARGUMENTS = 20_000_000  # characters of a list of arguments
COMMANDS = ("check", "explain", "waivers", *GROUPS)
_FIRST = frozenset({*COMMANDS, "--help", "--version", "--install-completion", "--show-completion"})


class _CheckFirst(TyperGroup):
    """`postcheck draft.txt` means `postcheck check draft.txt`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args:
            ctx.obj = "no arguments"
            args = ["check"]
        elif args[0] not in _FIRST:
            args = ["check", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_CheckFirst,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Check a draft post against your district's policies before you publish it.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _name, _group in GROUPS.items():
    app.add_typer(_group, name=_name)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    if version:
        print(f"postcheck {__version__}")
        raise typer.Exit


@app.command("check")
def check(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help="Drafts, pictures or folders; - reads standard input.")
    ] = None,
    account: Annotated[str, typer.Option(help="Whose page: personal, classroom, school, district, pto.")] = "",
    author: Annotated[str, typer.Option(help="Who posts it.")] = "",
    role: Annotated[str, typer.Option(help="The author's role: teacher, coach, principal, volunteer ...")] = "",
    setting: Annotated[str, typer.Option(help="Where its pictures were taken: public-event, classroom ...")] = "",
    audience: Annotated[str, typer.Option(help="public, or protected behind a password.")] = "",
    platform: Annotated[str, typer.Option(help="facebook, instagram, website ...")] = "",
    scheduled: Annotated[str, typer.Option(help="When it goes out, such as 2026-12-03T10:15.")] = "",
    photo: Annotated[
        list[str] | None, typer.Option(help="A picture that goes with the draft; may be repeated.")
    ] = None,
    policy: Annotated[list[str] | None, typer.Option(help="Only this policy; may be repeated.")] = None,
    config: Annotated[
        Path | None, typer.Option(help="The settings to use instead of the nearest postcheck.yaml.")
    ] = None,
    format: Annotated[str, typer.Option(help=f"What to print: {', '.join(REPORTERS)}.")] = "terminal",  # noqa: A002
    output: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT=FILE", help="Write the report to a file too, in a format of its own; may be repeated."
        ),
    ] = None,
    changed_since: Annotated[
        str, typer.Option(metavar="REF", help="Only drafts that git says changed since this commit or branch.")
    ] = "",
    separate: Annotated[
        bool, typer.Option("--separate", help="Pictures named beside one draft are not taken as its own.")
    ] = False,
    without_key: Annotated[
        bool, typer.Option("--without-key", help="Go on where POSTCHECK_KEY is missing (a fork's pull request).")
    ] = False,
    fail_on: Annotated[str, typer.Option(help="Exit 1 from: error, warning, confirmation, or never.")] = "error",
    show_values: Annotated[bool, typer.Option("--show-values", help="Show names and other personal words.")] = False,
    mask: Annotated[bool, typer.Option("--mask", help="Hide names and other personal words.")] = False,
    stdin_filename: Annotated[str, typer.Option(help="The name, and so the format, of standard input.")] = "draft.txt",
    exclude: Annotated[
        list[str] | None, typer.Option(help="Pass over these paths in folders; may be repeated.")
    ] = None,
    held_rows: Annotated[
        Path | None, typer.Option(metavar="OUT.csv", help="Write the rows of a table that are not clear here.")
    ] = None,
    cleared_rows: Annotated[
        Path | None, typer.Option(metavar="OUT.csv", help="Write the rows of a table that are clear here.")
    ] = None,
    no_waivers_from: Annotated[
        str,
        typer.Option(metavar="drafts", help="Believe only the waivers of postcheck.yaml: --no-waivers-from drafts."),
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only drafts with something to do.")] = False,
    color: Annotated[str, typer.Option(help="auto, always or never.")] = "auto",
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Read the rules anew, and keep nothing.")] = False,
) -> None:
    """Check drafts: hold, review or clear, and what to do about it."""
    from postcheck.commands import check as command

    said = {
        "account": account, "author": author, "role": role, "setting": setting, "audience": audience,
        "platform": platform, "scheduled": scheduled,
    }  # fmt: skip
    raise typer.Exit(
        command.run(
            command.Asked(
                paths=tuple(paths or ()),
                welcome=ctx.obj == "no arguments",
                context=said,
                photos=tuple(photo or ()),
                policies=tuple(policy or ()),
                config=config,
                format=format,
                fail_on=fail_on,
                show_values=show_values,
                mask=mask,
                stdin_filename=stdin_filename,
                exclude=tuple(exclude or ()),
                no_waivers_from=no_waivers_from,
                quiet=quiet,
                color=color,
                cache=not no_cache,
                held_rows=held_rows,
                cleared_rows=cleared_rows,
                output=tuple(output or ()),
                changed_since=changed_since,
                separate=separate,
                without_key=without_key,
            )
        )
    )


@app.command("waivers")
def waivers(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Drafts or folders.")],
    config: Annotated[Path | None, typer.Option(help="The settings to use.")] = None,
) -> None:
    """List what is accepted in drafts and settings, why, by whom, and whether it still holds."""
    from postcheck.commands import waivers as command

    raise typer.Exit(command.show(tuple(paths), config))


@app.command("explain")
def explain(
    what: Annotated[
        list[str], typer.Argument(metavar="WHAT...", help="A check (student-name) or a clause (428 IV.F).")
    ],
    config: Annotated[Path | None, typer.Option(help="The settings to use.")] = None,
) -> None:
    """Explain a check or a clause: what it asks, why, and what to do."""
    from postcheck.commands import explain as command

    raise typer.Exit(command.show(tuple(what), config))


def main() -> int:
    """Run the command line and give its exit code. Whatever goes wrong is one sentence on standard error, and 2."""
    # Rules are many small values that live as long as the run: looking for cycles among them costs a tenth of it.
    gc.set_threshold(1_000_000)
    try:
        return _flushed(_app())
    except PostcheckError as error:
        said = str(error)
    except BrokenPipeError:
        output.silence()
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        output.silence()
        said = f"{(error.strerror or type(error).__name__)}. Look whether the disk is full or a stream is closed."
    except Exception as error:  # a bug of ours: no traceback, whose lines could hold words of a draft
        said = f"failed ({type(error).__name__}). This is a fault of postcheck; please report it."
    output.say(said)
    return 2


def _app() -> int:
    try:
        app(args=_arguments(sys.argv[1:]), prog_name="postcheck")
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    return 0


def _flushed(code: int) -> int:
    """The code, after all of standard output has gone out. Raises OSError when it does not."""
    if sys.stdout is None:
        return code
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        output.silence()
    return code


def _arguments(args: list[str]) -> list[str]:
    """The arguments, with each @FILE replaced by the lines of that file; after `--` a name is a name."""
    spread: list[str] = []
    for number, arg in enumerate(args):
        if arg == "--":
            return spread + args[number:]
        if not arg.startswith("@") or len(arg) == 1:
            spread.append(arg)
            continue
        try:
            with Path(arg[1:]).open(encoding="utf-8-sig", errors="surrogateescape") as file:
                text = file.read(MOST_ARGUMENTS + 1)
        except (OSError, ValueError):
            raise PostcheckError(
                f"{arg[1:]}: this list of arguments cannot be read; write one argument a line, "
                f"or ./{arg} for a draft of that name."
            ) from None
        if len(text) > MOST_ARGUMENTS:
            raise PostcheckError(f"{arg[1:]}: this list of arguments is too long; name the folder instead.")
        spread.extend(line for line in text.split("\n") if line.strip())
    return spread
