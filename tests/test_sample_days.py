"""The sample site's days: each event shows in the answers of its day, not of the day before or after."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import html as lxml_html

from sample import days
from sample.printed import morning
from sample.releases import all_releases
from sample.script import DAYS, HIJACKED, LAST_DAY
from sample.site import Answer, Request, Site
from sample.state import TAG_NAMES, categories, state_on
from sample.truth import events, truth

BASE = "https://berita.lawungankab.example"
NEVER_THERE = "/alamat-yang-tidak-pernah-ada"


class Visitor:
    """Asks the site on any day; a fresh one for each, so that noise is the same."""

    def __init__(self, day: int) -> None:
        self.site = Site(BASE, day)

    def ask(self, path: str, **headers: str) -> Answer:
        sent = {name.replace("_", "-").lower(): value for name, value in headers.items()}
        return self.site.answer(Request("GET", path, sent))

    def text(self, path: str) -> str:
        answer = self.ask(path)
        assert answer.status == 200, (path, answer.status)
        return answer.body.decode(errors="replace")

    def tree(self, path: str) -> Any:
        return lxml_html.fromstring(self.text(path))


def header(answer: Answer, name: str) -> str:
    return dict(answer.headers)[name]


def row_on(day: int, key: str) -> dict[str, Any]:
    return next(row for row in truth(day) if row["key"] == key)


def around(day: int, length: int = 1) -> tuple[int, ...]:
    """Return the day before an event and the first one after it."""
    return day - 1, day + length


def steady(visitor: Visitor, path: str) -> str:
    """Return what a release's page says between its headline and its tags, without what moves every day."""
    text = visitor.text(path)
    part = text[text.index('<div class="full-width">') : text.index("<strong>TAGS:</strong>")]
    return re.sub(r"Berita Populer</h3>\n<ul>.*?</ul>", "", part, flags=re.S)


CHANGES: dict[int, dict[str, set[str]]] = {
    2: {"bencana/1": {"added"}, "teknologi/7": {"added"}, "umkm/7": {"added"}},
    3: {"pertanian/2": {"body"}},
    4: {"pertanahan/1": {"headline", "headline_raw", "slug", "path", "urls", "dead_urls"}},
    6: {"stunting/1": {"published_at"}},
    7: {"pertanian/2": {"removed"}},
    9: {"olahraga/6": {"added"}},
    10: {"stunting/1": {"comments"}, "pertanahan/1": {"comments"}},
    11: {"kesehatan/2": {"image"}},
    14: {"pertanian/2": {"added"}},
    19: {key: {"hijacked"} for key in HIJACKED},
    20: {key: {"hijacked"} for key in HIJACKED},
    22: {"stunting/6": {"added"}},
    24: {"pendidikan/4": {"added"}, "pariwisata/6": {"added"}},
    25: {"stunting/6": {"body"}},
    26: {"pompa-genangan": {"added"}, "bantuan-bibit": {"added"}},
    30: {"pasar-nontunai": {"added"}},
    31: {"pariwisata/6": {"byline", "byline_raw"}},
    33: {"posyandu-sore": {"added"}},
    34: {"teknologi/7": {"removed"}},
    37: {"tabur-bunga": {"added"}},
    38: {"posyandu-sore": {"comments"}},
    40: {"lampu-surya": {"added"}, "pasar-nontunai": {"listed"}},
    41: {"tabur-bunga": {"body"}},
    44: {"tabur-bunga": {"body"}, "kacamata-siswa": {"added"}},
    47: {"lomba-dayung": {"added"}, "pompa-genangan": {"removed"}},
    50: {"insentif-guru": {"added"}, "pasar-nontunai": {"listed"}},
    51: {"posyandu-sore": {"comments"}},
    54: {"tanam-bakau": {"added"}},
    55: {"posyandu-sore": {"comments"}},
    56: {"lampu-surya": {"body", "attachments"}, "kacamata-siswa": {"body", "attachments"}},
    57: {"antrean-daring": {"added"}},
    60: {"bursa-kerja": {"added"}},
}
"""What differs from the day before, by key: fields of the truth, added or removed."""
ADDRESSES = {"path", "url_form", "urls", "former_urls", "related", "opens"}
"""What the move of day 53 changes in every release."""


@pytest.mark.parametrize("day", range(2, LAST_DAY + 1))
def test_each_day_changes_what_the_script_says(day: int) -> None:
    before = {row["key"]: row for row in truth(day - 1)}
    after = {row["key"]: row for row in truth(day)}
    found = {key: {"added"} for key in after.keys() - before} | {key: {"removed"} for key in before.keys() - after}
    for key in before.keys() & after:
        changed = {name for name, value in after[key].items() if value != before[key][name]}
        if day == 53:
            assert {"path", "url_form", "urls", "former_urls"} <= changed <= ADDRESSES
        elif changed:
            found[key] = changed
    assert found == CHANGES.get(day, {})


DIGESTS = {
    1: "5589685f3200b05a379bed7f809fa105f16f549db0d6e115fb95214eeea13856",
    10: "7abd479da4025a798696927c1d57ee5bd8ac8d2d2ead1c1efa997ffc7d54cb7d",
    24: "64c541f7945d13760d80f6d48812f6ebc43e053f6e76ba1eb3aadbeaded1776a",
}
"""Of all answers of a day, computed before the script had days 25 to 60."""


@pytest.mark.parametrize("day", sorted(DIGESTS))
def test_first_days_are_byte_for_byte_what_they_were(day: int) -> None:
    visitor, rows = Visitor(day), truth(day)
    paths = ["/", "/main", "/berita/indeks_berita", "/rss.xml", "/sitemap", "/robots.txt"]
    paths += ["/tidak-pernah-ada", "/agenda"]
    paths += [f"/berita/index/{offset}" for offset in range(0, 150, 15)]
    paths += [f"/kategori/detail/{address}/{offset}" for address in categories() for offset in (0, 10, 20)]
    paths += [f"/tag/detail/{address}" for address in TAG_NAMES]
    paths += [path for row in rows for path in [*row["urls"], *row["dead_urls"]]]
    files = [path for row in rows for path in [row["image"], *(each["path"] for each in row["attachments"])]]
    digest = hashlib.sha256()
    for path in [*paths, *filter(None, files)]:
        answer = visitor.ask(path)
        digest.update(f"{path} {answer.status} {answer.headers}\n".encode() + answer.body)
    assert digest.hexdigest() == DIGESTS[day]


def test_script_keeps_its_pace() -> None:
    found = events(1, LAST_DAY)
    added = [day for day, kind, _ in found if kind == "added" and day >= 24]
    assert {later - earlier for earlier, later in pairwise(added)} <= {0, 2, 3, 4, 5}
    touched: dict[str, list[int]] = {}
    for day, _, key in found:
        if day > 24 and touched.setdefault(key, []) != [day]:
            touched[key].append(day)
    touched[""].remove(29)  # the second night of one outage
    for key, when in touched.items():
        gaps = [later - earlier for earlier, later in pairwise(when) if later != earlier]
        assert all(gap >= 3 for gap in gaps), (key, when)
    busy = {day for day, _, _ in found}
    assert [day for day in range(25, LAST_DAY + 1) if day not in busy] == [27, 35, 42, 48, 52, 58, 59]


def test_events_tell_the_script() -> None:
    found = events(1, LAST_DAY)
    assert {kind for _, kind, _ in found} == {
        *("added", "back-dated", "body", "headline", "date", "byline", "image"),
        *("deleted-404", "deleted-soft-404", "deleted-redirect", "restored-release", "restored-text"),
        *("delisted", "relisted", "comment-added", "comment-edited", "comment-removed", "comment-returned"),
        *("attachment-added", "attachment-removed", "attachment-replaced"),
        *("outage", "blocked", "challenge", "maintenance", "hijack", "footer", "moved"),
        *(f"layout-{name}" for name in ("renamed", "headless", "dateless", "bodyless", "listless")),
    }
    assert events(40, 40) == [(40, "added", "lampu-surya"), (40, "delisted", "pasar-nontunai")]
    assert events(9, 9) == [(9, "added", "olahraga/6"), (9, "back-dated", "olahraga/6")]
    assert events(28, 29) == [(28, "outage", ""), (29, "outage", "")]
    assert all(key == "" or key in all_releases() for _, _, key in found)


def test_past_days_show_what_clerks_had_entered() -> None:
    for day in range(-119, 2):
        before = {release.key for release in days.releases_on(day - 1)}
        here = {release.key: release for release in days.releases_on(day)}
        assert sorted(here.keys() - before) == sorted(key for _, kind, key in events(day, day) if kind == "added")
        assert not before - here.keys()
        assert all(each.posted <= morning(day) for release in here.values() for each in release.comments)
    assert days.day(-59).mode == days.day(-59).layout == "normal"
    earlier = {row["key"]: row for row in truth(0)}
    later = {row["key"]: row for row in truth(1)}
    assert later.keys() - earlier == {"umkm/0", "infrastruktur/0"}
    for key, row in earlier.items():
        assert {name for name, value in row.items() if value != later[key][name]} <= {"comments"}


@pytest.mark.parametrize("day", [-120, -59, 0])
def test_past_days_are_served(day: int) -> None:
    visitor, rows = Visitor(day), truth(day)
    home = visitor.tree("/")
    assert morning(day).strftime("%d ") in home.xpath("//span[@class='city']")[0].text_content()
    assert all(int(views) >= 0 for views in re.findall(r"'>(\S+) pembaca", visitor.text(rows[3]["path"])))
    for row in rows[:20]:
        assert visitor.ask(row["path"]).status == 200
        assert not row["image"] or visitor.ask(row["image"]).status == 200
    feed = visitor.ask("/rss.xml")
    assert visitor.ask("/rss.xml", If_None_Match=header(feed, "ETag")).status == 304
    newest = [row["slug"] for row in rows if not row["draft"]][:10]
    assert re.findall(r"<link>.*?/berita/detail/(.*?)</link>", feed.body.decode()) == newest
    assert visitor.ask(NEVER_THERE).status == 307


@pytest.mark.parametrize(("mode", "first", "last", "status"), [("outage", 28, 29, 503), ("blocked", 36, 36, 403)])
def test_days_without_the_site(mode: str, first: int, last: int, status: int) -> None:
    row = row_on(first, "bantuan-bibit")
    paths = ("/", row["path"], "/rss.xml", "/robots.txt", "/berita/index", row["attachments"][0]["path"])
    for day in range(first, last + 1):
        assert {Visitor(day).ask(path).status for path in paths} == {status}
        assert (days.day(day).mode, days.day(day).layout) == (mode, "normal")
    for day in around(first, last - first + 1):
        assert Visitor(day).ask(row["path"]).status == 200
    assert (b"Access Denied" in Visitor(first).ask("/").body) == (mode == "blocked")


def test_hidden_footer_is_on_every_page_of_its_day() -> None:
    rows, block = truth(43), "//div[@style='position:absolute;left:-9999px']/a/@href"
    visitor = Visitor(43)
    for path in ("/", "/berita/index", "/agenda", rows[0]["path"], rows[1]["path"]):
        hosts = [urlsplit(link).hostname or "" for link in visitor.tree(path).xpath(block)]
        assert len(set(hosts)) == 25 and all(host.endswith(".example") for host in hosts)
    for day in around(43):
        assert not Visitor(day).tree("/").xpath(block)
        assert steady(Visitor(day), rows[0]["path"]) == steady(visitor, rows[0]["path"])


HEADLINE = "//div[@class='article-title']/h1/b"
DATE = "//div[@class='a-content']/span[@class='meta']/text()[contains(., 'WIB')]"
BODY = "//div[@class='column9']"
ENTRIES = (
    "//div[@class='wide-article'] | //ul[@class='article-block-big']/li | //ul[@class='article-block']/li"
    " | //div[@class='article-big'] | //ul[@class='article-list']/li"
)


@pytest.mark.parametrize(("day", "layout"), [(32, "headless"), (39, "bodyless"), (46, "listless"), (49, "dateless")])
def test_a_layout_break_hits_its_field_alone(day: int, layout: str) -> None:
    dated = [row for row in truth(day) if row["published_at"]]
    rows = [next(row for row in dated if row["skin"] == skin) for skin in ("stock", "rebuilt")]
    for row in rows:
        for number in (day, *around(day)):
            broken = layout if number == day else "normal"
            tree = Visitor(number).tree(row["path"])
            assert bool(tree.xpath(HEADLINE)) == (broken != "headless")
            assert bool(tree.xpath(DATE)) == (broken != "dateless")
            assert bool(tree.xpath(BODY)) == (broken != "bodyless")
            text = " ".join(tree.text_content().split())
            assert row["headline_raw"] in text and row["body"][0] in text
    lists = ("/", "/berita/index", "/kategori/detail/stunting", "/tag/detail/umkm")
    for number in (day, *around(day)):
        found = {bool(Visitor(number).tree(path).xpath(ENTRIES)) for path in lists}
        assert found == {not (number == day and layout == "listless")}
    if layout == "listless":
        assert steady(Visitor(day), rows[0]["path"]) == steady(Visitor(day - 1), rows[0]["path"])


def test_edits_show_from_their_day_on() -> None:
    for day, key, new in (
        (25, "stunting/6", "Jadwal pembagian pekan kedua bergeser"),
        (31, "pariwisata/6", "(Kominfo/wk, yo)"),
        (41, "tabur-bunga", "Upacara ditunda satu jam"),
    ):
        path = row_on(day, key)["path"]
        assert [new in Visitor(number).text(path) for number in (day - 1, day, day + 1)] == [False, True, True]
    fresh = [row_on(day, key)["published_at"] for day, key in ((25, "stunting/6"), (31, "pariwisata/6"))]
    assert fresh == ["2026-10-26T08:20:55+07:00", "2026-10-28T09:10:07+07:00"]


def test_an_undone_edit_leaves_the_same_bytes() -> None:
    path = row_on(40, "tabur-bunga")["path"]
    pages = {number: steady(Visitor(number), path) for number in (40, 41, 42, 44, 45)}
    assert pages[41] == pages[42] != pages[40]
    assert pages[40] == pages[44] == pages[45]


def test_deletion_by_404() -> None:
    row = row_on(33, "teknologi/7")
    assert Visitor(33).ask(row["path"]).status == 200
    for day in (34, 35, 48, 53, 60):
        answer = Visitor(day).ask(row["path"])
        assert answer.status == 404 and b"404 Page Not Found" in answer.body
        assert not any(row["slug"] in Visitor(day).text(path) for path in ("/", "/berita/index", "/sitemap"))
    assert Visitor(35).ask(NEVER_THERE).status == 307


def test_deletion_by_a_page_that_says_so() -> None:
    row = row_on(46, "pompa-genangan")
    assert [Visitor(46).ask(path).status for path in (row["path"], NEVER_THERE)] == [200, 307]
    assert "Halaman tidak ditemukan" not in Visitor(46).text(row["path"])
    for day in (47, 48, 60):
        visitor = Visitor(day)
        for path in (row["path"], NEVER_THERE, f"/berita/detail/{row['slug']}"):
            tree = visitor.tree(path)
            assert tree.xpath("//h2[text()='Halaman tidak ditemukan']")
            assert not tree.xpath("//div[@class='article-title'] | //h1/b | //div[@class='column9']")
            assert tree.xpath("//div[@class='breaking-news']//a")
        assert row["slug"] not in visitor.text("/berita/index")


def test_delisted_release_opens_by_its_address_alone() -> None:
    row = row_on(40, "pasar-nontunai")
    category = urlsplit(Visitor(39).tree(row["path"]).xpath("//span[@class='tag']/a/@href")[0]).path
    lists = ("/", "/berita/index", category, f"/tag/detail/{row['tags'][0]}")
    for day in (39, 40, 45, 49, 50):
        visitor, listed = Visitor(day), not 40 <= day < 50
        assert row_on(day, row["key"])["listed"] == listed
        assert row["body"][0] in visitor.text(row["path"])
        assert {row["slug"] in visitor.text(path) for path in lists} == {listed}
        assert listed == (row["slug"] in visitor.text("/rss.xml") + visitor.text("/sitemap"))
        others = [other["path"] for other in truth(day) if other["opens"] and other["key"] != row["key"]]
        assert listed or not any(row["slug"] in visitor.text(path) for path in others[::6])
    assert steady(Visitor(40), row["path"]) == steady(Visitor(38), row["path"])


def comments_on(day: int) -> list[str]:
    texts = Visitor(day).tree(row_on(day, "posyandu-sore")["path"]).xpath("//strong[@class='user-nick']")
    return [found.text_content() for found in texts]


def test_comments_come_go_and_return() -> None:
    both = ["Mbak Tutik", "Tono"]
    seen = {day: comments_on(day) for day in (37, 38, 50, 51, 54, 55, 60)}
    assert seen == {37: [], 38: both, 50: both, 51: ["Tono"], 54: ["Tono"], 55: both, 60: both}
    assert row_on(38, "posyandu-sore")["comments"] == row_on(55, "posyandu-sore")["comments"]
    assert "Mbak Tutik" in Visitor(38).tree("/").xpath("//div[@class='widget-comments']")[0].text_content()


def test_an_attachment_is_replaced_under_its_address() -> None:
    path = row_on(44, "bantuan-bibit")["attachments"][0]["path"]
    old, new, next_day = (Visitor(day).ask(path) for day in (44, 45, 46))
    assert old.body != new.body == next_day.body and new.body.startswith(b"%PDF")
    assert header(old, "ETag") != header(new, "ETag") == header(next_day, "ETag")
    assert header(old, "Last-Modified") != header(new, "Last-Modified") == header(next_day, "Last-Modified")
    assert Visitor(44).ask(path, If_None_Match=header(old, "ETag")).status == 304
    assert Visitor(45).ask(path, If_None_Match=header(old, "ETag")).status == 200
    assert Visitor(45).ask(path, If_Modified_Since=header(old, "Last-Modified")).status == 200
    assert path in Visitor(45).text(row_on(45, "bantuan-bibit")["path"])


def test_attachments_leave_and_enter_bodies() -> None:
    for key, target, before in (
        ("lampu-surya", "/asset/files/daftar-titik-lampu.pdf", True),
        ("kacamata-siswa", "/asset/files/jadwal-periksa-mata.pdf", False),
    ):
        path = row_on(56, key)["path"]
        assert [target in Visitor(day).text(path) for day in (55, 56, 57)] == [before, not before, not before]
    assert Visitor(56).ask("/asset/files/jadwal-periksa-mata.pdf").status == 200


def test_releases_move_to_another_address_form() -> None:
    assert Visitor(52).ask(row_on(53, "lampu-surya")["path"]).status != 301
    visitor = Visitor(53)
    for row in truth(53)[::7]:
        assert row["path"] == f"/berita/read/{row['id']}/{row['slug']}" and row["urls"] == [row["path"]]
        assert f"value='{row['id']}'" in visitor.text(row["path"]) and row["opens"]
        for path in row["former_urls"]:
            answer = visitor.ask(path)
            newest = state_on(53).by_slug[row["slug"].lower()]
            assert (answer.status, header(answer, "Location")) == (301, f"{BASE}/berita/read/{newest.id}/{newest.slug}")
        for path in row["dead_urls"]:
            assert "Halaman tidak ditemukan" in visitor.text(path)
    assert "Halaman tidak ditemukan" in visitor.text("/berita/read/999999/apa-saja")


def test_all_links_to_releases_have_the_form_in_force() -> None:
    slugs = {row["slug"] for row in truth(53)}
    rows = [next(row for row in truth(53) if row["skin"] == skin and row["related"]) for skin in ("stock", "rebuilt")]
    for day, prefix in ((52, ""), (53, "berita/read/")):
        visitor = Visitor(day)
        pages = ("/", "/berita/index", "/kategori/detail/stunting", *(row_on(day, row["key"])["path"] for row in rows))
        for page in pages:
            links = [link.strip("'").removeprefix(BASE).lstrip("/") for link in visitor.tree(page).xpath("//a/@href")]
            found = [link for link in links if link.rpartition("/")[2] in slugs]
            assert len(found) > 20
            assert all(link.rpartition("/")[0].startswith(prefix) and ("/" in link) == bool(prefix) for link in found)
    feed = re.findall(r"<link>(.*?)</link>", Visitor(53).text("/rss.xml"))
    assert all("/berita/read/" in link for link in feed[1:]) and len(feed) == 11
    assert Visitor(53).text("/sitemap").count("/berita/read/") == 10


def test_readme_tells_the_script() -> None:
    readme = Path(days.__file__).with_name("README.md").read_text(encoding="utf-8")
    table = [[cell.strip() for cell in line.split("|")[1:-1]] for line in readme.splitlines() if line.startswith("|")]
    rows = {int(cells[0]): cells for cells in table if cells[0].isdigit()}
    assert sorted(rows) == [entry.number for entry in DAYS]
    for entry in DAYS:
        for change in entry.changes:
            assert f"`{change.key}`" in rows[entry.number][1]
        known = [release.key for release in days.releases_on(entry.number)]
        same = known == [release.key for release in days.releases_on(entry.number - 1)]
        assert rows[entry.number][2] == ("" if same else str(len(known)))
