"""How to cite a release: CSL-JSON, BibTeX, RIS, and a footnote in Indonesian and English.

A citation names what was published and where, and then which state of it: when it was retrieved and the SHA-256 of its
text, so that a reader of the citation can tell whether the page still says the same. An undated release is cited as
undated; the day of the crawl never takes the place of its date.
"""

from __future__ import annotations

import re
from typing import Any

from publish.words import date_in_words

FORMATS = {
    "csl.json": "application/vnd.citationstyles.csl+json; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
"""End of an address to the media type of the citation there."""
_LATEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_LATEX |= {sign: f"\\{sign}" for sign in "#$%&_"}
_TONGUES = {"id": "indonesian", "en": "english"}
SHORT_DIGEST = 16
"""Hexadecimal digits of a digest that a footnote prints."""


def citation(release: dict[str, Any], archived_url: str) -> dict[str, Any]:
    """Return a release as one CSL-JSON item (schema 1.0.2).

    ``release`` has the columns of an article, ``site_name``, ``fetched_at`` and ``number`` of its present state, and
    ``copy``, the version of the published copy that is cited, if it is one.
    """
    item: dict[str, Any] = {
        "id": f"lontar-{release['site']}-{release['id']}",
        "type": "post-weblog",
        "title": _line(release["headline"]) or release["url"],
        "container-title": _line(release["site_name"]),
        "URL": release["url"],
        "language": release["language"] or "id",
        "accessed": {"date-parts": [_parts(release["fetched_at"][:10])]},
        "archive": "Lontar",
        "archive_location": archived_url,
        "note": f"state {release['number']}, retrieved {release['fetched_at']}, text SHA-256 {release['digest']}",
    }
    if release.get("copy"):
        item["note"] += f", copy {release['copy']}"
        item["version"] = release["copy"]
    if release["author"]:
        item["author"] = [{"literal": _line(release["author"])}]
    if release["published_at"]:
        item["issued"] = {"date-parts": [_parts(release["published_at"][:10])]}
    return item


def bibtex(item: dict[str, Any]) -> str:
    """Return a citation as an entry of BibTeX (biblatex's type online)."""
    fields = {"title": f"{{{_latex(item['title'])}}}"}
    if "author" in item:
        fields["author"] = f"{{{_latex(item['author'][0]['literal'])}}}"
    fields["organization"] = _latex(item["container-title"])
    if "issued" in item:
        fields["date"] = _day(item["issued"])
    fields |= {"url": _url(item["URL"]), "urldate": _day(item["accessed"])}
    if item["language"] in _TONGUES:
        fields["langid"] = _TONGUES[item["language"]]
    fields["note"] = _latex(f"Lontar: {item['archive_location']}; {item['note']}")
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@online{{{item['id']},\n{lines}\n}}\n"


def ris(item: dict[str, Any]) -> str:
    """Return a citation as a record of RIS."""
    lines = [("TY", "ELEC"), ("TI", item["title"])]
    lines += [("AU", author["literal"]) for author in item.get("author", ())]
    lines += [("T2", item["container-title"])]
    if "issued" in item:
        lines += [("PY", str(item["issued"]["date-parts"][0][0])), ("DA", _day(item["issued"]).replace("-", "/"))]
    lines += [("UR", item["URL"]), ("Y2", _day(item["accessed"]).replace("-", "/")), ("LA", item["language"])]
    lines += [("L2", item["archive_location"]), ("N1", item["note"]), ("ER", "")]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def footnote(release: dict[str, Any], archived_url: str, language: str) -> str:
    """Return a citation as a footnote, ready to be pasted."""
    headline = _line(release["headline"]) or release["url"]
    date = date_in_words(release["published_at"], language) if release["published_at"] else None
    retrieved, digest = date_in_words(release["fetched_at"], language), release["digest"][:SHORT_DIGEST]
    author = f"{_line(release['author'])}, " if release["author"] else ""
    site, copy = _line(release["site_name"]), release.get("copy")
    if copy:
        archived_url += f" (salinan {copy})" if language == "id" else f" (copy {copy})"
    if language == "id":
        return (
            f"{author}“{headline}”, {site}, {date or 'tanpa tanggal'}, {release['url']};"
            f" keadaan ke-{release['number']}, diambil {retrieved}, sidik teks SHA-256 {digest}…,"
            f" arsip Lontar: {archived_url}."
        )
    return (
        f"{author}“{headline}”, {site}, {date or 'undated'}, {release['url']}; state {release['number']},"
        f" retrieved {retrieved}, text SHA-256 {digest}…, Lontar archive: {archived_url}."
    )


def _line(text: str | None) -> str:
    """Fold a text into one line without control characters: formats of citations end at the line."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f\u2028\u2029]", " ", text or "").split())


def _parts(day: str) -> list[int]:
    return [int(part) for part in day.split("-")]


def _day(date: dict[str, Any]) -> str:
    return "-".join(f"{part:02d}" for part in date["date-parts"][0])


def _latex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in text)


def _url(url: str) -> str:
    """Write an address for BibTeX's url field, where braces must pair and backslashes are commands."""
    return _line(url).replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D").replace(" ", "%20")
