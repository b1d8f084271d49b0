"""The feed and the sitemap, with the faults that the CMS gives them."""

from __future__ import annotations

from sample import addresses
from sample.frame import Context
from sample.markup import body
from sample.printed import decoded


def rss(context: Context) -> str:
    """Return the feed: ten releases, no dates, entities decoded and not escaped again (so ``&``
    breaks it).
    """
    form = "detail" if context.state.address_form == "plain" else context.state.address_form
    items = "".join(
        f"<item>\n<title>{release.headline.replace(chr(34), '')}</title>\n"
        f"<link>{context.base}{addresses.path(form, release)}</link>\n"
        f"<description>{decoded(body(release, context.base)).strip()}</description>\n</item>"
        for release in context.state.released[:10]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>\n'
        "<title>RSS Warta Kabupaten Lawungan</title>\n<description>Warta resmi Pemerintah Kabupaten Lawungan."
        f"</description>\n<link>{context.base}</link>\n<language>id-id</language>{items}</channel></rss>\n"
    )


def sitemap(context: Context) -> str:
    """Return the sitemap: ten releases, the newest five left out, no zone in the dates."""
    entries = "".join(
        f"  <url>\n     <loc>{context.url(release)}</loc>\n     <priority>0.5</priority>\n"
        f"     <lastmod>{release.published:%Y-%m-%d %H:%M:%S}</lastmod>\n  </url>\n"
        for release in context.state.released[5:15]
        if release.published
    )
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n  <url>\n'
        f"     <loc>{context.base}/main</loc>\n     <priority>1.0</priority>\n  </url>\n{entries}</urlset>\n"
    )
