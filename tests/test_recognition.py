"""A site's family is recognised by what its own server says, whatever the theme, and by nothing else."""

from __future__ import annotations

import pytest

from crawler.platforms.recognition import FAMILIES
from crawler.signs import ENOUGH, Seen, matches, score_of, sign, traits_of
from tests.swarakalibata_pages import CMS, DATA

HOME = "https://kota.example.go.id/"


def seen(body: str | bytes = "", url: str = HOME, **headers: str) -> Seen:
    """Return an answer; names of headers have ``_`` for ``-``."""
    data = body.encode() if isinstance(body, str) else body
    return Seen(url, 200, {name.replace("_", "-"): value for name, value in headers.items()}, data)


def families(*answers: Seen) -> list[str]:
    """Return the names of the families that the answers show, best first."""
    traits = [(each.url, traits_of(each)) for each in answers]
    scores = {family.platform: score_of(matches(family.signs, traits)) for family in FAMILIES}
    return sorted((name for name, score in scores.items() if score >= ENOUGH), key=lambda name: -scores[name])


def page(head: str = "", body: str = "", classes: str = "") -> str:
    return f"<html><head><title>x</title>{head}</head><body class='{classes}'>{body}</body></html>"


SHOWN = {
    "wordpress-assets": ("wordpress", [seen(page("<link rel='stylesheet' href='/wp-content/themes/boal/style.css'>"))]),
    "wordpress-moved-content": (
        "wordpress",
        [seen(page("<link rel='https://api.w.org/' href='https://kota.example.go.id/json/'>", classes="home blog"))],
    ),
    "wordpress-hidden-in-head": (
        "wordpress",
        [seen(page("<style id='global-styles-inline-css'></style>", classes="wp-embed-responsive wp-theme-x"))],
    ),
    "wordpress-link-header": ("wordpress", [seen(page(), link='<https://x/wp-json/>; rel="https://api.w.org/"')]),
    "wordpress-feed": (
        "wordpress",
        [
            seen(
                "<?xml version='1.0'?><rss><channel><generator>https://wordpress.org/?v=6.6</generator></channel></rss>",
                HOME + "feed/",
            )
        ],
    ),
    "wordpress-closed-api-and-robots": (
        "wordpress",
        [
            seen('{"code":"rest_forbidden","message":"x","data":{"status":401}}', HOME + "wp-json/"),
            seen("User-agent: *\nDisallow: /wp-admin/\n", HOME + "robots.txt"),
        ],
    ),
    "wordpress-comment-form": ("wordpress", [seen(page(body="<form><input name='comment_post_ID' value=3></form>"))]),
    "swarakalibata-home": ("swarakalibata", [seen((CMS / "home.html").read_bytes())]),
    "swarakalibata-rebuilt": ("swarakalibata", [seen((CMS / "reconstructed" / "home.html").read_bytes())]),
    "swarakalibata-without-theme-folder": (
        "swarakalibata",
        [
            seen(
                page(
                    body="<a href='/kategori/detail/umum'>x</a><a href='/halaman/detail/profil'>x</a>"
                    "<img src='/asset/foto_berita/a.jpg'>"
                )
            )
        ],
    ),
    "lokomedia": (
        "lokomedia",
        [
            seen(
                page(
                    body="<a href='berita-panen-raya.html'>x</a><a href='kategori-5-umum.html'>x</a>"
                    "<a href='semua-agenda.html'>x</a><form action='hasil-pencarian.html'></form>"
                )
            )
        ],
    ),
    "popojicms": ("popojicms", [seen(page("<link rel='stylesheet' href='/po-content/themes/chingsy/css/style.css'>"))]),
    "popojicms-renamed-folders": (
        "popojicms",
        [seen(page("<meta name='author' content='PopojiCMS'>", "<a href='/detailpost/panen-raya'>x</a>"))],
    ),
    "opensid": (
        "opensid",
        [
            seen(
                page(
                    "<meta name='theme' content='Natra'><link rel='icon' href='/desa/logo/favicon.ico'>",
                    "<a href='/artikel/2024/10/2/panen-raya'>x</a>",
                )
            )
        ],
    ),
    "opensid-old": (
        "opensid",
        [
            seen(
                page(
                    body="<a href='/index.php/first/artikel/12'>x</a><form action='/index.php/first/add_comment/12'>"
                    "</form>"
                )
            )
        ],
    ),
    "joomla-generator": (
        "joomla",
        [seen(page("<meta name='generator' content='Joomla! - Open Source Content Management'>"))],
    ),
    "joomla-hidden": (
        "joomla",
        [
            seen(
                page(
                    "<script type='application/json' class='joomla-script-options new'>{}</script>",
                    classes="site com_content",
                )
            )
        ],
    ),
    "joomla-old": (
        "joomla",
        [seen(page("<script src='/media/system/js/mootools-core.js'></script>"))],
    ),
    "drupal-header": ("drupal", [seen(page(), x_generator="Drupal 10 (https://www.drupal.org)")]),
    "drupal-hidden": ("drupal", [seen(page("<script data-drupal-selector='drupal-settings-json'></script>"))]),
    "drupal-7": (
        "drupal",
        [seen(page("<script src='/misc/drupal.js?x'></script>", classes="html front not-logged-in"))],
    ),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_family_is_recognised_and_no_other(name):
    family, answers = SHOWN[name]
    assert families(*answers) == [family]


NOT_SHOWN = {
    "text that speaks of it": [
        seen(page(body="<p>Berkas di /wp-content/themes/ dan /wp-includes/, powered by Joomla! dan Drupal 10.</p>"))
    ],
    "files of another site": [
        seen(
            page(
                "<script src='https://lain.example/wp-includes/js/jquery.js'></script>",
                "<img src='https://lain.example/wp-content/themes/x.png'><a href='https://lain.example/node/3'>x</a>"
                "<img src='https://lain.example/sites/default/files/css/x.css'>",
            )
        )
    ],
    "what a text brought along from an earlier CMS": [
        seen(
            page(
                body="<div class='isi'><img class='wp-image-12' src='/wp-content/uploads/2019/a.jpg'><figure"
                " class='wp-block-image'><img src='/sites/default/files/b.jpg'></figure>"
                "<img src='/asset/foto_berita/c.jpg'></div>"
            )
        )
    ],
    "a robots.txt that was copied": [
        seen("User-agent: *\nDisallow: /wp-admin/\nDisallow: /administrator/\nDisallow: /core/\n", HOME + "robots.txt")
    ],
    "addresses of a slug site": [
        seen(page(body="<a href='/berita/detail/panen'>x</a><a href='/artikel/2024/10/panen'>x</a>"))
    ],
    "nothing": [seen(b"", HOME), seen(b"\x00\xff\xd8\xff", HOME), seen(b"{not json", HOME)],
}


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_no_family_is_seen_where_there_is_none(name):
    assert families(*NOT_SHOWN[name]) == []


def test_the_host_that_a_mirror_calls_its_own_counts_as_own():
    mirror = page(
        "<link rel='canonical' href='https://kota.example.go.id/'>"
        "<link rel='stylesheet' href='https://kota.example.go.id/wp-content/themes/x/style.css'>"
    )
    assert families(seen(mirror, "http://127.0.0.1:8000/")) == ["wordpress"]


def test_a_sign_names_what_was_seen_and_where():
    found = matches(
        [sign("asset", r"/wp-includes/")], [(HOME, traits_of(seen(page("<script src='/wp-includes/a.js'>"))))]
    )
    assert [match.sentence() for match in found] == [
        'file of its own "/wp-includes/a.js" at https://kota.example.go.id/'
    ]


def test_an_unknown_place_is_refused_at_once():
    with pytest.raises(ValueError, match="no place of an answer: cellar"):
        sign("cellar", "x")


def test_every_family_has_signs_that_are_enough_together_and_several_that_are_independent():
    for family in FAMILIES:
        places = {each.place for each in family.signs if each.weight >= 0.3}
        assert score_of(matches(family.signs, [])) == 0
        assert len(places) >= 3, f"{family.platform}: hiding one place must not hide the family"


def test_a_hostile_page_is_looked_at_in_bounded_time():
    many = "".join(f"<a class='c{n}' id='i{n}' href='/p/{n}'>x</a>" for n in range(30_000))
    assert families(seen(page(body=many))) == []


@pytest.mark.parametrize("name", sorted(path.name for path in (DATA / "kediri-cms" / "articles").glob("*.html"))[:5])
def test_an_article_alone_shows_the_family_too(name):
    assert families(seen((CMS / "articles" / name).read_bytes())) == ["swarakalibata"]
