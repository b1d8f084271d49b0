"""``lontar schedule``: a nightly crawl by cron or by systemd, printed, installed and removed."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import click

from cli.display import say
from cli.invocation import Invocation, pass_invocation
from cli.outcome import OK, CommandError, MisuseError
from cli.timers import Plan, cron_line, units


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--all", "every", is_flag=True, help="Crawl every known site; so it is when none is named.")
@click.option("--cron", is_flag=True, help="As a line of your crontab; so it is unless --systemd is given.")
@click.option("--systemd", is_flag=True, help="As service and timer of your own systemd.")
@click.option("--system", is_flag=True, help="With --systemd: of the system's; for root.")
@click.option(
    "--at", type=click.DateTime(["%H:%M"]), metavar="HH:MM", default="01:30", help="Local time.  [default: 01:30]"
)
@click.option(
    "--jitter",
    type=click.IntRange(0, 720),
    metavar="MINUTES",
    default=30,
    help="Spread different machines over so many minutes after it.  [default: 30]",
)
@click.option("--install", is_flag=True, help="Install it, in the place of what was installed for this archive.")
@click.option("--remove", is_flag=True, help="Remove what was installed for this archive.")
@pass_invocation
def schedule(
    invocation: Invocation,
    sites: tuple[str, ...],
    every: bool,
    *,
    at: datetime,
    jitter: int,
    cron: bool,
    systemd: bool,
    system: bool,
    install: bool,
    remove: bool,
) -> int:
    """Crawl every night: print what does it, or install it.

    Without --install nothing is changed. An archive has one schedule: --install replaces it, --remove takes it
    away, and other lines and units are left as they are. Run it in the folder where lontar.toml is.

    \b
    Examples:
      lontar schedule --at 02:15
      lontar schedule --all --install
      lontar schedule kedirikab --systemd --install
      lontar schedule --remove
    """
    if (cron and systemd) or (install and remove) or (every and sites) or (system and not systemd):
        raise MisuseError("--cron or --systemd; --install or --remove; sites or --all; --system with --systemd only")
    for name in sites:
        invocation.site(name)
    plan = _plan(invocation, sites, at, jitter)
    if systemd:
        _by_systemd(plan, system, install, remove)
    else:
        _by_cron(plan, install, remove)
    return OK


def _plan(invocation: Invocation, sites: tuple[str, ...], at: datetime, jitter: int) -> Plan:
    """Return what is to be run; raises :class:`MisuseError` for a path that no crontab or unit can hold."""
    from crawler import config

    settings = config.load()
    script = Path(sys.executable).with_name("lontar")
    log = settings.log_file
    plan = Plan(
        program=(str(script),) if script.is_file() else (sys.executable, "-m", "cli"),
        archive=invocation.archive.absolute(),
        folder=Path.cwd(),
        crawl=sites or ("--all",),
        hour=at.hour,
        minute=at.minute,
        jitter=jitter,
        memory_mb=settings.memory_mb,
        written=(log.absolute().parent,) if log else (),
        config=Path(name).absolute() if (name := os.environ.get("LONTAR_CONFIG")) else None,
    )
    if any(letter < " " for path in (*plan.words, str(plan.folder)) for letter in path):
        raise MisuseError("a path with a line break or the like cannot be scheduled: rename the folder")
    return plan


# ---- cron ----


def _by_cron(plan: Plan, install: bool, remove: bool) -> None:
    line = cron_line(plan)
    if not (install or remove):
        say(line)
        return
    before = _crontab("-l")
    others = [text for text in before.splitlines() if text.rsplit(" ", 1)[-1] != plan.mark]
    lines = [*others, line] if install else others
    if lines != before.splitlines():
        _crontab("-", "".join(f"{text}\n" for text in lines))
    if install:
        say(f"in your crontab: {line}")
    elif others != before.splitlines():
        say("removed from your crontab")
    else:
        say("your crontab has no line of this archive")


def _crontab(argument: str, text: str | None = None) -> str:
    """Read or write the user's crontab; raises :class:`CommandError`."""
    try:
        done = subprocess.run(
            ["crontab", argument],
            input=text or "",
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise CommandError("there is no program `crontab` here: install cron, or use --systemd") from None
    complaint = " ".join(done.stderr.split())
    if done.returncode and text is None and ("no crontab for" in complaint or "No such file" in complaint):
        return ""
    if done.returncode:
        raise CommandError(f"crontab {argument}: {complaint or f'exit code {done.returncode}'}")
    return done.stdout


# ---- systemd ----


def _by_systemd(plan: Plan, system: bool, install: bool, remove: bool) -> None:
    if set(program := plan.program[0]) & set("'\"\\"):
        raise MisuseError(f"systemd starts no program whose path has quotes or backslashes: {program}; use --cron")
    texts = units(plan, (os.environ.get("SUDO_USER") or getpass.getuser()) if system else None)
    folder = _unit_folder(system)
    timer = next(name for name in texts if name.endswith(".timer"))
    if install:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
        _systemctl(system, "daemon-reload")
        _systemctl(system, "enable", "--now", timer)
        say(f"installed in {folder}: {', '.join(texts)}")
        say(f"Next: systemctl {'' if system else '--user '}list-timers {timer}")
        if not system:
            say("Your own timers run while you are logged in; always after: loginctl enable-linger")
    elif remove:
        there = [folder / name for name in texts if (folder / name).exists()]
        if there:
            _systemctl(system, "disable", "--now", timer)
            for path in there:
                path.unlink()
            _systemctl(system, "daemon-reload")
        say(f"removed from {folder}" if there else f"{folder} has no units of this archive")
    else:
        for name, text in texts.items():
            say(f"# {folder / name}\n{text}")


def _unit_folder(system: bool) -> Path:
    if system:
        return Path("/etc/systemd/system")
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"


def _systemctl(system: bool, *arguments: str) -> None:
    """Tell systemd; raises :class:`CommandError`."""
    try:
        done = subprocess.run(
            ["systemctl", *([] if system else ["--user"]), *arguments], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise CommandError("there is no program `systemctl` here: use --cron") from None
    if done.returncode:
        complaint = " ".join(done.stderr.split()) or f"exit code {done.returncode}"
        raise CommandError(f"systemctl {' '.join(arguments)}: {complaint}")
