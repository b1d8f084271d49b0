"""The path above a headline, from the home page to the release: its last step but one is the section."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from tests.test_generic_fields import page
from tests.test_generic_reading import article_of

DAY = "<p>2 Oktober 2024</p>"


@pytest.mark.parametrize(
    "path",
    [
        "<p><a href='/'>Beranda</a> / <a href='/headline/1'>Dunia Usaha</a> / Pelatihan Usaha Mikro Digelar</p>",
        "<nav class='breadcrumb'><ol><li><a href='/'><i></i> Home</a></li><li><a href='/b'>Berita</a></li><li><a href='#'>Dunia Usaha</a></li>"
        "<li class='active'>Pelatihan Usaha Mikro ...</li></ol></nav>",
        "<div class='crumbs'><a href='/'>Beranda</a><svg></svg><a href='/berita'>Berita</a><svg></svg><span>Dunia Usaha</span><svg></svg>"
        "<span>Pelatihan Usaha Mikro Digelar</span></div>",
    ],
)
def test_the_last_step_before_a_headline_is_its_category(path):
    article = article_of(page(DAY, above=path))
    assert article is not None and article.category == "Dunia Usaha"


@pytest.mark.parametrize(
    "path",
    [
        "<p><a href='/'>Beranda</a> / <a href='/berita'>Berita</a> / Pelatihan Usaha Mikro Digelar</p>",
        "<p><a href='/'>Beranda</a> / <a href='/berita'>Semua Berita Terkini</a> / Pelatihan Usaha Mikro Digelar</p>",
        "<p><a href='/'>Beranda</a> / Pelatihan Usaha Mikro Digelar</p>",
        "<p><a href='/'>Beranda</a> / <a href='/headline/1'>Dunia Usaha</a> / Lomba Desa Dibuka di Alun-Alun</p>",
        "<ul class='menu'><li><a href='/'>Beranda</a></li><li><a href='/profil'>Profil</a></li><li><a href='/layanan'>Layanan</a></li></ul>",
    ],
)
def test_what_all_news_is_called_and_other_paths_are_no_category(path):
    article = article_of(page(DAY, above=path))
    assert article is not None and article.category is None
