"""Kabupaten Bone Bolango, Gorontalo."""

from crawler.platforms.wordpress import WordPressSpider


class BonebolangokabSpider(WordPressSpider):
    """https://berita.bonebolangokab.go.id"""

    name = "bonebolangokab"
    region = "75.03"
    site_name = "Berita Kabupaten Bone Bolango"
    home_url = "https://berita.bonebolangokab.go.id/"
    time_zone = "WITA"
    verified = False
