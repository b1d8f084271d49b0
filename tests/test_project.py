"""The project's own files: docstrings, packages, locked requirements, licence, and nothing of one machine."""

from __future__ import annotations

import ast
import configparser
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
FOLDERS = (
    ".ci", "bench", "cli", "crawler", "docs", "language", "notify", "onboarding", "pipelines", "publish", "sample",
    "tests",
)  # fmt: skip
UNREAD = {".jpeg", ".jpg", ".png", ".pdf", ".gz", ".pyc"}
BUILT = {"lontar.toml", "crawl.log"}
"""Files that an operator may have in the folder, which are not the project's."""
LOCKS = {"requirements": (), "requirements-dev": ("requirements",), "requirements-bench": ("requirements",)}
"""Each lock, and the locks whose packages it holds too, in the same versions."""
HELD_BACK: dict[str, set[str]] = {"requirements-bench": {"pydispatcher"}}
"""Packages that a lock has in another version, or for other Pythons: one, which a peer asks for on every Python.

The tests run on exactly what users get."""
PYTHONS = ("3.11.0", "3.11.7", "3.12.1", "3.13.0")

# Written in parts, so that this file itself passes.
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "np" + "mjs", "conda" + "-forge", "cra" + "tes.io"]
PLACES = [f"(?<![\\w.:/-])/{name}/" for name in ("ro" + "ot", "wo" + "rk", "t" + "mp", "op" + "t")]
PLACES += ["/home/" + r"(?!news/)[a-z]\w*/", "/Us" + "ers/", r"[A-Z]:\\\\?Users"]
OF_A_MACHINE = re.compile("|".join([*map(re.escape, REGISTRIES), *PLACES]))


@cache
def own_files() -> tuple[Path, ...]:
    """Return the files that belong to the project, with or without git."""
    found = [path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(("archive.db", ".git"))]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    kept = [path for path in found if "__pycache__" not in path.parts and path.name not in BUILT]
    return tuple(sorted(kept))


def text_files() -> list[Path]:
    return [path for path in own_files() if path.suffix not in UNREAD]


def python_files() -> list[Path]:
    return [path for path in own_files() if path.suffix == ".py"]


def setup() -> configparser.ConfigParser:
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(ROOT / "setup.cfg", "utf-8")
    return settings


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def asked_for(name: str) -> list[Requirement]:
    """Return the requirements of ``NAME.in``; those that it includes are left out."""
    lines = lines_of((ROOT / f"{name}.in").read_text("utf-8"))
    return [Requirement(line) for line in lines if not line.startswith("-r ")]


def entries(text: str) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield (name, version, marker, hashes) for each entry of a lock; what is no entry raises ValueError."""
    for entry in lines_of(text.replace("\\\n", " ")):
        match = re.fullmatch(r"(\S+)==(\S+)(?: ; (.*?))?((?:\s+--hash=sha256:[0-9a-f]{64})*)\s*", entry)
        if match is None:
            raise ValueError(entry)
        yield match[1], match[2], match[3] or "", match[4].split()


@cache
def locked(name: str) -> tuple[tuple[str, str, str, list[str]], ...]:
    return tuple(entries((ROOT / f"{name}.lock").read_text("utf-8")))


def test_every_module_says_what_it_is_for():
    silent = [path for path in python_files() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert len(python_files()) > 100
    assert not silent


def test_nothing_is_of_one_machine():
    found = []
    for path in text_files():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [(str(path.relative_to(ROOT)), match[0]) for match in OF_A_MACHINE.finditer(text)]
    assert not found


@pytest.mark.parametrize(
    "text", ["https://" + REGISTRIES[0] + "/simple", "open('/ro" + "ot/x')", " /t" + "mp/a", "/home/" + "ani/lontar"]
)
def test_what_is_of_one_machine_is_recognised(text):
    assert OF_A_MACHINE.search(text)


@pytest.mark.parametrize("name", LOCKS)
def test_locks_are_versions_with_hashes_and_nothing_else(name):
    text = (ROOT / f"{name}.lock").read_text("utf-8")
    assert not re.search(r"://|@ |file:|^-", text, re.MULTILINE)
    rows = locked(name)
    assert len(rows) > 50
    assert not [package for package, _, _, hashes in rows if not hashes]
    # A registry has a wheel and the sources of nearly everything; one hash each would be a folder of wheels.
    assert sum(len(hashes) > 1 for *_, hashes in rows) > 0.95 * len(rows)


@pytest.mark.parametrize("text", ["x==1 --hash=md5:00", "x>=1", "-i https://a.example", "x @ file:x.whl"])
def test_what_is_no_locked_version_is_refused(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        list(entries(text))


@pytest.mark.parametrize("name", LOCKS)
@pytest.mark.parametrize("python", PYTHONS)
def test_locks_answer_what_was_asked_for(name, python):
    surroundings = {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "sys_platform": "linux",
    }
    versions: dict[str, list[str]] = {}
    for package, version, marker, _ in locked(name):
        if not marker or Marker(marker).evaluate(surroundings):
            versions.setdefault(canonicalize_name(package), []).append(version)
    assert not {package: found for package, found in versions.items() if len(found) > 1}
    for source in (name, *LOCKS[name]):
        for requirement in asked_for(source):
            (version,) = versions[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(Version(version)), requirement


@pytest.mark.parametrize("name", [name for name, parts in LOCKS.items() if parts])
def test_locks_agree_with_each_other(name):
    mine = {row[:3] for row in locked(name)}
    apart = {row[0] for part in LOCKS[name] for row in locked(part) if row[:3] not in mine}
    assert apart == HELD_BACK.get(name, set())


def test_the_package_asks_for_what_is_locked():
    build = {"setuptools", "wheel"}
    declared = {str(Requirement(line)) for line in lines_of(setup()["options"]["install_requires"])}
    assert {str(line) for line in asked_for("requirements") if line.name not in build} == declared
    assert build < {requirement.name for requirement in asked_for("requirements")}


def test_every_package_and_every_data_file_is_shipped():
    settings = setup()
    named = lines_of(settings["options"]["packages"])
    shipped = [folder for folder in FOLDERS if folder not in ("tests", "bench", "docs", ".ci")]
    files = [path for path in own_files() if path.relative_to(ROOT).parts[0] in shipped]
    assert {".".join(p.relative_to(ROOT).parent.parts) for p in files if p.name == "__init__.py"} == set(named)
    modules = [path for path in files if path.suffix == ".py"]
    covered = {path for path in modules if ".".join(path.relative_to(ROOT).parent.parts) in named}
    for package, globs in settings["options.package_data"].items():
        covered |= {path for glob in globs.split(",") for path in (ROOT / package).glob(glob.strip())}
    assert not set(files) - covered


def test_the_licence_is_there():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in text and "Version 2.0, January 2004" in text and "END OF TERMS AND CONDITIONS" in text
    assert setup()["metadata"]["license"] == "Apache-2.0"
    assert "(LICENSE)" in (ROOT / "README.md").read_text("utf-8")


def test_the_changes_name_the_version():
    from crawler.config import VERSION

    assert re.search(rf"^## {re.escape(VERSION)} ", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)


def test_ci_can_be_run():
    path = ROOT / ".ci" / "run"
    assert os.access(path, os.X_OK)
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0
    text = path.read_text("utf-8")
    assert "set -euo pipefail" in text
    assert re.findall(r"^make (\w+)$", text, re.MULTILINE)[-1] == "test"  # the closing line is the tests'
    assert sys.version_info >= (3, 11)
