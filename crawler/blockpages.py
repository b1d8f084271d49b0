"""Pages that stand in the place of content: challenges, maintenance, errors with status 200, suspended hosting.

A stand-in is small. A release that merely speaks of such things has an article's markup and a long page around it,
or, in the tiniest themes, at least its menu or its paragraphs: words that news may use count only where neither is.
"""

from __future__ import annotations

import re
from typing import Any

from lxml.etree import XPath, _Element

_TITLE = XPath("string(/html/head/title)")
_HEADINGS = XPath("//body//h1 | //body//h2 | //title")
_MARKS = XPath("//@src | //@href | //@action | //@id | //@class | //@name | //script/text()")
_LINKS = XPath("count(//body//a[@href])")
_OF_AN_ARTICLE = XPath(
    "boolean(//meta[@property='og:type'][@content='article'] | //meta[@property='article:published_time'])"
)
_TEXTS = XPath("//body//text()[not(parent::script or parent::style or parent::noscript or parent::pre)]")
FEW_ELEMENTS = 120
"""A page that stands in is small; a news page of this family has many hundreds of elements."""
SOME_ELEMENTS = 400
"""Below it a page still stands in if its title is one that no news would have."""
_MORE = {n: XPath(f"boolean(/html/body[1]/descendant-or-self::*[{n + 2}])") for n in (FEW_ELEMENTS, SOME_ELEMENTS)}
"""Whether a body has more elements than that; libxml2 stops counting there."""
MANY_LINKS = 10
SOME_LINKS = 3
"""Links that make a page with a printed date one of news."""
LONG_PARAGRAPH = 250
"""Characters of one text; the apologies of stand-ins are shorter."""
MUCH_TEXT = 1_500
"""Characters of all text that a stand-in does not reach, unless its title is unmistakable."""
_HEADINGS_READ, _LONGEST = 50, 1_000
"""Headings, and characters of each, that are looked at."""
LITTLE_TEXT = 600
"""Characters of all text up to which a phrase within it speaks of the page itself."""

_UNMISTAKABLE = (
    ("challenge", r"just a moment\W*|tunggu sebentar\W*|attention required!? \| cloudflare|access denied \| .* used"
                  r" cloudflare.*|ddos-guard|sucuri website firewall.*|you are being redirected\W*"
                  r"|.*imunify360.*bot-protection.*|verifying that you are not a robot\W*|40[36]|not acceptable!?"
                  r"|(error )?(40[136]|429)( -)? (forbidden|not acceptable|unauthorized|too many requests)\W*"
                  r"|(access )?forbidden"),
    ("suspended", r"account (has been )?suspended|(web)?site suspended|(akun|layanan|situs|website) (ini )?ditangguhkan"
                  r"|509 bandwidth limit exceeded|bandwidth limit exceeded|domain (name )?(has )?expired"),
    ("parked", r"welcome to (nginx|openresty|xampp|centos)\W*( on .*)?|index of /.*|iis( windows.*|\d.*)"
               r"|.*apache2? .*default page.*|.*test page for (the )?(apache|nginx).*|(domain )?default page"
               r"|default (web site|parallels plesk).*|web server'?s default page|.*http server test page.*|it works\W*"
               r"|.*domain name on hostinger dns.*|.*is for sale\W*|.*domain (is )?parked.*"),
    ("error-page", r"(a )?database error( occurred)?|(http status )?5\d\d\b.{0,60}|[\w.-]+ \| 5\d\d: .*"
                   r"|server error( \(500\))?"
                   r"|internal server error|service (temporarily )?unavailable|bad gateway|gateway time-?out"
                   r"|runtime error|whoops!?( there was an error| looks like something went wrong)?\W*"
                   r"|whoops, looks like.*"
                   r"|wordpress . (error|galat|kesalahan)|server error in '/.*|error establishing a database connection"
                   r"|database exception|(pdo|mysqli_sql_|query)?exception|too many connections"),
    ("defaced", r"\W*(hacked|h4ck3d|owned|0wn3d|pwned|pwn3d|defaced|touched|stamped) by\b.*"),
)  # fmt: skip
"""Whole titles."""

_SIGNS = (
    ("challenge", r"just a moment|attention required|checking (your browser|if the site connection)|ddos protection"
                  r"|verifikasi (bahwa )?anda|sedang diverifikasi|memverifikasi|are you (a )?(human|robot)"
                  r"|verify(ing)? (that )?you are (a )?(not a bot|human)|(confirm|prove) (that )?you are (a )?human"
                  r"|security (check|verification)|access denied|request rejected|requested url was rejected"
                  r"|one more step|bukan robot|not a robot|web application firewall|access to this (page|resource)"
                  r".{0,40}(denied|blocked)|you have been blocked|error 10\d\d\b|mod_?security"
                  r"|enable javascript and cookies|(please|harap) (enable|aktifkan) (cookies|javascript)"),
    ("defaced", r"(hacked|h4ck3d|pwned|pwn3d|0wn3d|defaced|touched|stamped) by\b"
                r"|you (have )?(been|got) hacked|was here ?[!^]"),
    ("suspended", r"account (has been )?suspended|(web)?site (is |has been )?suspended|bandwidth limit exceeded"
                  r"|hosting.{0,40}(expired|suspended)|domain (name )?(has |telah )?expired"
                  r"|(situs|website|web|akun|layanan|hosting|domain|laman)\b.{0,40}\b(di ?-?suspend|tersuspend"
                  r"|ditangguhkan|dinonaktifkan|dibekukan|kedaluwarsa|kadaluarsa|kadaluwarsa)"
                  r"|masa (aktif|berlaku|sewa)\b.{0,60}\b(habis|berakhir)"
                  r"|(hubungi|contact) (your |penyedia )hosting( provider)?"),
    ("parked", r"domain (is |ini )?(for sale|parked|dijual|diparkir)|(buy|beli) (this )?domain( ini)?"
               r"|parked (domain|free)|domain name.{0,40}for sale|default (web|server) page|welcome to nginx"
               r"|default (web)?site"
               r"|web server is (running|successfully)|index\.html.{0,60}(upload|unggah)|apache2 .*default page"),
    ("error-page", r"database error|an? (php )?error was encountered|uncaught exception|internal server error"
                   r"|service unavailable|bad gateway|gateway time-?out|(fatal|parse) error\b|hit a snag"
                   r"|error establishing a database|unable to connect to (your|the) database|could not connect to"
                   r" (the )?(database|mysql)|koneksi (ke )?(database|basis data|server).{0,30}(gagal|terputus)"
                   r"|gagal (koneksi|terhubung)"
                   r"|kesalahan (ketika|saat|dalam) (membuat|menyambung).{0,30}(database|basis data)|sqlstate\["
                   r"|pdoexception"
                   r"|mysqli?_(sql_exception|connect|query)|too many connections|critical error on this"
                   r"|kesalahan (serius|fatal)"
                   r"|something went wrong|unexpected error|terjadi kesalahan (pada )?(server|sistem)"
                   r"|resource limit is reached"),
    ("maintenance", r"maintenance|(sedang )?dalam (proses )?(perbaikan|pemeliharaan|pengembangan|perawatan|pembangunan)"
                    r"|kami (akan )?segera kembali|akan kembali( lagi)? segera|segera hadir"
                    r"|(situs|website|web|laman|sistem) (ini )?sedang"
                    r"|be (right )?back (soon|shortly|online)|briefly unavailable|coming soon|under construction"
                    r"|mohon maaf atas ketidaknyamanan"),
)  # fmt: skip
"""Phrases of titles, headings and short texts."""

_TRACES = re.compile(
    r"_incapsula_resource|/cdn-cgi/challenge-platform/h/|_cf_chl_|cf-(challenge|browser-verification)|challenge-form"
    r"|challenges\.cloudflare\.com|ddos-guard|sucuri_cloudproxy|cdn\.sucuri\.net|hcaptcha\.com|\.lsrecap|slowaes"
    r"|awswaf\.com|captcha-delivery\.com|px-captcha|safeline|imunify360|/_guard/|bunny-shield|cf-error-details", re.I
)  # fmt: skip
"""What the guards before a site leave in addresses, names and scripts; comment forms may hold some of them too."""
_BARE_ERROR = re.compile(
    r"(php )?(fatal error|parse error|warning ?: .{0,40}(mysql|pdo|pg_)|uncaught |mysqli_sql|pdoexception|sqlstate)",
    re.I,
)
"""How a page begins that is nothing but what PHP says of a fault, trace and all."""
_DAY = re.compile(r"\b\d{1,2} (?:jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec)[a-z]* 20\d\d", re.I)
_TITLES = tuple((reason, re.compile(sign, re.I)) for reason, sign in _UNMISTAKABLE)
_ANY_TITLE = re.compile("|".join(sign for _, sign in _UNMISTAKABLE), re.I)
_PHRASES = tuple((reason, re.compile(sign, re.I)) for reason, sign in _SIGNS)


def recognise(root: _Element) -> str | None:
    """Return what a page is instead of content, or None: challenge, maintenance, suspended, parked, error-page,
    defaced.
    """
    title = " ".join(str(_TITLE(root)).split())[:300]
    if _ANY_TITLE.fullmatch(title) and not _has_more(root, SOME_ELEMENTS):
        return _reason_of_title(title)
    return None if _has_more(root, FEW_ELEMENTS) else _recognise_small(root)


def _recognise_small(root: _Element) -> str | None:
    texts = [folded for text in _texts(root) if (folded := " ".join(text.split()))]
    text = " ".join(texts)
    links = int(float(_LINKS(root)))  # type: ignore[arg-type]
    if not links and _BARE_ERROR.match(text):
        return "error-page"
    if len(text) > MUCH_TEXT or links >= MANY_LINKS or max(map(len, texts), default=0) > LONG_PARAGRAPH:
        return None
    if _OF_AN_ARTICLE(root) or (links >= SOME_LINKS and _DAY.search(text)):
        return None
    found: Any = _HEADINGS(root)
    headings = [" ".join("".join(heading.itertext()).split())[:_LONGEST] for heading in found[:_HEADINGS_READ]]
    if whole := next(filter(_ANY_TITLE.fullmatch, headings), None):
        return _reason_of_title(whole)
    said = " | ".join(headings)
    reason = next((reason for reason, sign in _PHRASES if sign.search(said)), None)
    marks: Any = _MARKS(root)
    if reason is None and _TRACES.search(" ".join(marks)):
        return "challenge"
    if reason is None and len(text) <= LITTLE_TEXT:
        return next((reason for reason, sign in _PHRASES if sign.search(text)), None)
    return reason


def _reason_of_title(title: str) -> str:
    return next(reason for reason, sign in _TITLES if sign.fullmatch(title))


def _has_more(root: _Element, limit: int) -> bool:
    """Tell whether a page has more elements than that, without counting the rest."""
    return bool(_MORE[limit](root))


def _texts(root: _Element) -> list[str]:
    found: Any = _TEXTS(root)
    return [str(text) for text in found]
