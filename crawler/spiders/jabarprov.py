"""Provinsi Jawa Barat: an app over a public list call; releases are read from their pages."""

from crawler.platforms.json_api import JsonApiSpider


class JabarprovSpider(JsonApiSpider):
    """https://jabarprov.go.id"""

    name = "jabarprov"
    region = "32"
    site_name = "Pemerintah Provinsi Jawa Barat"
    home_url = "https://jabarprov.go.id/"
    aliases = ("www.jabarprov.go.id",)
    articles = "/berita/{slug}"
    api = "https://api.jabarprov.go.id/v1/public/news?page={page}&per_page=10&sort_by=published_at&sort_order=DESC"
    items = "data"
    fields = {
        "slug": "slug",
        "headline": "title",
        "author": "author",
        "image": "image",
        "published": "published_at",
    }
    verified = False
