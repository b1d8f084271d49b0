"""What commands show: plain tables and JSON on stdout, progress and errors on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PIPE_WIDTH = 140
"""Columns of a table that is not shown on a terminal."""


def complain(message: str) -> None:
    """Write one line on stderr."""
    click.echo(f"lontar: {' '.join(message.split())}", err=True)


def say(line: str = "") -> None:
    """Write a line on stdout."""
    click.echo(line)


def several(number: int, name: str) -> str:
    """Return a number with its noun: 1 release, 2 releases."""
    return f"{number:,} {name}{'s' if number != 1 else ''}"


def show_json(value: Any) -> None:
    """Write one JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show_table(columns: Sequence[str], rows: Sequence[Sequence[object]], numbers: Sequence[str] = ()) -> None:
    """Write a table on stdout; the columns in ``numbers`` stand on the right. None is shown as a dash.

    On a terminal that is too narrow for it, each row becomes a table of its own, one value a line.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    def tabulate(heads: Sequence[str], lines: Sequence[Sequence[Text]], show_header: bool = True) -> Table:
        table = Table(
            box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", show_header=show_header
        )
        for name in heads:
            table.add_column(name, justify="right" if name in numbers else "left", overflow="fold")
        for line in lines:
            table.add_row(*line)
        return table

    console = Console(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)
    cells = [[Text("-" if value is None else printable(str(value))) for value in row] for row in rows]
    whole = tabulate(columns, cells)
    wanted = console.measure(whole, options=console.options.update(max_width=1_000)).maximum
    if wanted <= console.width or not sys.stdout.isatty():
        console.print(whole)
        return
    for number, row in enumerate(cells):
        if number:
            console.print()
        pairs = [[Text(name), value] for name, value in zip(columns, row, strict=True)]
        console.print(tabulate(("", " "), pairs, show_header=False))


def printable(text: str) -> str:
    """Return text from the web without signs that steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def progress_wanted(as_json: bool = False) -> bool:
    """Tell whether progress is shown: on a terminal, unless the answer is for a program."""
    return sys.stderr.isatty() and not as_json


def progress_display() -> Progress:
    """Return a progress display on stderr; log lines written meanwhile stand above it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[detail]}"),
        console=Console(stderr=True),
        refresh_per_second=4,
    )


@contextmanager
def counting(description: str, as_json: bool = False) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that is told how many are done and how many there are; None where nobody watches."""
    if not progress_wanted(as_json):
        yield None
        return
    with progress_display() as display:
        task = display.add_task(description, total=None, detail="")
        yield lambda done, total: display.update(task, completed=done, total=total)


@contextmanager
def stepping(description: str, unseen: bool = False) -> Iterator[Callable[[str, int, int], None] | None]:
    """Give a function that is told the present step, how many are done and how many there are.

    The bar appears with the first step; None where nobody watches.
    """
    if not progress_wanted(unseen):
        yield None
        return
    with ExitStack() as stack:
        shown: list[tuple[Progress, TaskID]] = []

        def watch(step: str, done: int, total: int) -> None:
            if not shown:
                display = stack.enter_context(progress_display())
                shown.append((display, display.add_task(description, total=None, detail="")))
            shown[0][0].update(shown[0][1], completed=done, total=total, detail=step)

        yield watch
