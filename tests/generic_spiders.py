"""Sites that no government has, for crawls of tests.generic_server and of public list calls."""

from __future__ import annotations

from crawler.platforms.generic import GenericSpider
from crawler.platforms.json_api import JsonApiSpider
from crawler.platforms.slug import SlugSpider


class ContohSpider(GenericSpider):
    """A site of which nothing is declared but what must be."""

    name = "contoh_umum"
    region = "35.06"
    site_name = "Pemerintah Kabupaten Contoh"
    home_url = "https://contoh.go.id/"


class SlugContohSpider(SlugSpider):
    """A site whose addresses are declared."""

    name = "contoh_slug"
    region = "35.06"
    site_name = "Berita Kabupaten Contoh"
    home_url = "https://contoh.go.id/"
    articles = ("/berita/detail/{id}[/{slug}]", "/berita/{id}_{slug}")
    listing = "/berita[/index/{page}]"
    first_page = 0
    step = 5


class SelectorsContohSpider(SlugContohSpider):
    """The same, with an expression for what the generic reading would take for something else."""

    name = "contoh_pilihan"
    selectors = {"headline": "//h1[@class='judul']", "body": "//div[@class='isi']"}


class WholeListSpider(JsonApiSpider):
    """A list that holds the articles whole, below a field whose value is itself a text of JSON."""

    name = "contoh_daftar"
    region = "35.71"
    site_name = "Pemerintah Kota Contoh"
    home_url = "https://contoh.go.id/"
    articles = ("/p/berita/{id}/{slug}", "/p/dalamberita/{id}/{slug}")
    api = "/api/berita"
    items = "berita"
    fields = {
        "id": "idpost", "headline": "judul", "slug": "judulurl", "category": "kategori", "body": "deskripsi",
        "image": "linkgambar", "published": "tanggal",
    }  # fmt: skip


class RecordsSpider(JsonApiSpider):
    """A list of another host that leads to records."""

    name = "contoh_rekaman"
    region = "32"
    site_name = "Pemerintah Provinsi Contoh"
    home_url = "https://contoh.go.id/"
    articles = "/berita/{slug}-{id}"
    api = "https://api.contoh.go.id/v1/public/news?page={page}&per_page=5"
    items = "data"
    fields = {"id": "id", "slug": "slug", "headline": "title", "published": "published_at", "author": "author.name"}
    record = "https://api.contoh.go.id/v1/public/news/{id}"
    record_item = "data"
    record_fields = {"body": "content", "tags": "tags", "category": "category"}


class PagesSpider(RecordsSpider):
    """A list that leads to the pages of the articles."""

    name = "contoh_halaman"
    record = ""


NEWS_QUERY = "query Berita($page: Int) { berita(page: $page) { data { id slug judul terbit kategori { slug } } } }"
TEXT_QUERY = "query Isi($slug: String) { artikel(slug: $slug) { judul terbit isi } }"


class GraphSpider(JsonApiSpider):
    """A list and records that are asked for by POST, as queries of GraphQL at one address."""

    name = "contoh_graphql"
    region = "32"
    site_name = "Pemerintah Provinsi Contoh"
    home_url = "https://contoh.go.id/"
    articles = "/berita/{slug}"
    api = "https://api.contoh.go.id/graphql"
    api_json = {"query": NEWS_QUERY, "variables": {"page": "{{page}}"}}
    items = "data.berita.data"
    fields = {"id": "id", "slug": "slug", "headline": "judul", "published": "terbit"}
    record = "https://api.contoh.go.id/graphql"
    record_json = {"query": TEXT_QUERY, "variables": {"slug": "{{slug}}"}}
    record_item = "data.artikel"
    record_fields = {"body": "isi"}


class FormSpider(WholeListSpider):
    """A list that is asked for by POST with a form that counts from 0 in fives."""

    name = "contoh_formulir"
    api = "/ajax/berita"
    api_form = {"mulai": "{{page}}", "jumlah": 5, "urut": ["terbaru", "id"]}
    first_page = 0
    step = 5
