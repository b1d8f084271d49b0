"""The texts about the archive (method, licence), in Indonesian and English: Markdown files in ``texts/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup

from publish.words import LANGUAGES

TEXTS = Path(__file__).parent / "texts"
DOCUMENTS = ("method", "licence")


def markdown(name: str, language: str) -> str:
    """Return a text as it is written."""
    return (TEXTS / f"{name}.{language}.md").read_text("utf-8")


@cache
def page(name: str, language: str) -> tuple[str, Markup]:
    """Return the title of a text, and all of it as HTML."""
    text = markdown(name, language)
    title = text.partition("\n")[0].removeprefix("# ")
    return title, Markup(MarkdownIt("commonmark", {"html": False}).render(text))  # noqa: S704 - our own texts


def licence() -> str:
    """Return the licence in both languages, as it goes with exports."""
    return "\n".join(markdown("licence", language) for language in LANGUAGES)
