"""A nightly crawl as a line of a crontab and as units of systemd: texts only, quoted for their readers."""

from __future__ import annotations

import hashlib
import shlex
import socket
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

MEMORY_FACTOR = 2
"""MemoryMax of the service, in parts of memory_mb: the crawl ends itself at 1.5."""

_HARDENING = """\
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
PrivateDevices=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
UMask=0027
"""


@dataclass(slots=True, frozen=True)
class Plan:
    """What is to be run, when, and where. Paths are absolute."""

    program: tuple[str, ...]
    """The lontar program: its path, or an interpreter with its arguments."""
    archive: Path
    folder: Path
    """The working folder, where lontar.toml is."""
    crawl: tuple[str, ...] = ("--all",)
    """What is crawled: sites, or ``--all``."""
    hour: int = 1
    minute: int = 30
    jitter: int = 30
    """Minutes over which different machines and archives are spread."""
    memory_mb: int = 1024
    written: tuple[Path, ...] = field(default=())
    """Folders besides the archive's that a crawl writes to."""
    config: Path | None = None
    """Settings file named by LONTAR_CONFIG."""

    @property
    def words(self) -> tuple[str, ...]:
        """The command, word by word."""
        return (*self.program, "--archive", str(self.archive), "crawl", *self.crawl, "--quiet")

    @property
    def mark(self) -> str:
        """The name by which what was installed for this archive is found again."""
        return f"lontar-{hashlib.sha256(str(self.archive).encode()).hexdigest()[:8]}"

    @property
    def wait(self) -> int:
        """Seconds to wait after the hour: the same each night, different on each machine and for each archive."""
        digest = hashlib.sha256(f"{socket.gethostname()}\n{self.archive}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % (self.jitter * 60) if self.jitter else 0


def cron_line(plan: Plan) -> str:
    """Return the line of a crontab, without a newline; its last word is the plan's mark."""
    wait = f"sleep {plan.wait}; " if plan.wait else ""
    config = f"LONTAR_CONFIG={shlex.quote(str(plan.config))} " if plan.config else ""
    command = f"{wait}cd {shlex.quote(str(plan.folder))} && {config}{shlex.join(plan.words)} # {plan.mark}"
    # cron makes a newline of a bare %, and takes the backslash from an escaped one before the shell sees it
    return f"{plan.minute} {plan.hour} * * * {command}".replace("%", r"\%")


def units(plan: Plan, user: str | None = None) -> dict[str, str]:
    """Return the texts of service and timer by file name: of the system, run as ``user``, or of the user's own."""
    scratch = [Path(tempfile.gettempdir()), Path("/var/tmp")]  # noqa: S108
    private = not any(path.is_relative_to(place) for path in (plan.archive, plan.folder) for place in scratch)
    first, *others = plan.words
    lines = [
        "[Unit]",
        "Description=Crawl of government news into the Lontar archive",
        "Wants=network-online.target",
        "After=network-online.target",
        "",
        "[Service]",
        "Type=oneshot",
        f"WorkingDirectory={_specifier(str(plan.folder))}",
        *([f"Environment={_quoted(f'LONTAR_CONFIG={plan.config}')}"] if plan.config else []),
        f"ExecStart={_quoted(first)} {' '.join(_quoted(word, dollar='$$') for word in others)}",
        "# what is under way is finished first; 130 is the exit code of a crawl that was asked to stop",
        "KillMode=mixed",
        "TimeoutStopSec=5min",
        "SuccessExitStatus=130",
        *([f"User={user}", "CapabilityBoundingSet=", "AmbientCapabilities="] if user else []),
        "ReadWritePaths=" + " ".join(_quoted(str(path)) for path in (plan.archive.parent, *plan.written)),
        *(["PrivateTmp=yes"] if private else []),
        *([f"MemoryMax={plan.memory_mb * MEMORY_FACTOR}M"] if plan.memory_mb else []),
        _HARDENING,
    ]
    timer = [
        "[Unit]",
        "Description=Nightly crawl of government news",
        "",
        "[Timer]",
        f"OnCalendar=*-*-* {plan.hour:02}:{plan.minute:02}:00",
        f"RandomizedDelaySec={plan.jitter}min",
        "FixedRandomDelay=yes",
        "Persistent=yes",
        "",
        "[Install]",
        "WantedBy=timers.target",
        "",
    ]
    return {f"{plan.mark}.service": "\n".join(lines), f"{plan.mark}.timer": "\n".join(timer)}


def _specifier(text: str) -> str:
    """Return a text in which systemd sees no specifier."""
    return text.replace("%", "%%")


def _quoted(text: str, dollar: str = "$") -> str:
    """Return one word of a unit file; in the arguments of a command a dollar sign is doubled."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", dollar)
    return f'"{_specifier(escaped)}"'
