"""What one run keeps for the next: the same rules, read anew after any edit, and never a failure of the run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from postcheck import rulebook
from postcheck.checks import load as checks_load
from postcheck.config import kept, rules
from postcheck.config.settings import SAMPLES


@pytest.fixture
def own_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of rules that a test may edit."""
    import shutil

    folder = tmp_path / "rules"
    shutil.copytree(rules.shipped(), folder)
    monkeypatch.setattr(rules, "shipped", lambda: folder)
    return folder


def test_a_second_run_has_the_same_checks_and_policies_without_reading_a_rule_file(
    own_rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = rulebook.load_rules(SAMPLES, proofs=False, kept=tmp_path / "cache")
    monkeypatch.setattr("postcheck.config.yamlfile.parse", None)
    monkeypatch.setattr("postcheck.checks.load.parse", None)
    monkeypatch.setattr("postcheck.policies.load.parse", None)
    second = rulebook.load_rules(SAMPLES, proofs=False, kept=tmp_path / "cache")
    assert second.policies == first.policies
    assert {name: check.wordings for name, check in second.checks.items()} == {
        name: check.wordings for name, check in first.checks.items()
    }


@pytest.fixture
def larkmoor(tmp_path: Path) -> Path:
    """A district's folder with rules of its own, which a test may edit."""
    import shutil

    shutil.copytree(Path(__file__).parents[2] / "examples" / "larkmoor", tmp_path / "larkmoor")
    return tmp_path / "larkmoor"


def test_a_districts_own_rules_are_kept_with_the_shipped_ones(
    larkmoor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = (larkmoor / "rules",)
    first = rulebook.load_rules(None, False, tmp_path / "cache", own)
    monkeypatch.setattr("postcheck.checks.load.parse", None)
    monkeypatch.setattr("postcheck.policies.load.parse", None)
    second = rulebook.load_rules(None, False, tmp_path / "cache", own)
    assert [each.id for each in second.policies] == [each.id for each in first.policies] == ["FH-31"]
    assert second.checks.keys() == first.checks.keys() >= {"private-payment"}
    assert second.replaced == first.replaced


def test_an_edit_of_a_districts_own_rule_is_seen_and_its_mistake_is_not_kept(larkmoor: Path, tmp_path: Path) -> None:
    own, cache = (larkmoor / "rules",), tmp_path / "cache"
    assert not rulebook.load_rules(None, False, cache, own).mistakes
    held = {path.name: path.read_bytes() for path in cache.iterdir()}
    check = larkmoor / "rules" / "checks" / "private-payment.yaml"
    check.write_text(check.read_text(encoding="utf-8").replace("kind: wording", "kind: guessing"), encoding="utf-8")
    for _ in range(2):
        assert rulebook.load_rules(None, False, cache, own).mistakes
    assert {path.name: path.read_bytes() for path in cache.iterdir()} == held


def test_two_districts_whose_folders_are_called_alike_are_not_taken_for_one_another(
    larkmoor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    other = tmp_path / "other"
    shutil.copytree(larkmoor, other)
    policy = other / "rules" / "policies" / "FH-31.yaml"
    times = policy.stat()
    policy.write_text(policy.read_text(encoding="utf-8").replace("FH-31", "FH-99"), encoding="utf-8")
    os.utime(policy, ns=(times.st_atime_ns, times.st_mtime_ns))
    for folder, code in ((larkmoor, "FH-31"), (other, "FH-99"), (larkmoor, "FH-31")):
        monkeypatch.chdir(folder)
        book = rulebook.load_rules(None, False, tmp_path / "cache", (Path("rules"),))
        assert [each.id for each in book.policies] == [code]


@pytest.mark.parametrize("kind", ["checks", "policies", "words"])
def test_an_edit_is_seen_at_once(own_rules: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    read: list[str] = []
    parse = checks_load.parse
    monkeypatch.setattr(
        checks_load, "parse", lambda text, file, *rest: (read.append(file), parse(text, file, *rest))[1]
    )
    rulebook.load_rules(SAMPLES, proofs=False, kept=cache)
    assert read
    read.clear()
    rulebook.load_rules(SAMPLES, proofs=False, kept=cache)
    assert not read
    edited = next(path for path in (own_rules / kind).iterdir() if path.is_file())
    edited.write_bytes(edited.read_bytes() + b"\n# edited\n")
    rulebook.load_rules(SAMPLES, proofs=False, kept=cache)
    assert read


def test_rules_with_a_mistake_are_not_kept(own_rules: Path, tmp_path: Path) -> None:
    (own_rules / "checks" / "floor-plan.yaml").write_text("check: [", encoding="utf-8")
    book = rulebook.load_rules(SAMPLES, proofs=False, kept=tmp_path / "cache")
    assert book.mistakes
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("content", [b"", b"\xe3", b"no marshal at all", b"i\x01\x00\x00\x00"], ids=repr)
def test_a_damaged_file_is_read_as_none(tmp_path: Path, content: bytes) -> None:
    sources = kept.stamp([])
    kept.save(tmp_path, "rules", sources, ["values"])
    (found,) = tmp_path.iterdir()
    assert kept.load(tmp_path, "rules", sources) == ["values"]
    found.write_bytes(content)
    assert kept.load(tmp_path, "rules", sources) is None


def test_a_folder_that_cannot_be_made_keeps_nothing_and_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    kept.save(tmp_path / "file" / "cache", "rules", (), ["values"])
    assert kept.load(tmp_path / "file" / "cache", "rules", ()) is None


@pytest.mark.skipif(os.name != "posix", reason="the rule of XDG is one of Linux")
@pytest.mark.parametrize(("named", "used"), [("/var/kept", "/var/kept"), ("", ".cache"), ("here", ".cache")])
def test_the_cache_folder(monkeypatch: pytest.MonkeyPatch, named: str, used: str) -> None:
    monkeypatch.setenv("HOME", "/home/jo")
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    assert kept.folder() == Path("/home/jo") / used / "postcheck"


def test_no_cache_leaves_nothing_behind(postcheck, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "draft.txt").write_text("Doors open at seven.", encoding="utf-8")
    assert postcheck("--no-cache", "draft.txt").code == 0
    assert not (tmp_path / ".cache").exists()
    assert postcheck("draft.txt").code == 0
    assert list((tmp_path / ".cache" / "postcheck").iterdir())
