"""Pages that list releases: home, all releases, category, tag, date index, search; and plain pages."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sample import markup
from sample.frame import SPAM, Context, date_of, page
from sample.printed import LONG_MONTHS, decoded, plain, short_date, today
from sample.releases import Release
from sample.state import categories


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of releases over several pages."""

    heading: str
    root: str
    """Path of its first page; others add ``/`` and an offset."""
    size: int = 10
    """Releases a page."""
    noisy: bool = False
    """Excerpts are broken up between all bytes."""


ALL = Listing("Semua Berita", "/berita/index", 15, noisy=True)
SEARCH = Listing("Hasil Pencarian", "/berita/index", 15, noisy=True)


def home_page(context: Context, path: str) -> str:
    """Return the home page, which is also where every unknown address ends."""
    released = context.state.released
    lead = "".join(_big_item(context, release) for release in released[:6])
    groups = "".join(_group(context, address, name) for address, name in categories().items())
    slides = "".join(
        f"<div><img data-u='image' src='{context.photo(release)}'/><div data-u='thumb'>"
        f"<a style='color:#fff' href='{context.url(release)}'>{release.headline_raw[:40]},..</a></div></div>"
        for release in released[1:5]
    )
    content = f"""<div class="main-page left">
<div class="double-block">
<div class="content-block main right">
<div class="block"><div class="featured-block"><div id="jssor_1" class='jssor_1'>\
<div data-u="slides" class='slides'>{slides}\
</div></div></div></div>
<div class="block">
<div class="block-title"><a href="{context.base}/berita/indeks_berita" class="right">Lihat Semua</a>
<h2>Berita Utama</h2></div>
<div class="block-content"><ul class="article-block-big">
{lead}</ul></div>
</div>
{groups}</div>
</div>
</div>
"""
    title = "Warta Resmi Pemerintah Kabupaten Lawungan &mdash; DISKOMINFO"
    description = "Berita resmi Pemerintah Kabupaten Lawungan"
    return page(context, title, content, path=path, description=description, keywords="lawungan,berita")


def _big_item(context: Context, release: Release) -> str:
    url = context.url(release)
    return f"""<li>
<div class='article-photo'><a href='{url}' class='hover-effect'><img style='height:110px; width:200px' \
src='{context.photo(release)}' alt='' /></a></div>
<div class='article-content'>
<h4><a href='{url}'>{release.headline_raw}</a>\
<a href='{url}.html' class='h-comment'>{len(release.comments)}</a></h4>
<span class='meta'><a href='{url}'><span class='icon-text'>&#128340;</span>{date_of(release)}</a></span>
</div>
</li>
"""


def _group(context: Context, address: str, name: str) -> str:
    first, *rest = context.state.in_category(address)[:5]
    url = context.url(first)
    items = "".join(
        f"""<li>
<div class='article-photo'><a class='hover-effect' href='{context.url(release)}.html'>\
<img style='width:59px; height:42px' \
src='{context.photo(release)}' alt='{release.image}' /></a></div>
<div class='article-content'>
<h4><a href='{context.url(release)}'>{release.headline_raw}</a>\
<a href='{context.url(release)}' class='h-comment'>\
{len(release.comments)}</a></h4>
<span class='meta'><a href='{context.url(release)}'>\
<span class='icon-text'>&#128340;</span>{date_of(release)}</a></span>
</div>
</li>"""
        for release in rest
    )
    return f"""<div class="block">
<div class="block-title"><a href="{context.base}/kategori/detail/{address}" class="right">\
Semua Artikel dari kategori ini</a>
<h2>Berita kategori {name}</h2></div>
<div class="block-content">
<div class='wide-article'>
<div class='article-photo'><a class='hover-effect' href='{url}'><img style='width:160px; height:117px;' \
src='{context.photo(first)}' alt='' /></a></div>
<div class='article-content'>
<h2><a href='{url}'>{first.headline_raw}</a><a href='{url}' class='h-comment'>{len(first.comments)}</a></h2>
<span class='meta'><a href='{url}'><span class='icon-text'>&#128340;</span>{date_of(first)} \
- Oleh : {first.author}</a></span>
<p>{_excerpt(first, context)} . . .</p>
</div>
</div>
<div class="paragraph-row"><div class="column6"><ul class="article-block">
{items}</ul></div></div>
</div>
</div>
"""


def _excerpt(release: Release, context: Context) -> str:
    text = decoded(markup.body(release, context.base)).strip()
    return html.escape(" ".join(text[:200].split()), quote=False)


def _noisy_excerpt(release: Release, context: Context) -> str:
    # The CMS marks the search word in every excerpt; with no word it marks the gap between any two BYTES.
    text = plain(markup.body(release, context.base)).strip().encode()[:200]
    mark = b'<b style="color:red"></b>'
    return (mark + mark.join(text[at : at + 1] for at in range(len(text)))).decode(errors="surrogateescape")


def list_page(context: Context, listing: Listing, found: tuple[Release, ...], offset: int) -> str:
    """Return the page of a list that starts at an offset; past the end it has no items."""
    write = _noisy_excerpt if listing.noisy else _excerpt
    items = "".join(_list_item(context, release, write) for release in found[offset : offset + listing.size])
    if listing is ALL and offset == 0 and context.state.day.mode == "hijack":
        items = "".join(_spam_item(context, address, title) for address, title in SPAM) + items
    content = f"""<div class="main-page left">
<div class="double-block">
<div class="content-block main left">
<div class="block">
<div class="block-title" style="background: #2182b4;">\
<a href="{context.base}/" class="right">Kembali ke depan</a>
<h2>{listing.heading}</h2></div>
<div class="block-content">
{items}<div class="pagination">
{pagination(context.base + listing.root, len(found), offset, listing.size)} </div>
</div>
</div>
</div>
<div class="content-block right"><div class="block"><h2 class="list-title">Sekilas Info</h2>
<ul class="article-block"><li><div class='article-content'><h4>\
<a href='#'>Nomor darurat 112 siaga sepanjang hari</a></h4>
<span class='meta'><a href='#'>02 Feb 2024</a></span></div></li></ul></div></div>
</div>
</div>
"""
    return page(context, listing.heading, content, path=listing.root, description=listing.heading)


def _list_item(context: Context, release: Release, write: Callable[[Release, Context], str]) -> str:
    url = context.url(release)
    title = release.headline_raw
    return f"""<div class='article-big'>
<div style='height:120px; background:#e3e3e3; overflow:hidden' class='article-photo'>
<a href='{url}' class='hover-effect'>\
<img style='width:210px;' src='{context.photo(release)}' alt='{release.image}' /></a></a>
</div>
<div class='article-content'>
<h2><a title='{title}' href='{url}'>{title[:33]}...</a>\
<a href='{url}' class='h-comment'>{len(release.comments)}</a></h2>
<span class='meta'>
<a href='{url}'><span class='icon-text'>&#128100;</span>{release.author}</a>
<a href='{url}'><span class='icon-text'>&#128340;</span>{date_of(release)}</a>
</span>
<p>{write(release, context)} . . .</p>
<span class='meta'><a href='{url}' class='more'>Read Full Article<span class='icon-text'>&#9656;</span>\
</a></span>
</div>
</div>"""


def _spam_item(context: Context, address: str, title: str) -> str:
    url = f"{context.base}/{address}"
    return f"""<div class='article-big'><div class='article-content'>
<h2><a title='{title}' href='{url}'>{title[:33]}...</a><a href='{url}' class='h-comment'>0</a></h2>
<span class='meta'><a href='{url}'>admin</a>\
<a href='{url}'>00:13:00, {short_date(today(context.state.day.number))}</a></span>
</div></div>"""


def pagination(root: str, total: int, offset: int, size: int) -> str:
    """Return links to other pages as the CMS prints them: two either side, first, previous, next, last."""
    last = max(1, -(-total // size))
    if last == 1:
        return ""
    current = offset // size + 1

    def link(number: int, label: str, rel: str = "") -> str:
        address = root if number == 1 else f"{root}/{(number - 1) * size}"
        relation = f' rel="{rel}"' if rel else ""
        return f'<a href="{address}" data-ci-pagination-page="{number}"{relation}>{label}</a>'

    parts = [link(1, "&lsaquo; First", "start")] if current > 3 else []
    parts += [link(current - 1, "&lt;", "prev")] if 1 < current <= last + 1 else []
    for number in range(max(1, current - 2), min(last, current + 2) + 1):
        start = "start" if number == 1 else ""
        parts.append(
            f"<span class='current'>{number}</span>"
            if number == current
            else link(number, str(number), start)
        )
    parts += [link(current + 1, "&gt;", "next")] if current < last else []
    parts += [link(last, "Last &rsaquo;")] if current + 2 < last else []
    return "".join(parts)


def date_index(context: Context, asked: date) -> str:
    """Return the releases of one day, at most five a category."""
    cells = []
    for address, name in categories().items():
        found = [
            release
            for release in context.state.in_category(address)
            if release.published and release.published.date() == asked
        ][:5]
        if found:
            items = "".join(
                f"<li><a title='{release.headline_raw}' "
                f"href='{context.url(release)}'>{release.headline_raw[:40]},..</a>"
                f"<a href='{context.url(release)}' class='h-comment'>{len(release.comments)}</a>"
                f"<span class='meta-date'>{date_of(release, 'day')}</span></li>"
                for release in found
            )
            cells.append(
                f"<td style='padding:5px; width:230px'><div class='block'><h2 class='list-title'>{name}</h2>"
                f"<ul class='article-list'>{items}</ul><a href='{context.base}/kategori/detail/{address}' "
                "class='more'>Read More</a></div></td>"
            )
    empty = (
        ""
        if cells
        else (
            "<center style='padding:15%'>Maaf, Belum ada artikel yang diterbitkan pada hari ini "
            f"({short_date(asked)}).</center>"
        )
    )
    days = "".join(
        f"<option value='{day}'{' selected' if day == asked.day else ''}>{day}</option>"
        for day in range(1, 32)
    )
    months = "".join(
        f"<option value='{number}'{' selected' if number == asked.month else ''}>{name}</option>"
        for number, name in enumerate(LONG_MONTHS, 1)
    )
    years = "".join(
        f"<option value='{year}'{' selected' if year == asked.year else ''}>{year}</option>"
        for year in range(2019, 2027)
    )
    content = f"""<div class="main-page full-width">
<div class="content-block main">
<div class="block">
<div class="block-title"><a href="index.php" class="right">Kembali ke depan</a>
<h2><form action='{context.base}/berita/indeks_berita' method='POST'>Lihat Indeks Tanggal
<select name='tanggal' class='select'>{days}</select> <select name='bulan' class='select'>{months}</select>
<select name='tahun' class='select'>{years}</select>
<input type='submit' name='filter' value='Lihat Indeks'></form></h2></div>
<div style='width:97%' class="block-content archive">
<table><tr>{"".join(cells)}</tr></table>{empty} </div>
</div>
</div>
</div>
"""
    return page(context, "Indeks Berita", content, path="/berita/indeks_berita", sidebar=False)


def missing_page(context: Context) -> str:
    """Return the page that later days show at unknown addresses: the same at all of them, status 200."""
    title = "Halaman tidak ditemukan"
    content = (
        f'<div class="main-page left"><div class="shortcode-content"><h2>{title}</h2>'
        f"<p>Maaf, alamat yang Anda tuju tidak tersedia. Kembali ke <a href='{context.base}/'>beranda</a>.</p>"
        "</div></div>"
    )
    return page(context, title, content, path="/404", description=title)


def plain_page(context: Context, title: str, path: str) -> str:
    """Return a page of the site that is no release."""
    content = (
        f'<div class="full-width"><div class="article-title"><h1><b>{title}</b></h1></div></div>\n'
        f'<div class="main-page left"><div class="shortcode-content"><p>Halaman {title}.</p></div></div>'
    )
    return page(context, title, content, path=path, description=title)
