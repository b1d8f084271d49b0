"""Charts and the map, drawn here as plain SVG: no script, no style of their own (the stylesheet gives the colours).

svg.py writes elements as they are given, so every text goes through ``_text``.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import svg
from markupsafe import Markup, escape

from publish.tallying import Months
from publish.words import date_in_words, number_in_words

DATA = Path(__file__).parent / "data"
WIDTH, HEIGHT = 480, 170
LEFT, RIGHT, TOP, BOTTOM = 44, 4, 10, 24
MOST_YEARS = 6
"""Years that are named below a chart; of more, every second, third ... is."""
MAP_WIDTH, MAP_HEIGHT = 470, 180
MAP_WEST, MAP_NORTH, MAP_UNIT = 94.5, 6.5, 10
"""Where the map begins, in degrees, and how many of its units are a degree (data/PROVENANCE.md)."""
LEAST_DOT, MOST_DOT = 3.0, 9.0


def bars(title: str, months: Sequence[str], series: Sequence[tuple[str, Months]], language: str) -> Markup:
    """Draw numbers by month as bars; several series stand on each other, the first at the bottom."""
    tallest = max((sum(values.get(month, 0) for _, values in series) for month in months), default=0)
    steps = _steps(tallest)
    top = steps[-1]
    step = (WIDTH - LEFT - RIGHT) / max(len(months), 1)
    elements: list[svg.Element] = [_title(title), *_grid(steps, language), *_years(months, step)]
    for place, month in enumerate(months):
        below = 0
        for number, (name, values) in enumerate(series):
            count = values.get(month, 0)
            if count:
                said = f"{date_in_words(month, language)}: {number_in_words(count, language)}"
                told = f"{name}, {said}" if len(series) > 1 else said
                low, high = (_height(value, top) for value in (below, below + count))
                left, wide, tall = LEFT + (place + 0.1) * step, 0.8 * step, low - high
                bar = svg.Rect(x=round(left, 1), y=high, width=round(wide, 1), height=round(tall, 1))
                bar.class_, bar.elements = [f"bar-{number}"], [_title(told)]
                elements.append(bar)
            below += count
    return _drawing(elements, WIDTH, HEIGHT, "chart", title)


def _steps(tallest: int) -> list[int]:
    """Return the round numbers at which lines are drawn: from 0 to one that is no less than the tallest bar."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if size * factor * 4 >= tallest:
                step = size * factor
                return list(range(0, step * max(-(-tallest // step), 1) + 1, step))
        size *= 10


def _height(value: float, top: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top, 1)


def _grid(steps: Sequence[int], language: str) -> list[svg.Element]:
    found: list[svg.Element] = []
    for value in steps:
        y = _height(value, steps[-1])
        found.append(svg.Line(x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_=["grid"]))
        text = _text(number_in_words(value, language))
        found.append(svg.Text(x=LEFT - 5, y=y + 4, text=text, class_=["end"]))
    return found


def _years(months: Sequence[str], step: float) -> list[svg.Element]:
    """Name the years below their first months; without any January, the first and the last month."""
    places = [place for place, month in enumerate(months) if month.endswith("-01")]
    places = places[:: max(1, -(-len(places) // MOST_YEARS))]
    named = [(place, months[place][:4]) for place in places]
    if not named and months:
        named = [(0, months[0])] if len(months) == 1 else [(0, months[0]), (len(months) - 1, months[-1])]
    elements: list[svg.Element] = []
    for place, name in named:
        at_end = LEFT + place * step > WIDTH - 50
        x = WIDTH - RIGHT if at_end else round(LEFT + place * step, 1)
        elements.append(svg.Text(x=x, y=HEIGHT - 7, text=_text(name), class_=["end"] if at_end else None))
    return elements


def province_map(title: str, provinces: Sequence[dict[str, Any]], language: str) -> Markup:
    """Draw the provinces that have sites as dots on the outline of Indonesia; each leads to its page.

    A province has ``code``, ``name``, ``sites`` (how many), ``url`` and ``said`` (its name and number in words).
    """
    most = max((province["sites"] for province in provinces), default=1)
    elements: list[svg.Element] = [_title(title), svg.G(class_=["coast"], elements=[svg.Path(extra={"d": _coast()})])]
    for province in sorted(provinces, key=lambda province: -province["sites"]):
        place = _seats().get(province["code"])
        if place is None:
            continue
        latitude, longitude = place
        radius = LEAST_DOT + (MOST_DOT - LEAST_DOT) * ((province["sites"] - 1) / max(most - 1, 1)) ** 0.5
        dot = svg.Circle(
            cx=round((longitude - MAP_WEST) * MAP_UNIT, 1), cy=round((MAP_NORTH - latitude) * MAP_UNIT, 1),
            r=round(radius, 1), elements=[_title(province["said"])],
        )  # fmt: skip
        said = {"aria-label": _text(province["said"])}
        elements.append(svg.A(href=_text(province["url"]), elements=[dot], extra=said))
    return _drawing(elements, MAP_WIDTH, MAP_HEIGHT, "map", title, role="group")


@lru_cache(maxsize=1)
def _coast() -> str:
    return " ".join((DATA / "coast.txt").read_text("ascii").split("\n")).strip()


@lru_cache(maxsize=1)
def _seats() -> dict[str, tuple[float, float]]:
    rows = csv.DictReader((DATA / "provinces.csv").read_text("utf-8").splitlines())
    return {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in rows}


def _drawing(elements: list[svg.Element], width: int, height: int, kind: str, title: str, role: str = "img") -> Markup:
    drawing = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, width, height), class_=[kind], elements=elements,
        extra={"role": role, "aria-label": _text(title)},
    )  # fmt: skip
    return Markup(drawing.as_str())  # noqa: S704 - every text in it went through _text


def _title(text: str) -> svg.Title:
    return svg.Title(text=_text(text))


def _text(text: str) -> str:
    """Return a text as it stands in SVG, in an element or an attribute."""
    return str(escape(text))
