"""Addresses of a site whose CMS is unknown: what makes one an article's, what only decorates it, and its shape.

The key of an address depends on the address alone, so that it is the same in every run and in every replay. A shape
(``/berita/{}``) is what the addresses of one site's articles have in common; what a crawl learns about shapes decides
where it looks, never what a page says.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, unquote_plus, urlencode, urlsplit

NEVER = frozenset(
    "tag tags label labels topic topics topik author authors penulis user users search cari pencarian login logout"
    " masuk daftar register admin administrator wp-admin wp-login.php wp-json feed feeds rss atom sitemap kontak"
    " contact contact-us hubungi hubungi-kami kontak-kami galeri gallery galleries album albums foto photo photos"
    " video videos kalender calendar agenda event events polling survei survey buku-tamu guestbook share captcha assets"
    " asset uploads storage static css js img images cart print-all kategori category categories kanal rubrik komentar"
    " comments cdn-cgi halaman-statis static-page privacy privacy-policy kebijakan-privasi arsip archive"
    " archives".split()
)
"""Path segments that are never on the way to an article."""
LISTS = frozenset(
    "berita news kabar artikel article articles pengumuman announcement siaran-pers press-release rilis informasi info"
    " kegiatan warta publikasi publication blog post posts read baca detail index indeks home beranda main welcome"
    " portal web site semua semua-berita all berita-terkini berita-terbaru terkini terbaru id en profil profile".split()
)
"""Names that stand for a list or for the home page where an address ends in them."""
NEWS = re.compile(
    r"berita|news|kabar|artikel|article|pengumuman|siaran|pers\b|rilis|release|warta|baca|read|post|publik|kegiatan"
    r"|headline|liputan|info"
)
"""What sections of news are called."""
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|csv|jpe?g|png|gif|webp|svg|ico|css|js|json|xml|txt|mp[34]|avi|woff2?|apk)$"
)
_ENDING = re.compile(r"\.(?:html?|shtml)$")
_SCRIPT = re.compile(r"([a-z-]+)\.(?:aspx?|php|jsp)")
"""A page named for the script that makes it: ``default.aspx``, ``arsip.php``."""
_VARIANT = re.compile(r"/(?:amp|print|cetak|mobile)$|^/(?:amp|print|cetak|mobile|m)(?=/.)")
"""What marks another dress of the same page: for a telephone, for paper."""
_TEMPLATE = re.compile(r"^/template-\d+(?=/)")
_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|dclid|igsh(?:id)?|yclid|msclkid|mc_[ce]id|_ga|_gl|ref|referrer|source|share|amp|print"
    r"|tmpl|replytocom|phpsessid|jsessionid|sid|sessionid|session_id|ci_session|csrf.*|token|_|rand|nocache|t|v"
    r"|itemid|lightbox|from|outputtype|showcomment)$"
)
"""Parameters that say where a reader came from or how the page is to be dressed, not what it shows."""
_SEARCH = frozenset(
    "q s cari keyword keywords kata katakunci search query tag tags sort order orderby dir filter".split()
)
_CALENDAR = frozenset("tanggal tgl bulan tahun date month year bln thn hari day".split())
PAGING = frozenset(
    "page hal halaman paged pg stg start offset per_page limitstart pageno page_no pagenum from_page paging"
    " laman".split()
)
"""Parameters that number the pages of a list."""
_PAGE_OF_LIST = re.compile(r"(?:hal|halaman|laman|page|index|indeks)[-_]?\d{1,5}")
"""The name of a list's further page, as static sites have it: ``index2.html``."""
PAGE_OF_GROUP = re.compile(r"page_(?!id$|name$)[a-z]\w{0,40}|(?!id_|nama_|name_)[a-z]\w{0,40}_page")
"""How CodeIgniter 4 (``page_berita``) and Yii 1 (``Berita_page``) name the number of a page that has several lists."""
LEAST_ROUTED = 4
"""Segments of a path that names controller and action before a parameter and its value."""
_NUMBER_OF = re.compile(
    r"^(?:.*_)?id(?:_.*|berita|artikel|news|post|konten)?$|^(?:aid|nid|newsid|postid|kode|no|nomor)$"
)
_ROUTES = frozenset(
    "page hal halaman mod module modul menu submenu sub act aksi action view option task content konten go pilih tampil"
    " buka controller ctrl kontroler c class kelas method metode m a do op r route rute p".split()
)
"""Parameters that say which part of a site is asked for, where their value is a word or a route."""
_ROUTE = re.compile(r"[a-z]+(?:_[a-z]+)?(?:/[a-z]+(?:_[a-z]+)?)*/?", re.I)
"""A controller, an action, or both: ``berita``, ``daftar_berita``, ``site/berita``; a slug has hyphens or digits."""
_GROUPS = frozenset("kategori category categories cat kat kategori_berita rubrik kanal topik topic section".split())
"""Parameters that say of which group the releases of a list are."""
_NAME_OF = re.compile(r"^(?:slug|judul|title|seo|seotitle|judul_seo|headline|alias)$")
_WITH_NUMBER = re.compile(r"^(\d{1,12})(?::.*)?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_SESSION_IN_PATH = re.compile(r";[^/]*")


def without_decoration(url: str) -> str:
    """Return an address without tracking, session ids and the marks of a printed or mobile page."""
    parts = urlsplit(url)
    path = _VARIANT.sub("", _SESSION_IN_PATH.sub("", parts.path)) or "/"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _decorates(name, value)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept, safe=":/,@")
    return f"{parts.scheme}://{parts.netloc}{path}{'?' if query else ''}{query}"


@lru_cache(maxsize=50_000)
def article_key(rest: str) -> str | None:
    """Return the key of an address, given from the site's root on; None where it cannot be an article's.

    Case, ``/index.php``, a final slash, ``.html``, tracking, and the marks of AMP, print and mobile pages count for
    nothing.
    """
    asked_path, _, asked = rest.partition("?")  # not urlsplit: a path may begin with two slashes
    path = canonical_path(asked_path)
    if path is None:
        return None
    query = [
        (unquote_plus(name).lower(), value.strip())
        for name, value in parse_qsl(asked)
        if not _decorates(name, value)
    ]
    if _asks_for_group(query) and not (path and _may_be_article(re.sub(r"\.(?:php|html?)$", "", path))):
        return None
    kept = _query_key(query, at_root=not path)
    if kept is None or (not path and not kept) or (not kept and not _may_be_article(path)):
        return None
    key = path + (f"?{kept}" if kept else "")
    return key if len(key) <= 400 else None


def canonical_path(path: str) -> str | None:
    """Return a path as keys have it, without slashes at its ends; None for files and what is never an article."""
    path = re.sub(r"/{2,}", "/", unquote(_SESSION_IN_PATH.sub("", path))).lower().rstrip("/")
    path = path.removeprefix("/index.php").removesuffix("/index.html").removesuffix("/index.php")
    path = _TEMPLATE.sub("", _VARIANT.sub("", path))
    if _FILE.search(path):
        return None
    segments = _ENDING.sub("", path.strip("/")).split("/")
    if NEVER.intersection(segments) or any(len(segment) > 300 for segment in segments):
        return None
    return "/".join(segment.strip() for segment in segments)


def _may_be_article(path: str) -> bool:
    """Tell whether a path without a query may be an article's: it ends in something that names one."""
    segments = path.split("/")
    last = segments[-1]
    if last in LISTS or _PAGE_OF_LIST.fullmatch(last):
        return False
    script = _SCRIPT.fullmatch(last)
    if script is not None and (script[1] in LISTS or script[1] in NEVER or script[1] == "default"):
        return False
    if last.isdecimal():
        named = segments[-2] if len(segments) > 1 else ""
        if named in ("page", "hal", "halaman", "index", "indeks"):
            return False  # a page of a list
        if len(segments) >= LEAST_ROUTED and PAGE_OF_GROUP.fullmatch(named):
            return False  # the same in Yii, behind controller and action: berita/index/Berita_page/5
        if len(segments) == 1 or (all(_YEAR.match(s) or len(s) <= 2 for s in segments if s.isdecimal()) and (
            any(map(_YEAR.match, segments))
        )):
            return False  # a day of a calendar
    return True


def _query_key(query: list[tuple[str, str]], at_root: bool) -> str | None:
    """Return what a query says of an article, in order of names; None where it asks for a list or a search."""
    number = next((pair for pair in query if _NUMBER_OF.match(pair[0]) and _WITH_NUMBER.match(pair[1])), None)
    if number is None and at_root:
        number = next((pair for pair in query if pair[0] == "p" and pair[1].isdecimal()), None)
    if number is not None:
        routes = sorted((n, v.lower()) for n, v in query if (n, v) != number and _is_route(n, v))
        match = _WITH_NUMBER.match(number[1])
        return urlencode([*routes, (number[0], match[1] if match else number[1])], safe=":/,@")
    names = {name for name, _ in query}
    if query and all(_names_part(name, value) for name, value in query):
        return None  # index.php?page=profil, ?controller=berita&action=public: a part of the site, and nothing in it
    if names & (_SEARCH | _CALENDAR) or any(numbers_pages(name) for name, value in query if value.isdecimal()):
        return None
    return urlencode(sorted((name, value.lower()) for name, value in query), safe=":/,@")


def _asks_for_group(query: list[tuple[str, str]]) -> bool:
    """Tell whether a query names a group of releases and none of them: ``berita?kategori=hukum``."""
    names = {name for name, _ in query}
    return bool(names & _GROUPS) and all(name in _GROUPS or _names_part(name, value) for name, value in query)


def _names_part(name: str, value: str) -> bool:
    """Tell whether a parameter says which part of a site is asked for, and nothing of what stands in it."""
    return name in _ROUTES and _ROUTE.fullmatch(value) is not None


def numbers_pages(name: str) -> bool:
    """Tell whether a parameter numbers pages; of portals, each portlet has one of its own (``_portlet_cur``)."""
    return name in PAGING or name == "p" or name.endswith("_cur") or PAGE_OF_GROUP.fullmatch(name) is not None


def _is_route(name: str, value: str) -> bool:
    """Tell whether a parameter beside a number says which kind of thing the number counts."""
    return not (
        _NAME_OF.match(name) or value.isdecimal() or _WITH_NUMBER.match(value) or value.count("-") > 1
        or name in ("kategori", "cat", "category", "kat", "catid", "lang", "judul")
    )  # fmt: skip


def _decorates(name: str, value: str) -> bool:
    name = unquote_plus(name).lower()
    return _TRACKING.match(name) is not None or (name == "format" and value.lower() in ("amp", "print", "html"))


def shape_of(key: str) -> str:
    """Return the shape of an article's key: the last segment, numbers and slugs are replaced by ``{}``.

    >>> shape_of("berita/2024/10/panen-raya-padi"), shape_of("berita/12/panen"), shape_of("baca.php?id=12")
    ('berita/{}/{}/{}', 'berita/{}/{}', 'baca.php?id={}')
    """
    path, _, query = key.partition("?")
    segments = path.split("/")
    whole = len(segments) - 1 if not query else len(segments)
    shown = [
        segment if number < whole and not (segment[:1].isdigit() or segment.count("-") > 3) else "{}"
        for number, segment in enumerate(segments)
    ]
    asked = [f"{name}={value if value.isalpha() else '{}'}" for name, value in parse_qsl(query)]
    return "/".join(shown) + (f"?{'&'.join(asked)}" if query else "")


def is_news_section(key: str) -> bool:
    """Tell whether what stands before the article's own name is called as sections of news are."""
    path, _, query = key.partition("?")
    return NEWS.search(path if query else path.rpartition("/")[0]) is not None or NEWS.search(query) is not None


# ---- the CMS's own number ----

_NUMBERED = (
    re.compile(r"^(?P<prefix>(?:[^/?]+/)*)(?P<number>\d{1,12})(?:/[^/?]+)?$"),
    re.compile(r"^(?P<prefix>(?:[^/?]+/)*)(?P<number>\d{1,12})_[^/?]+$"),
    re.compile(r"^(?P<prefix>(?:[^/?]+/)*)[^/?]+_(?P<number>\d{1,12})$"),
    re.compile(r"^(?P<prefix>(?:[^/?]+/)*)(?P<number>\d{1,12})-[^/?]+$"),
    re.compile(r"^(?P<prefix>(?:[^/?]+/)*)[^/?]+-(?P<number>\d{1,12})$"),
)
_ALIKE_LEAST = 4
"""Other articles on a page that must be numbered alike before a number is believed to be the article's own."""


def native_number(key: str, others: set[str]) -> str | None:
    """Return the CMS's own number of an article, where the addresses of other articles prove that it is one.

    ``/berita/12/slug`` may number the article or its category, and a slug may end in a number. It is the article's own
    where the page leads to at least four others below the same path, all numbered in the same place, no two alike.
    """
    for pattern in _NUMBERED:
        own = pattern.match(key)
        if own is None or _YEAR.match(own["number"]):
            continue
        prefix = own["prefix"]
        near = {other for other in others if other.startswith(prefix) and other != key}
        found = [match for other in near if (match := pattern.match(other)) and match["prefix"] == prefix]
        numbers = {match["number"] for match in found}
        if len(found) >= _ALIKE_LEAST and len(numbers) == len(found) == len(near) and own["number"] not in numbers:
            return f"{prefix}{own['number']}"
    return None
