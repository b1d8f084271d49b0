"""The text of a release as its page sets it: paragraphs, headings, lists, quotations and tables, and nothing else."""

from __future__ import annotations

import nh3
from markupsafe import Markup

_SHOWN = {
    "p", "br", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "strong",
    "em", "b", "i", "u", "sup", "sub",
}  # fmt: skip
_CLEANER = nh3.Cleaner(tags=_SHOWN, attributes={}, clean_content_tags={"script", "style"}, link_rel=None)


def typeset(body_html: str | None) -> Markup | None:
    """Return what is shown of a text with its structure: no address, no attribute, whatever stands in the archive."""
    if not body_html:
        return None
    shown = _CLEANER.clean(body_html)
    return Markup(shown) if shown.strip() else None  # noqa: S704 - sanitised above
