"""The page of one release, in the stock skin (related list before the body) and the rebuilt one
(after it).
"""

from __future__ import annotations

import html

from sample import markup, specials
from sample.comments import Comment
from sample.frame import AVATAR, Context, date_of, page
from sample.printed import article_date, decoded, slug
from sample.releases import Release
from sample.script import HIJACKED

BLANK_AVATAR = "/asset/foto_user/blank.png"


def article_page(context: Context, release: Release, form: str, path: str) -> str:
    """Return a release's page; ``form`` is the address form asked for (only ``detail`` carries
    ``og:`` tags).
    """
    base = context.base
    hijacked = context.state.day.mode == "hijack" and release.key in HIJACKED
    written = SPAM_BODY if hijacked else markup.body(release, base)
    description = _description(release, written)
    head = ""
    if form == "detail":
        head = (
            f'<meta property="og:title" content="{release.headline_raw}"/>\n'
            f'<meta property="og:url" content="{context.url(release)}"/>\n'
            f'<meta property="og:image" content="{context.photo(release)}"/>\n'
        )
    suffix = "" if context.skin == "stock" else " &mdash; DISKOMINFO"
    content = f"""<div class="full-width">
<div class="article-title">
{_title(context, release)}
</div>
</div>
<div class="main-page left">
<div class="single-block">
<div class="content-block main left">
<div class="block">
<div class="block-content">
<div class="shortcode-content">
<div class="paragraph-row">
{_columns(context, release, written)}
</div>
<div style="margin-top:0px" class="article-tags tag-cloud">
<strong>TAGS:</strong>
{"".join(f"<a href='{base}/tag/detail/{tag}'>{tag}</a>" for tag in release.tags)} </div>
</div>
</div>
</div>
{_facebook(context, release)}{_comments(context, release)}{_form(context, release)}
</div>
</div>
</div>
"""
    title, keywords = release.headline_raw + suffix, ",".join(release.tags)
    return page(
        context, title, content, path=path, description=description, keywords=keywords, extra_head=head
    )


def _title(context: Context, release: Release) -> str:
    printed = "" if context.state.day.layout == "dateless" else date_of(release, "article")
    heading = "h2" if context.state.day.layout == "headless" else "h1"
    return f"""<div class="share-block right">\
<div class="share-article left"><span>Media sosial</span><strong>Bagikan</strong>\
</div><a href="javascript:window.print();" class="small-button">Cetak</a></div>
<{heading}><b>{release.headline_raw}</b> <br>\
<span style='font-size:14px; color:blue'>{release.subheadline or " "}</span></{heading}>
<div class="author">
<span class="hover-effect left"><img src='{AVATAR}'/></span>
<div class="a-content">
<span>By <b>{release.author}</b></span>
<span class="meta">{printed} <span class="tag" style="background-color: #2a8ece;">\
<a href="{context.base}/kategori/detail/{slug(release.category)}">{release.category}</a></span>
</span>
</div>
</div>"""


def _columns(context: Context, release: Release, written: str) -> str:
    photo = caption = ""
    if release.image:
        # The unescaped title breaks on an apostrophe and the closing </a> has no opening: both as in the CMS.
        alt = release.headline_raw
        photo = f"<img style='width:100%' src='{context.photo(release)}' alt='{alt}' /></a><br><br>"
    if release.caption:
        caption = (
            f"<center><p><i><b>Keterangan Gambar :</b> {html.escape(release.caption)}</i></p></center><br>"
        )
    moved = ""
    if context.state.day.layout == "dateless" and context.skin == "rebuilt" and release.published:
        moved = f'<p class="posted">Diterbitkan {article_date(release.published)}</p>\n'
    like = f"<div class='fb-like' data-href='{context.url(release)}' data-width='600'>\n</div> <br><br>"
    text = f"{photo}{caption}{written}<hr>\n{like}{moved}"
    related = _related(context, release)
    if context.skin == "stock":
        popular = '<h3 class="highlight-title">Berita Populer</h3>\n<ul>\x01P\x02</ul>'
        return f'<div class="column3">\n{related}\n{popular}\n</div>\n<div class="column9">\n{text}\n</div>'
    return f'<div class="column9">\n{text}\n{related}\n</div>'


def _related(context: Context, release: Release) -> str:
    # The stray second quote after each address is the CMS's own.
    quote = "''" if context.skin == "stock" else "'"
    counter = "<a href='#' class='h-comment'>{}</a>" if context.skin == "stock" else ""
    items = "".join(
        f"<li><a "
        f"href='{context.url(other)}{quote}>{other.headline_raw}</a>{counter.format(len(other.comments))}</li>"
        for other in context.state.related(release)
    )
    return f'<h3 class="highlight-title">Berita Terkait</h3>\n<ul>\n{items}\n</ul>'


def _facebook(context: Context, release: Release) -> str:
    if context.skin != "stock":
        return ""
    return f"""<div id="fb-root"></div>
<div id="viewcomment" class="block-title">
<a href="#writecomment" class="right">Write a Facebook Comment</a>
<h2>Tuliskan Komentar anda dari account Facebook</h2>
</div>
<div class="block-content">
<div class="comment-block">\
<div class="fb-comments" data-href="{context.base}/{context.state.path(release)}" data-width="830"></div>\
</div>
</div>
"""


def _comments(context: Context, release: Release) -> str:
    if not release.comments:
        return ""
    count = len(release.comments) + release.hidden_comments
    listed = "".join(_comment(context, comment, number) for number, comment in enumerate(release.comments))
    return f"""<div id="viewcomment listcomment" class="block-title">
<a href="#writecomment" class="right">Write a comment</a>
<h2>Ada {count} Komentar untuk Berita Ini</h2>
</div>
<div class="block-content">
<div class="comment-block">
<ol class="comments">
<li>
{listed} </li>
</ol>
</div>
</div>
"""


def _comment(context: Context, comment: Comment, number: int) -> str:
    avatar = AVATAR if number % 2 else context.base + BLANK_AVATAR
    text = html.escape(comment.text, quote=False).replace("\n", "<br />\n")
    shade = "#ffffff" if number % 2 else "#e3e3e3"
    return f"""<div style='background:{shade}' class='commment-content'>
<div class='user-avatar'><a href='#' class='hover-effect'><img class='setborder' src='{avatar}'/></a></div>
<strong class='user-nick'><a href=''>{html.escape(comment.author)}</a></strong>
<span class='time-stamp'>{article_date(comment.posted)}</span>
<div class='comment-text'><p>{text}</p></div>
</div>"""


def _form(context: Context, release: Release) -> str:
    return f"""<div class="block-title">
<a href="#viewcomment" class="right">Lihat semua komentar</a>
<h2>Tulis Komentar</h2>
</div>
<div class="block-content">
<div id="writecomment">
<form action="{context.base}/berita/kirim_komentar" method="POST" id="form_komentar">
<input type="hidden" name='a' value='{release.id}'>
<p><label>Nama</label><input type="text" placeholder="Nama" value='' name='b' required/></p>
<p><label>E-mail</label><input type="text" name='e' placeholder="E-mail" value='' required/></p>
<p><label>Komentar</label><textarea name='d' placeholder="Pesan Anda.." required></textarea></p>
<p><img src="{context.base}/captcha/\x01C\x02.jpg" style="width: 150px; height: 30px;" alt=" " /><br>
<input name='secutity_code' maxlength=6 type="text"></p>
<p><input type="submit" name="submit" class="styled-button" value="Kirim Komentar"/></p>
</form>
</div>
</div>
"""


def _description(release: Release, written: str) -> str:
    text = decoded(written).strip().replace('"', "&quot;").encode()
    whole = text[:500].decode(errors="ignore")
    if release.key in specials.TORN_DESCRIPTION:
        # Cut at a number of bytes, as the CMS does: half a character stays, and the page is not valid UTF-8.
        return whole + b"\xe2\x80".decode(errors="surrogateescape")
    return whole


SPAM_BODY = (
    "<p>Selamat datang di situs slot gacor terpercaya. Daftar sekarang, deposit pulsa tanpa "
    "potongan, bonus member baru "
    "100%.</p><p>Bocoran RTP live hari ini: peluang maxwin tertinggi ada di sini. Klik tautan di "
    "bawah untuk login judi "
    "online.</p>"
)


def spam_page(context: Context, address: str, title: str) -> str:
    """Return a page that intruders added on a day of mode hijack."""
    content = (
        f'<div class="full-width"><div class="article-title"><h1><b>{title}</b></h1></div></div>\n'
        f'<div class="main-page left"><div class="column9">{SPAM_BODY}</div></div>'
    )
    return page(context, title, content, path=f"/{address}", description=title, keywords="slot,judi,maxwin")
