"""Where redirects lead; the platform's key is the lower-cased last step of the path, as on the first family
of sites.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from crawler.redirects import classify_redirect

SITE = "http://berita.example.go.id"
PAGE = SITE + "/panen-raya-padi"


def same_site(url: str) -> bool:
    return (urlsplit(url).hostname or "").removeprefix("www.") == "berita.example.go.id"


def key_of(url: str) -> str | None:
    steps = [step for step in urlsplit(url).path.lower().split("/") if step]
    if steps[:2] == ["berita", "detail"]:
        steps = steps[2:]
    return steps[0].removesuffix(".html") if len(steps) == 1 and steps[0] != "main" else None


@pytest.mark.parametrize(
    ("location", "kind", "target"),
    [
        ("/main", "home", SITE + "/main"),
        ("/", "home", SITE + "/"),
        (SITE, "home", SITE),
        ("https://www.berita.example.go.id/MAIN/", "home", "https://www.berita.example.go.id/MAIN/"),
        ("/index.php/main", "home", SITE + "/index.php/main"),
        ("/main?pesan=hilang", "home", SITE + "/main?pesan=hilang"),
        ("/index.html", "home", SITE + "/index.html"),
        (b"/main", "home", SITE + "/main"),
        ("/panen-raya-padi/", "same-article", PAGE + "/"),
        ("/Panen-Raya-Padi", "same-article", SITE + "/Panen-Raya-Padi"),
        ("https://berita.example.go.id/panen-raya-padi", "same-article", PAGE.replace("http:", "https:")),
        ("panen-raya-padi.html#isi", "same-article", PAGE + ".html"),
        ("/berita/detail/panen-raya-padi", "same-article", SITE + "/berita/detail/panen-raya-padi"),
        ("/gagal-panen", "other-article", SITE + "/gagal-panen"),
        ("/kategori/detail/umum", "inside", SITE + "/kategori/detail/umum"),
        ("//judi.example/slot", "off-site", "http://judi.example/slot"),
        ("https://judi.example/", "off-site", "https://judi.example/"),
        ("http://127.0.0.1/", "off-site", "http://127.0.0.1/"),
        ("http://169.254.169.254/latest", "off-site", "http://169.254.169.254/latest"),
        ("file:///etc/passwd", "bad", None),
        ("javascript:alert(1)", "bad", None),
        ("mailto:a@b.example", "bad", None),
        ("http://user:word@berita.example.go.id/x", "bad", None),
        ("http://[::1/", "bad", None),
        ("http://berita.example.go.id:99999/", "bad", None),
        ("http:///x", "bad", None),
        ("/x\ny", "bad", None),
        ("", "bad", None),
        (None, "bad", None),
        (PAGE, "bad", None),  # itself: a loop
        ("#top", "bad", None),
    ],
)
def test_an_article_redirects(location: str | bytes | None, kind: str, target: str | None) -> None:
    found = classify_redirect(PAGE, location, home_paths=("/", "/main"), same_site=same_site, key_of=key_of)
    assert found == (kind, target)


def test_pages_that_are_no_articles() -> None:
    def kind(url: str, location: str) -> str:
        return classify_redirect(
            url, location, home_paths=("/", "/main"), same_site=same_site, key_of=key_of
        )[0]

    assert kind(SITE + "/", "/main") == "inside"
    assert kind(SITE + "/", "https://berita.example.go.id/") == "inside"
    assert kind(SITE + "/kategori/detail/umum", "/main") == "home"
    assert kind(SITE + "/kategori/detail/umum", "/kategori/detail/lain") == "inside"
    assert kind(SITE + "/a/b", "/panen-raya-padi") == "inside"


def test_a_query_may_name_an_article() -> None:
    found = classify_redirect(
        SITE + "/?p=7", "/?p=12", same_site=same_site, key_of=lambda url: urlsplit(url).query or None
    )
    assert found[0] == "other-article"
