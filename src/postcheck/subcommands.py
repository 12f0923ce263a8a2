"""Commands that have commands of their own: policies, images, records and baseline, each with its words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

policies_app = typer.Typer(
    rich_markup_mode=None, help="See which policies are on, and prove their rules.", no_args_is_help=True
)
images_app = typer.Typer(
    rich_markup_mode=None,
    help="See what pictures say of themselves, and make copies that say nothing.",
    no_args_is_help=True,
)
records_app = typer.Typer(
    rich_markup_mode=None,
    help="Look through the district's records, and seal the list of students.",
    no_args_is_help=True,
)
baseline_app = typer.Typer(
    rich_markup_mode=None, help="Findings known before, so that only new ones count.", no_args_is_help=True
)
GROUPS: Mapping[str, typer.Typer] = MappingProxyType(
    {"policies": policies_app, "images": images_app, "records": records_app, "baseline": baseline_app}
)


@policies_app.command("list")
def policies_list(
    clauses: Annotated[bool, typer.Option("--clauses", help="Every clause, and which checks serve it.")] = False,
    config: Annotated[Path | None, typer.Option(help="The settings to use.")] = None,
) -> None:
    """List the policies, and what of them is served."""
    from postcheck.commands import policies

    raise typer.Exit(policies.show(clauses, config))


@policies_app.command("test")
def policies_test(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Policies and checks; all when none is named.")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="The settings to use.")] = None,
) -> None:
    """Judge every example of the policies that are on and of every check."""
    from postcheck.commands import policies

    raise typer.Exit(policies.test(names or [], config))


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


@baseline_app.command("update")
def baseline_update(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help="Default: all below the settings.")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Take the findings of today as known.")] = False,
    config: Annotated[Path | None, typer.Option(help="The settings to use.")] = None,
) -> None:
    """Take out what is no longer found; with --accept, add what is found today."""
    from postcheck.commands import baseline

    raise typer.Exit(baseline.update(tuple(paths or ()), accept, config))


@baseline_app.command("check")
def baseline_check(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help="Default: all below the settings.")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="The settings to use.")] = None,
) -> None:
    """Say which entries are no longer found, and how many findings are new. Exit 1 when entries are out of date."""
    from postcheck.commands import baseline

    raise typer.Exit(baseline.check(tuple(paths or ()), config))
