"""The parts of adding a site, each by itself: names, regions, files, blanked readers, moving into place."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.html import parse_html
from crawler.items import Article, Discovery, Listing, Sighting
from crawler.platforms.generic import GenericSpider
from crawler.platforms.wordpress import WordPressSpider
from crawler.signs import Seen
from crawler.sites import load_site
from onboarding.adding import _record
from onboarding.blanking import Blanking
from onboarding.errors import SiteError
from onboarding.fixtures import Recorder, load_fixtures
from onboarding.judging import judge_articles, warnings_of
from onboarding.naming import guess_region, guess_slug, regions, site_name, twin_of
from onboarding.probing import Probe, _same_site
from onboarding.trying import Reading, Trial, place_of
from onboarding.visiting import answer_of
from onboarding.writing import Place, spider_text, staged
from tests.generic_spiders import ContohSpider


@pytest.mark.parametrize(
    ("url", "names", "slug"),
    [
        ("https://berita.kedirikab.go.id/", [], "kedirikab"),
        ("https://www.malangkota.go.id/", [], "malangkota"),
        ("https://ppid.sragenkab.go.id/", [], "sragenkab_ppid"),
        ("https://mediacenter.temanggungkab.go.id/", [], "temanggungkab"),
        ("https://temanggungkab.go.id/kominfo/portal-berita/", [], "temanggungkab_kominfo_portal_berita"),
        ("https://sukamaju.desa.id/", [], "sukamaju"),
        ("https://www.beritajakarta.id/", [], "beritajakarta"),
        ("https://balai-kota.go.id/", [], "balai_kota"),
        ("http://127.0.0.1:8765/", ["Warta Resmi Kabupaten — X"], "warta_resmi_kabupaten_x"),
        ("http://localhost/", [], None),
        ("http://127.0.0.1/", ["123"], None),
    ],
)
def test_a_name_is_guessed_from_the_domain_else_from_the_title(url, names, slug):
    assert guess_slug(url, names) == slug


@pytest.mark.parametrize(
    ("host", "twin"),
    [
        ("x.go.id", "www.x.go.id"), ("www.x.go.id", "x.go.id"), ("127.0.0.1", None), ("127.0.0.1:80", None),
        ("localhost", None), ("[::1]:80", None),
    ],
)  # fmt: skip
def test_a_named_host_has_a_twin_with_or_without_www(host, twin):
    assert twin_of(host) == twin


@pytest.mark.parametrize(
    ("url", "names", "code"),
    [
        ("https://berita.kedirikab.go.id/", [], "35.06"),
        ("https://kedirikota.go.id/", [], "35.71"),
        ("https://kominfo.jatimprov.go.id/", [], "35"),
        ("https://notkedirikab.go.id/", [], None),
        ("http://127.0.0.1/", ["Beranda", "Portal Resmi Pemerintah Kabupaten Kediri"], "35.06"),
        ("http://127.0.0.1/", ["Pemerintah Kota Kediri"], "35.71"),
        ("http://127.0.0.1/", ["Pemprov Jawa Timur"], "35"),
        ("http://127.0.0.1/", ["Kerja sama Kota Kediri dan Kota Blitar"], None),
        ("http://127.0.0.1/", ["Kediri"], None),
        ("http://127.0.0.1/", [], None),
    ],
)
def test_a_region_is_guessed_by_domain_or_full_name_or_not_at_all(url, names, code):
    region, why = guess_region(url, names)
    assert (region.code if region else None) == code and bool(why) == bool(code)


def test_a_site_is_called_as_it_calls_itself():
    assert site_name(["Beranda", "Warta \x1b[31mKita"], None, "x") == "Warta [31mKita"
    assert site_name(["Home"], regions()["35.06"], "x") == "Pemerintah Kabupaten Kediri, Jawa Timur"
    assert site_name([], None, "127.0.0.1:80") == "127.0.0.1:80"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://x.go.id/", "https://x.go.id/", True),
        ("https://x.go.id/", "https://www.x.go.id/beranda", True),
        ("https://x.go.id/", "https://y.go.id/", False),
        ("https://x.go.id/", "https://x.go.id:8443/", False),
        ("https://x.go.id/", "ftp://x.go.id/", False),
    ],
)
def test_only_https_and_www_lead_to_the_same_site(one, other, same):
    assert _same_site(one, other) is same


WORDS = st.text(min_size=1, max_size=200)


@given(WORDS, st.dictionaries(st.sampled_from(["headline", "published", "body"]), WORDS), st.lists(WORDS, max_size=3))
def test_whatever_a_site_says_its_file_only_declares_it(tmp_path_factory, words, selectors, aliases):
    declared = {
        "name": "kotaku", "region": None, "site_name": words, "home_url": f"https://x.go.id/{words}",
        "aliases": tuple(aliases), "selectors": selectors,
    }  # fmt: skip
    path = tmp_path_factory.mktemp("site") / "kotaku.py"
    path.write_text(spider_text(GenericSpider, words, declared), "utf-8")
    spider = load_site(path)
    assert {name: getattr(spider, name) for name in declared} == declared


def test_a_file_reads_like_one_that_a_person_wrote():
    declared = {"name": "kota_ku", "region": "35.73", "home_url": "https://x.go.id/", "aliases": ("www.x.go.id",)}
    assert spider_text(WordPressSpider, "Kota Ku, Jawa Timur.", declared) == (
        '"""Kota Ku, Jawa Timur."""\n\nfrom crawler.platforms.wordpress import WordPressSpider\n\n\n'
        'class KotaKuSpider(WordPressSpider):\n    """https://x.go.id"""\n\n    name = "kota_ku"\n'
        '    region = "35.73"\n    home_url = "https://x.go.id/"\n    aliases = ("www.x.go.id",)\n'
    )


# ---- readers ----

HASH = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("names", "source", "blanked"),
    [
        (["Siti"], "<b>Siti</b> Sitinjak <i title='Siti'>", "<b>Pembaca 1</b> Sitinjak <i title='Pembaca 1'>"),
        (["div"], "<div class='div'>div</div>", "<div class='div'>Pembaca 1</div>"),
        (["Ma'ruf"], "<b>Ma&#39;ruf</b><b>Ma\\'ruf</b><b>Ma&apos;ruf</b>", "<b>Pembaca 1</b>" * 3),
        (["Ana  Sari"], "<p>Ana\n Sari, Ana</p>", "<p>Pembaca 1, Ana</p>"),
        (["Ana", "Ana Sari"], "<p>Ana Sari dan Ana</p>", "<p>Pembaca 2 dan Pembaca 1</p>"),
        (["José"], '{"author_name":"Jos\\u00e9"}', '{"author_name":"Pembaca 1"}'),
        (["A & B"], "<p>A &amp; B</p>", "<p>Pembaca 1</p>"),
        ([], f"<img src='https://x/avatar/{HASH}?s=32'>", f"<img src='https://x/avatar/{'0' * 32}?s=32'>"),
        ([], f'{{"a":"https:\\/\\/x\\/avatar\\/{HASH}"}}', f'{{"a":"https:\\/\\/x\\/avatar\\/{"0" * 32}"}}'),
        ([], "<p>siti.a+b@mail.example.com</p>", "<p>pembaca@example.org</p>"),
        ([], "<a data-cfemail='1a2b3c'>x</a>", "<a data-cfemail='00'>x</a>"),
        ([], "<img src='logo@2x.png'>", "<img src='logo@2x.png'>"),
        ([], "<li class='comment comment-author-siti even'>", "<li class='comment comment-author-pembaca even'>"),
        ([], "<a href='http://siti.blog/' rel='nofollow ugc'>", "<a href=\"https://example.org/\" rel='nofollow ugc'>"),
        ([], '{"author_url":"http://siti.blog"}', '{"author_url":""}'),
    ],
)  # fmt: skip
def test_readers_are_taken_out_and_nothing_else(names, source, blanked):
    blanking = Blanking()
    blanking.meet(names)
    assert blanking.bytes(source.encode()).decode() == blanked


def test_a_reader_has_one_number_on_all_pages_and_bytes_stay_as_they_came():
    blanking = Blanking()
    blanking.meet(["Siti", "Budi", "Siti", "Pembaca 9", ""])
    assert blanking.readers == {"Siti": "Pembaca 1", "Budi": "Pembaca 2"}
    assert blanking.bytes("<p>Caf\xe9 Budi</p>".encode("latin-1")) == "<p>Caf\xe9 Pembaca 2</p>".encode("latin-1")
    assert blanking.value({"author": "Siti", "n": [1, "Budi"]}) == {"author": "Pembaca 1", "n": [1, "Pembaca 2"]}


def test_who_wrote_a_release_is_no_reader_where_he_answers_one(tmp_path):
    comment = "<li class=comment><b class=author>{}</b> <time>3 Oktober 2024 08:1{}</time><p>Terima kasih.</p></li>"
    page = (
        "<html><head><title>Panen Raya Padi di Desa</title></head><body><article><h1>Panen Raya Padi di Desa</h1>"
        "<p><i class='fa fa-calendar'></i> 2 Oktober 2024 | <i class='fa fa-user'></i> Administrator</p><div>"
        + "<p>Bupati memanen padi bersama warga desa di hamparan seluas dua belas hektare, Rabu (2/10).</p>" * 3
        + f"</div></article><h3>Komentar</h3><ol class=comments>{comment.format('Siti Aminah', 1)}"
        + f"{comment.format('Administrator', 2)}</ol></body></html>"
    ).encode()
    seen = Seen("https://contoh.go.id/berita/panen-raya", 200, {"content-type": "text/html"}, page)
    path = Recorder(ContohSpider, tmp_path).record(answer_of(seen, "article", "2024-10-05T00:00:00Z"))
    assert path is not None
    expected = load_fixtures(tmp_path)[0].expected
    assert expected["author"] == "Administrator"
    assert [each["author"] for each in expected["comments"]] == ["Pembaca 1", "Administrator"]


@given(st.text(max_size=60), st.text(max_size=300))
def test_no_name_and_no_page_stop_the_blanking(name, text):
    blanking = Blanking()
    blanking.meet([name])
    blanking.bytes(f"<p>{text}".encode("utf-8", "replace"))
    blanking.bytes(json.dumps({"x": text}).encode())


# ---- judging ----

TEXT = " ".join(f"kata{number}" for number in range(40))


def tried(*articles: dict, lists: int = 0, **trial) -> Trial:
    """Return a trial that has read such articles, and lists of one kind."""
    made = Trial(GenericSpider.__new__(GenericSpider), **trial)
    for number, told in enumerate(articles, start=1):
        given = {"headline": f"Judul {number}", "body": TEXT, "word_count": 40, "published_at": f"2024-01-0{number}"}
        article = Article(site="x", key=f"a{number}", url=f"https://x/a{number}", **(given | told))
        made.articles.append(Reading(answer_of(Seen(article.url, 200, {}, b""), "article"), article))
    for _ in range(lists):
        answer = answer_of(Seen("https://x/", 200, {}, b""), "listing")
        listing = Listing("x", answer.visit, answer.capture)
        listing.sightings = [Sighting("https://x/", "listing", 1, "", "https://x/a1", None, "a1", "2023-06-01")]
        made.lists.append(Reading(answer, listing))
    return made


SAME, LISTED = "same headline as another", "listed under 2023-06-01"
FOUND = {f"a{number}": Discovery(f"https://x/a{number}", "article", "list") for number in range(10)}


@pytest.mark.parametrize(
    ("trial", "warning", "doubts"),
    [
        (tried({}, {}, {}), None, [[], [], []]),
        (tried({}), "only 1 article could be read", [[]]),
        (tried(*[{"published_at": None}] * 3), "no article shows a date", [["no date"]] * 3),
        (tried({"published_at": None}, {}, {}), "1 of 3 articles show no date", [["no date"], [], []]),
        (tried(*[{"published_at": "2024-01-01"}] * 3), "every article has the same date 2024-01-01", [[]] * 3),
        (tried(*[{"headline": "Situs"}] * 3), "several articles have the same headline", [[SAME]] * 3),
        (tried({"body": None, "word_count": 0}, {}, {}), "1 of 3 articles have next to no text", [["no text"], [], []]),
        (tried({}, {}, {}, lists=1), "listing's date and the page's", [[LISTED], [], []]),
        (tried({}, {}, {}, lists=1, found=FOUND), "no listing leads to a further page", [[LISTED], [], []]),
        (tried({}, {}, {}, misread=2), "2 pages at addresses of articles show none", [[]] * 3),
        (
            tried({}, {}, {}, failures=[(f"https://x/{n}/", "listing: robots") for n in range(5)]),
            "robots.txt forbids /wp-json/, /0/, /1/ and 3 more",
            [[]] * 3,
        ),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_said(trial, warning, doubts):
    home = Seen("https://x/", 200, {}, b"<p>x</p>")
    probe = Probe(home, parse_html(home.body)[0], forbidden=["https://x/wp-json/"] if trial.failures else [])
    judged = judge_articles(trial)
    assert [each.doubts for each in judged] == doubts
    assert [each.confidence for each in judged] == ["high" if not each else "medium" for each in doubts]
    warnings = warnings_of(trial, judged, probe)
    assert (any(warning in line for line in warnings) if warning else not warnings), warnings


# ---- into place ----


def fill(place: Place) -> None:
    place.spider.write_text("declared")
    place.fixtures.mkdir()
    (place.fixtures / "page.html").write_text("recorded")


def test_a_site_is_moved_to_its_place_whole(tmp_path):
    place = Place(tmp_path / "sites" / "kotaku.py", tmp_path / "sites" / "kotaku")
    with staged(place) as prepared:
        fill(prepared)
        assert not place.spider.exists() and not place.fixtures.exists()
    assert place.spider.read_text() == "declared" and (place.fixtures / "page.html").exists()
    assert sorted(path.name for path in (tmp_path / "sites").iterdir()) == ["kotaku", "kotaku.py"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, SiteError])
def test_what_fails_or_is_stopped_leaves_nothing_not_even_folders(tmp_path, error):
    place = Place(tmp_path / "a" / "spiders" / "kotaku.py", tmp_path / "b" / "fixtures" / "kotaku")
    with pytest.raises(error), staged(place) as prepared:
        fill(prepared)
        raise error("stopped")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("there", ["kotaku.py", "kotaku"])
def test_what_is_there_stays_as_it_is(tmp_path, there):
    (tmp_path / there).mkdir()
    place = Place(tmp_path / "kotaku.py", tmp_path / "kotaku")
    with pytest.raises(SiteError, match="is there already"), staged(place) as prepared:
        fill(prepared)
    assert [path.name for path in tmp_path.iterdir()] == [there]


def test_a_move_that_fails_half_way_is_taken_back(tmp_path, monkeypatch):
    place = Place(tmp_path / "kotaku.py", tmp_path / "kotaku")
    with pytest.raises(FileNotFoundError), staged(place) as prepared:
        fill(prepared)
        prepared.spider.unlink()
    assert not list(tmp_path.iterdir())


def test_articles_are_chosen_from_all_over_the_lists():
    found = [Discovery(f"https://x/{number}", "article", "list") for number in range(60)]
    chosen = []
    for number in range(7):
        chosen.append(found.pop(place_of(number, len(found), 7)).url.rpartition("/")[2])
    assert chosen[:4] == ["0", "1", "2", "3"]
    assert max(map(int, chosen)) > 25


def test_a_page_that_cannot_be_blanked_makes_room_for_the_next():
    readings: Any = [SimpleNamespace(answer=SimpleNamespace(visit=SimpleNamespace(url=str(n)))) for n in range(6)]
    asked = []

    class Stubborn:
        def record(self, answer):
            asked.append(answer.visit.url)
            return None if answer.visit.url in "02" else answer.visit.url

    assert _record(Stubborn(), readings, 2) == ["0", "2"]
    assert asked == ["0", "1", "2", "3"]
