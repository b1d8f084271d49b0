"""What surrounds every page: head, header with clock and menu, ticker, sidebar, footer.

Pages are strings with noise marks, ``\\x01`` kind ``\\x02``, which the server fills anew on every view:
``V<id>`` view counter, ``T`` tag cloud, ``M`` menu of tags, ``P`` and ``S`` popular releases, ``C`` captcha,
``W`` video counter.
"""

from __future__ import annotations

import html
from dataclasses import dataclass

from sample import faults
from sample.comments import Comment
from sample.printed import article_date, clock_date, listing_date, short_date, today
from sample.releases import Release
from sample.state import State, categories

AGENCY = "Dinas Komunikasi dan Informatika Kabupaten Lawungan"
AVATAR = "http://www.gravatar.com/avatar/" + "0" * 32 + ".jpg?s=100"
SPAM = (
    ("slot-gacor-hari-ini-gampang-maxwin-modal-receh", "Slot Gacor Hari Ini Gampang Maxwin Modal Receh"),
    ("daftar-situs-judi-online-bonus-member-baru-100", "Daftar Situs Judi Online Bonus Member Baru 100%"),
    (
        "bocoran-rtp-live-slot88-deposit-pulsa-tanpa-potongan",
        "Bocoran RTP Live Slot88 Deposit Pulsa Tanpa Potongan",
    ),
)
"""Addresses and headlines of a day of mode hijack."""


@dataclass(frozen=True, slots=True)
class Context:
    """What rendering needs to know."""

    base: str
    """The site's address as printed in links, without a slash at its end."""
    state: State
    skin: str
    """stock or rebuilt: decides the shell of this page."""

    def url(self, release: Release) -> str:
        """Return a release's absolute address."""
        return self.base + self.state.path(release)

    def photo(self, release: Release) -> str:
        """Return the address of a release's photo, or of the stand-in."""
        return f"{self.base}/asset/foto_berita/{release.image or 'small_no-image.jpg'}"


def date_of(release: Release, form: str = "listing") -> str:
    """Return a release's date as printed: form listing, article or day; what an empty field gives is
    printed too.
    """
    zero = {"listing": "00:00:00, 00  0000", "article": "00  0000, 00:00:00 WIB", "day": "00  0000"}
    if release.published is None:
        return zero[form] if "zero-date" in release.traits else ""
    return {"listing": listing_date, "article": article_date, "day": short_date}[form](release.published)


def page(
    context: Context,
    title: str,
    content: str,
    *,
    path: str,
    description: str = "",
    keywords: str = "",
    extra_head: str = "",
    sidebar: bool = True,
) -> str:
    """Return a whole page around its content."""
    base = context.base
    language, author = ("en", "phpmu.com") if context.skin == "stock" else ("id", "DISKOMINFO")
    beside = _sidebar(context) if sidebar else ""
    return f"""<!DOCTYPE HTML>
<html lang="{language}">
<head>
<title>{title}</title>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1"/>
<meta name="robots" content="index, follow">
<meta name="description" content="{description}">
<meta name="keywords" content="{keywords}">
<meta name="author" content="{author}">
<meta http-equiv="Content-Language" content="id-ID">
<link rel="canonical" href="{base.removeprefix("http:").removeprefix("https:")}{path}"/>
{extra_head}<link rel="shortcut icon" href="{base}/asset/images/favicon.png"/>
<link rel="alternate" type="application/rss+xml" title="RSS 2.0" href="rss.xml"/>
<link type="text/css" rel="stylesheet" href="{base}/template/phpmu-tigo/background/blue/main-stylesheet.css"/>
</head>
<body>
<div class="boxed">
<div class="header">
{_header(context)}
</div>
<div class="content">
<div class="wrapper">
{_ticker(context)}
<div class="main-content">
{content}
{beside}
<div class="clear-float"></div>
</div>
</div>
</div>
{_footer(context)}
</div>
<script type="text/javascript">
function jam() {{
  document.getElementById('jam').innerHTML = new Date().toTimeString().slice(0, 8);
  setTimeout(jam, 1000);
}}
jam();
document.querySelectorAll('.widget > h3').forEach(function (title) {{
  if (title.textContent === 'Komentar Terakhir') {{ title.parentElement.remove(); }}
}});
</script>
</body>
</html>
"""


def _header(context: Context) -> str:
    base = context.base
    entries = "".join(
        f"<li><a href='{base}/kategori/detail/{address}'>{name[:30]}</a></li>"
        for address, name in categories().items()
    )
    secondary = (
        "<div class='secondary-menu'>\n<div class='wrapper'>\n<ul>\x01M\x02</ul>\n</div>\n</div>"
        if context.skin == "stock"
        else ""
    )
    return f"""<div class='wrapper'>
<div class='header-logo'><a href='{base}/'>\
<img src='{base}/asset/logo/logo-lawungan.png' alt='Berita Lawungan'/></a></div>
<div class='header-menu'>
<ul><li><a href='{base}/halaman/detail/tentang-kami'>Tentang Kami</a></li><li>\
<a href='{base}/hubungi'>Hubungi Kami\
</a></li><li><a href='{base}/berita/indeks_berita'>Index Berita</a></li></ul>\
<p>Warta resmi Pemerintah Kabupaten Lawungan.</p>
</div>
<div class='header-addons'>
<span class='city'>
  {clock_date(today(context.state.day.number))}, <span id='jam'></span></span>
<div class='header-search'>
<form action="{base}/berita/index" method="post" accept-charset="utf-8">
<input type='text' placeholder='Cari berita..' name='kata' class='search-input' required/>
<input type='submit' value='Search' name='cari' class='search-button'/>
</form>
</div>
</div>
</div>
<div class='main-menu sticky'>
<div class='wrapper'><ul class='the-menu'><li><a href='{base}/'>BERANDA</a></li><li>\
<a href='{base}/berita/index'>BERITA</a>\
</li><li><a href='{base}/#'><span>KATEGORI</span></a><ul>{entries}</ul></li><li>\
<a href='{base}/agenda'>AGENDA</a></li>\
<li><a href='{base}/download'>UNDUHAN</a></li></ul></div>
</div>
{secondary}"""


def _ticker(context: Context) -> str:
    prefix = "" if context.skin == "stock" else f"{context.base}/"
    entries = [
        (context.state.path(release)[1:], release.headline_raw) for release in context.state.released[:10]
    ]
    if context.state.day.mode == "hijack":
        entries[:0] = SPAM
    items = "".join(f"<li><a href='{prefix}{address}'>{title}</a></li>" for address, title in entries[:10])
    return (
        '<div class="breaking-news">\n<span class="the-title">Breaking News</span>\n'
        f"<ul>\n{items}\n</ul>\n</div>"
    )


def _sidebar(context: Context) -> str:
    latest = "".join(latest_item(context, release) for release in context.state.released[:5])
    stock = context.skin == "stock"
    popular = (
        (
            '<div class="widget">\n<h3>Berita Populer</h3>\n<div '
            'class="widget-articles">\n<ul><li>\x01S\x02</li></ul>\n'
            "</div>\n</div>\n"
        )
        if stock
        else ""
    )
    poll = (
        (
            '<div class="widget"><div id="cuaca"><h1>Loading….</h1></div></div>\n'
            '<div class="widget">\n<h2 class="list-title">Jejak Pendapat</h2>\n<div>Bagaimana '
            "pelayanan kantor "
            f"desa Anda?</div><form method=POST action='{context.base}/polling/hasil'><input "
            f"type=radio name=pilihan "
            "value='2'/> Baik<br/><input type=radio name=pilihan value='3'/> Cukup<br/></form></div>\n"
        )
        if stock
        else ""
    )
    comments = "".join(
        _recent(context, comment, release) for comment, release in context.state.recent_comments(3)
    )
    return f"""<div class="main-sidebar right">
<div class="widget">
<h3>Berita Terbaru</h3>
<div class="widget-articles">
<ul><li>{latest}</li></ul>
</div>
</div>
{popular}<div class="widget">
<h3>Tag Berita</h3>
<div class="tag-cloud">
\x01T\x02
</div>
</div>
{poll}<div class="widget">
<h3>Video Terbaru</h3>
<div class="latest-galleries"><div class='gallery-content'>
<h4><a href='{context.base}/playlist/watch/profil-lawungan' title='Profil Lawungan'>\
Profil Lawungan . . .</a></h4>
<span class='meta'><span class='right'>Senin, 01 Jan 2024 - Dilihat \x01W\x02 Kali</span></span>
</div></div>
</div>
<div class="widget">
<h3>Komentar Terakhir</h3>
<div class="widget-comments">
<ul>
{comments}</ul>
</div>
</div>
</div>"""


def latest_item(context: Context, release: Release) -> str:
    """Return an entry of the sidebar's lists of releases."""
    url = context.url(release)
    form, readers = "listing", ""
    if context.skin == "rebuilt":
        form = "article"
        readers = f"<div class='reader-wrapper'>\
<a class='reader-info' href='{url}'>\x01V{release.id}\x02 pembaca</a></div>"
    counter = (
        f"<a href='{url}' class='h-comment'>{len(release.comments)}</a>" if context.skin == "stock" else ""
    )
    return f"""<li>
<div class='article-photo'><a href='{url}' class='hover-effect'><img style='width:59px; height:42px;' \
src='{context.photo(release)}' alt='{release.slug}'/></a></div>
<div class='article-content'>
<h4><a href='{url}'>{release.headline_raw}</a>{counter}</h4>
<span class='meta'><a href='{url}'><span class='icon-text'>&#128340;</span>{date_of(release, form)}</a></span>
{readers}</div>
</li>"""


def excerpt(text: str, skin: str) -> str:
    """Return a comment as the widget cuts it: less its last word; the rebuilt skin looks at 100
    characters only.
    """
    seen = text if skin == "stock" else text[:100]
    return " ".join(seen.split(" ")[:-1])


def _recent(context: Context, comment: Comment, release: Release | None) -> str:
    target = context.url(release) if release else f"{context.base}/"
    return f"""<li>
<div class='comment-photo'><span class='hover-effect'>\
<img style='width:50px;height:50px;' src='{AVATAR}'/></span></div>
<div class='comment-content'>
<h3>{html.escape(comment.author)}</h3>
<p>{html.escape(excerpt(comment.text, context.skin))} ...</p>
<span class='meta'><a href='{target}'><span class='icon-text'>&#59212;</span>View Article</a></span>
</div>
</li>
"""


def _footer(context: Context) -> str:
    base = context.base
    links = "" if context.skin == "stock" else f"{base}/"
    hidden = faults.INJECTED if context.state.day.mode == "footer" else ""
    if context.state.day.mode == "hijack":
        hidden = (
            "<div style='position:absolute;left:-9999px'>"
            + "".join(f"<a href='{base}/{address}'>{title}</a> " for address, title in SPAM)
            + "</div>"
        )
    return f"""<footer>
<div class="footer">
<div class='wrapper'>
<ul class='right'><li><a href='{links}halaman/detail/tentang-kami'>Tentang Kami</a></li><li>\
<a href='{links}hubungi'>Hubungi \
Kami</a></li><li><a href='{links}berita/indeks_berita'>Index Berita</a></li></ul>
<p>&copy;2019&#8210;2026 &mdash; {AGENCY}. Situs contoh: kabupaten, pejabat, dan berita ini rekaan.</p>
{hidden}
</div>
</div>
</footer>"""
