"""Words on the command line in, exit code out; what each command does beyond that stands in `run` and `commands`."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from postcheck import __version__
from postcheck.errors import PostcheckError

COMMANDS = ("check", "explain", "images", "policies", "records", "waivers")
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
policies_app = typer.Typer(
    rich_markup_mode=None, help="See which policies are on, and prove their rules.", no_args_is_help=True
)
app.add_typer(policies_app, name="policies")
images_app = typer.Typer(
    rich_markup_mode=None,
    help="See what pictures say of themselves, and make copies that say nothing.",
    no_args_is_help=True,
)
app.add_typer(images_app, name="images")
records_app = typer.Typer(
    rich_markup_mode=None,
    help="Look through the district's records, and seal the list of students.",
    no_args_is_help=True,
)
app.add_typer(records_app, name="records")


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
    format: Annotated[str, typer.Option(help="terminal, json, or svg (a picture).")] = "terminal",  # noqa: A002
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


@policies_app.command("list")
def policies_list(
    clauses: Annotated[bool, typer.Option("--clauses", help="Every clause, and which checks serve it.")] = False,
    config: Annotated[Path | None, typer.Option(help="The settings to use.")] = None,
) -> None:
    """List the policies, and what of them is served."""
    from postcheck.commands import policies

    raise typer.Exit(policies.show(clauses, config))


@policies_app.command("test")
def policies_test(config: Annotated[Path | None, typer.Option(help="The settings to use.")] = None) -> None:
    """Judge every example of the policies that are on and of every check."""
    from postcheck.commands import policies

    raise typer.Exit(policies.test(config))


@policies_app.command("new")
def policies_new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The policy's code, such as 9100; or the check's name.")],
    check: Annotated[bool, typer.Option("--check", help="A check instead of a policy.")] = False,
    config: Annotated[Path | None, typer.Option(help="The settings to use.")] = None,
) -> None:
    """Write a policy (or with --check a check) to fill in, with what each line means. Never overwrites."""
    from postcheck.commands import new

    raise typer.Exit(new.write(name, check, config))


@policies_app.command("schema")
def policies_schema(
    of: Annotated[str, typer.Argument(metavar="[WHAT]", help="policy, check, settings, sidecar or report.")] = "",
) -> None:
    """Print the JSON Schema of a kind of file (all five without WHAT), by which editors help while you write."""
    from postcheck.commands import schema

    raise typer.Exit(schema.show(of))


@images_app.command("show")
def images_show(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Pictures.")],
    show_values: Annotated[bool, typer.Option("--show-values", help="Show names, words and positions.")] = False,
) -> None:
    """Show what a picture's own data says of it, and of whom."""
    from postcheck.commands import images

    raise typer.Exit(images.show(tuple(files), show_values))


@images_app.command("scrub")
def images_scrub(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="JPEG, PNG or WebP pictures.")],
    keep: Annotated[
        list[str] | None, typer.Option(help="Keep the alt text (alt) or who is credited (credit); may be repeated.")
    ] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Replace each picture; the original stays beside it as NAME.orig.")
    ] = False,
    output: Annotated[str, typer.Option(help="A folder for the copies; else they stand beside, as NAME-clean.")] = "",
) -> None:
    """Make copies that look exactly the same and carry no data."""
    from postcheck.commands import images

    raise typer.Exit(images.clean_copies(tuple(files), tuple(keep or ()), in_place, output))


@records_app.command("check")
def records_check(config: Annotated[Path | None, typer.Option(help="The settings to use.")] = None) -> None:
    """Say what is wrong, stale or contradictory in the records."""
    from postcheck.commands import records

    raise typer.Exit(records.check(config))


@records_app.command("seal")
def records_seal(
    output: Annotated[Path, typer.Option("--output", "-o", help="The sealed file to write.")] = Path("students.sealed"),
    config: Annotated[Path | None, typer.Option(help="The settings to use.")] = None,
) -> None:
    """Turn the list of students into keyed hashes: it recognises names and holds none."""
    from postcheck.commands import records

    raise typer.Exit(records.seal(output, config))


def main() -> None:
    """The console script. Every failure that a person can mend is one sentence on standard error and exit 2."""
    gc.set_threshold(
        100_000
    )  # rules are many small values that live as long as the run: looking for cycles costs a tenth
    try:
        app(args=_arguments(sys.argv[1:]), prog_name="postcheck")
    except PostcheckError as error:
        said = "".join(char for char in str(error) if char.isprintable() or char == "\n")  # no escapes of a file's name
        print(f"postcheck: {said}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that closing it at exit stays quiet
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # a bug of ours: no traceback, whose lines could hold words of a draft
        print(
            f"postcheck: failed ({type(error).__name__}). This is a fault of postcheck; please report it.",
            file=sys.stderr,
        )
        sys.exit(2)


def _arguments(args: list[str]) -> list[str]:
    """The arguments, with each @FILE replaced by the lines of that file."""
    spread: list[str] = []
    for arg in args:
        if not arg.startswith("@") or len(arg) == 1:
            spread.append(arg)
            continue
        try:
            lines = Path(arg[1:]).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            raise PostcheckError(
                f"{arg[1:]}: this list of arguments cannot be read; write one argument a line."
            ) from None
        spread.extend(line for line in lines if line.strip())
    return spread
