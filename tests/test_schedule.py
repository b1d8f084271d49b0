"""``lontar schedule``: lines and units that say what they should, with any path, and go in and out without a trace."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cli.timers import Plan, cron_line, units
from tests.test_cli import ROOT, answer, complaint, environment, run

ODD = ["plain", "with space", "100%", "it's", 'say "so"', "back\\slash", "$HOME", "a;b & c", "#hash", "übung"]
CRONTAB = """#!/bin/sh
# A crontab program: what it keeps is in the file beside it.
kept="$(dirname "$0")/kept"
case "$1" in
  -l) if [ -f "$kept" ]; then cat "$kept"; else echo "no crontab for ani" >&2; exit 1; fi ;;
  -) cat > "$kept.new" && mv "$kept.new" "$kept" ;;
  *) exit 2 ;;
esac
"""
OTHERS = "# my own lines\nMAILTO=ani@example.org\n\n0 5 * * * echo lontar schedule 100\\% # lontar-00000000\n"


@pytest.fixture
def programs(tmp_path) -> Path:
    """A folder with a crontab program of ours, and the shell's own programs."""
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "crontab").write_text(CRONTAB, "utf-8")
    (folder / "crontab").chmod(0o755)
    return folder


def path_with(programs: Path) -> str:
    return f"{programs}:/usr/bin:/bin"


def as_cron_does(line: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a crontab's line as cron does: five fields, a bare % becomes a newline, an escaped one a per cent sign."""
    minute, hour, *days, command = line.split(" ", 5)
    assert minute.isdecimal() and hour.isdecimal() and days == ["*"] * 3
    command, *given = (part.replace("\0", "%") for part in command.replace(r"\%", "\0").split("%"))
    return subprocess.run(
        ["/bin/sh", "-c", command], input="\n".join(given), env={"PATH": "/usr/bin:/bin", **more}, cwd="/",
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def plan_in(folder: Path, **more: object) -> Plan:
    """A plan whose program writes down where it was started and with what."""
    folder.mkdir()
    program = folder / "lontar"
    program.write_text('#!/bin/sh\npwd; echo "$LONTAR_CONFIG"; for word in "$@"; do echo "$word"; done\n', "utf-8")
    program.chmod(0o755)
    values: dict = {"program": (str(program),), "archive": folder / "archive.db", "folder": folder, "jitter": 0}
    return Plan(**(values | more))


@pytest.mark.parametrize("name", ODD)
def test_cron_runs_what_was_meant(tmp_path, name):
    folder = tmp_path / name
    done = as_cron_does(cron_line(plan_in(folder, config=folder / "lontar.toml", crawl=("kedirikab",))))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        str(folder), str(folder / "lontar.toml"), "--archive", str(folder / "archive.db"), "crawl", "kedirikab",
        "--quiet",
    ]  # fmt: skip


def test_the_wait_is_the_same_each_night_and_spreads(tmp_path):
    waits = [Plan(("lontar",), Path(f"/srv/{n}/archive.db"), Path("/srv"), jitter=60).wait for n in range(200)]
    again = [Plan(("lontar",), Path(f"/srv/{n}/archive.db"), Path("/srv"), jitter=60).wait for n in range(200)]
    assert waits == again and 0 <= min(waits) < 400 and 3200 < max(waits) < 3600
    line = cron_line(Plan(("lontar",), Path("/srv/3/archive.db"), Path("/srv"), hour=2, minute=5, jitter=60))
    assert line.startswith(f"5 2 * * * sleep {waits[3]}; cd /srv && lontar --archive ")


def test_the_line_in_the_docs_is_what_is_printed():
    folder = Path("/srv/lontar")
    line = cron_line(Plan((f"{folder}/.venv/bin/lontar",), folder / "archive.db", folder, jitter=0))
    text = (ROOT / "docs/operator.md").read_text("utf-8")
    (shown,) = re.findall(r"(?m)^30 1 .*$", text)
    assert re.sub(r"sleep \d+; ", "", shown) == line


def test_a_crontab_line_comes_and_goes(tmp_path, programs):
    def schedule(*arguments: str, code: int = 0) -> str:
        done = run(tmp_path, "schedule", *arguments, PATH=path_with(programs))
        assert (done.returncode, done.stderr) == (code, "")
        return done.stdout

    kept = programs / "kept"
    printed = schedule("--at", "02:15")
    assert printed.startswith("15 2 * * * sleep ") and "crawl --all --quiet # lontar-" in printed
    assert not kept.exists(), "nothing is changed without --install"
    schedule("--at", "02:15", "--install")
    assert kept.read_text() == printed, "also where there was no crontab"
    schedule("--remove")
    assert kept.read_text() == ""
    kept.write_text(OTHERS)
    schedule("--at", "02:15", "--install")
    schedule("--at", "02:15", "--install")
    assert kept.read_text() == OTHERS + printed, "once, however often it is installed"
    assert "3 kedirikab" not in schedule("kedirikab", "--at", "03:00", "--cron", "--install")
    assert kept.read_text().count("lontar-") == 2 and "crawl kedirikab --quiet" in kept.read_text()
    assert "removed" in schedule("--remove") and kept.read_text() == OTHERS
    assert "no line of this archive" in schedule("--remove") and kept.read_text() == OTHERS


def test_two_archives_have_two_lines(tmp_path, programs):
    for name in ("one.db", "two.db"):
        run(tmp_path, "--archive", name, "schedule", "--install", PATH=path_with(programs))
    assert len((programs / "kept").read_text().splitlines()) == 2
    run(tmp_path, "--archive", "one.db", "schedule", "--remove", PATH=path_with(programs))
    (line,) = (programs / "kept").read_text().splitlines()
    assert "two.db" in line


def test_the_line_that_is_printed_runs(tmp_path, programs):
    """The line calls this program, in this folder: it gets as far as to miss the contact."""
    line = answer(tmp_path, "schedule", "--jitter", "0", "kedirikab").rstrip("\n")
    done = as_cron_does(line, PYTHONPATH=environment()["PYTHONPATH"])
    assert done.returncode == 2 and "contact =" in done.stderr


def test_without_a_program_one_line_says_so(tmp_path, programs):
    (programs / "crontab").unlink()
    path = str(programs)  # nothing else is on it
    assert "install cron, or use --systemd" in complaint(run(tmp_path, "schedule", "--install", PATH=path), 1)
    more = {"PATH": path, "XDG_CONFIG_HOME": str(tmp_path / "config")}
    assert "use --cron" in complaint(run(tmp_path, "schedule", "--systemd", "--install", **more), 1)


def test_a_crontab_that_may_not_be_read_is_left_alone(tmp_path, programs):
    refusing = "#!/bin/sh\n[ $1 = -l ] || touch $0.written\necho 'you are not allowed' >&2\nexit 1\n"
    (programs / "crontab").write_text(refusing)
    line = complaint(run(tmp_path, "schedule", "--install", PATH=path_with(programs)), 1)
    assert line == "lontar: crontab -l: you are not allowed" and not (programs / "crontab.written").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--cron", "--systemd"], "--cron or --systemd"), (["--install", "--remove"], "--install or --remove"),
        (["--all", "kedirikab"], "sites or --all"), (["--system"], "with --systemd only"),
        (["nowhere"], "there is no site"), (["--at", "25:00"], "25:00"), (["--jitter", "-1"], "-1"),
    ],
)  # fmt: skip
def test_misuse_is_one_line(tmp_path, arguments, words):
    assert words in complaint(run(tmp_path, "schedule", *arguments), 2)


# ---- systemd ----


def test_units_come_and_go(tmp_path, programs):
    (programs / "systemctl").write_text('#!/bin/sh\necho "$@" >> "$(dirname "$0")/told"\n', "utf-8")
    (programs / "systemctl").chmod(0o755)
    folder = tmp_path / "config" / "systemd" / "user"
    more = {"PATH": path_with(programs), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    printed = run(tmp_path, "schedule", "--systemd", **more).stdout
    assert "[Service]" in printed and "[Timer]" in printed and not folder.exists()
    for at in ("02:15", "03:45"):
        assert run(tmp_path, "schedule", "--systemd", "--at", at, "--install", **more).returncode == 0
    names = sorted(path.name for path in folder.iterdir())
    service, timer = names
    assert re.fullmatch(r"lontar-[0-9a-f]{8}\.service", service) and timer == service.replace("service", "timer")
    assert "OnCalendar=*-*-* 03:45:00" in (folder / timer).read_text()
    told = (programs / "told").read_text().splitlines()
    assert told == ["--user daemon-reload", f"--user enable --now {timer}"] * 2
    assert "removed" in run(tmp_path, "schedule", "--systemd", "--remove", **more).stdout
    assert list(folder.iterdir()) == []
    assert (programs / "told").read_text().splitlines()[4:] == [f"--user disable --now {timer}", "--user daemon-reload"]
    assert "has no units" in run(tmp_path, "schedule", "--systemd", "--remove", **more).stdout


def test_the_service_is_hardened():
    plan = Plan(("/srv/lontar/.venv/bin/lontar",), Path("/srv/lontar/archive.db"), Path("/srv/lontar"), memory_mb=500)
    service, timer = units(plan, user="lontar").values()
    for line in (
        "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=read-only", 'ReadWritePaths="/srv/lontar"',
        "PrivateTmp=yes", "CapabilityBoundingSet=", "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK",
        "MemoryMax=1000M", "SystemCallFilter=@system-service", "User=lontar",
    ):  # fmt: skip
        assert f"\n{line}\n" in service
    assert "RandomizedDelaySec=30min" in timer and "Persistent=yes" in timer
    own = units(plan)[f"{plan.mark}.service"]
    assert "User=" not in own and "CapabilityBoundingSet" not in own


ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not here")


@needs_systemd
@pytest.mark.parametrize("name", ODD)
def test_systemd_reads_the_units_without_complaint(tmp_path, name):
    folder = tmp_path / name
    plain = not set(name) & set("'\"\\")  # systemd itself starts no program with such a path
    program = {} if plain else {"program": ("/usr/bin/true", str(folder))}
    plan = plan_in(folder, config=folder / "lontar.toml", **program)
    for file, text in units(plan, user="root").items():
        (tmp_path / file).write_text(text, "utf-8")
    files = [str(tmp_path / f"{plan.mark}.{kind}") for kind in ("service", "timer")]
    done = subprocess.run([str(ANALYZE), "verify", "--man=no", *files], capture_output=True, text=True, check=False)
    assert plan.mark not in done.stderr and (done.returncode, done.stdout) == (0, ""), done.stderr


@needs_systemd
def test_systemd_finds_the_service_safe(tmp_path):
    plan = Plan(("/usr/bin/true",), Path("/srv/lontar/archive.db"), Path("/srv/lontar"))
    path = tmp_path / f"{plan.mark}.service"
    path.write_text(units(plan, user="nobody")[path.name], "utf-8")
    done = subprocess.run(
        [str(ANALYZE), "security", "--offline=true", "--threshold=30", "--no-pager", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "Unknown option" in done.stderr or "unrecognized option" in done.stderr:
        pytest.skip("this systemd-analyze looks at running services only")
    assert done.returncode == 0, done.stdout[-400:] + done.stderr
