"""Kota Kediri, Jawa Timur: an app over a public list, whose answer holds the list as a text of JSON."""

from crawler.platforms.json_api import JsonApiSpider


class KedirikotaSpider(JsonApiSpider):
    """https://kedirikota.go.id"""

    name = "kedirikota"
    region = "35.71"
    site_name = "Pemerintah Kota Kediri"
    home_url = "https://kedirikota.go.id/"
    aliases = ("www.kedirikota.go.id",)
    articles = ("/p/berita/{id}/{slug}", "/p/dalamberita/{id}/{slug}")
    api = "/api/berita"
    items = "berita"
    fields = {
        "id": "idpost",
        "slug": "judulurl",
        "headline": "judul",
        "category": "kategori",
        "image": "linkgambar",
        "published": "tanggal",
    }
    verified = False
