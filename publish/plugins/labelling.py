"""Datasette plugin: names for the fields of Datasette's own pages, by which a screen reader tells them apart.

Its SQL editor becomes a plain field: the script that made it another one leaves a field without a name, and needs a
looser policy than a text field does (see the empty ``_codemirror*.html``).
"""

from __future__ import annotations

import re
from typing import Any

from datasette import hookimpl
from jinja2 import pass_context
from markupsafe import Markup, escape

_UNNAMED = re.compile(
    r'<(?P<tag>select name="(?:_filter_)?(?P<part>column|op|_sort)(?:_\d+)?"'
    r'|input type="text" name="_filter_(?P<value>value)(?:_\d+)?"|textarea id="sql-editor" name="(?P<sql>sql)")'
)
_SCROLLED = '<dl class="column-descriptions">'
_STYLED = re.compile(r'(<textarea id="sql-editor" name="sql") style="[^"]*"')


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Add the filter ``labelled``, through which our versions of Datasette's templates pass what it makes."""
    env.filters["labelled"] = labelled


@pass_context
def labelled(context: Any, text: str) -> Markup:
    """Return Datasette's HTML with a name on each of its fields, in the reader's language."""

    def named(match: re.Match[str]) -> str:
        part = match["part"] or match["value"] or match["sql"]
        return f'<{match["tag"]} aria-label="{escape(context["t"]("filter_" + part.lstrip("_")))}"'

    text = _STYLED.sub(r'\1 rows="8" spellcheck="false"', str(text))
    text = text.replace(_SCROLLED, _SCROLLED.replace(">", ' tabindex="0">'))
    return Markup(_UNNAMED.sub(named, text))  # noqa: S704 - HTML of Datasette's templates, escaped there
