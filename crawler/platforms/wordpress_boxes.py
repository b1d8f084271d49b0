"""What plugins of WordPress put into the text of a post: they print it in pages and in records of the API alike.

Share buttons, related posts, counters, tables of contents, boxes about the author, ratings, appeals, and
advertisements, by the classes that the plugins' public sources print; and a line that but counts its readers.
"""

from __future__ import annotations

from typing import Any, Final

from lxml.etree import XPath, _Element

from crawler.html import drop
from crawler.structure.blocks import short_text
from crawler.structure.words import is_counter

BOXES: Final = frozenset(
    # share buttons
    "sharedaddy robots-nocontent addtoany_share_save_container addtoany_content a2a_kit heateor_sss_sharing_container"
    " heateorssssharingcontainer ssba ssba-wrap essb_links essb-links shared-counts-wrap simplesocialbuttons"
    " swp_social_panel mashsb-container dpsp-content-wrapper dpsp-share-text sfsi_widget sfsibeforpstwpr sfsiaftrpstwpr"
    " scriptlesssocialsharing social-share social-sharing post-sharing sharethis-inline-share-buttons wabtn_container"
    " wpsr-share-icons nc_socialPanel tweet_button wp_social_share_buttons"
    # related posts, in the text or below it
    " jp-relatedposts yarpp yarpp-related related-posts relatedposts related_posts crp_related rp4wp-related-posts"
    " wp_rp_wrap wp_rp_content wp-block-jetpack-related-posts inline-related-posts irp irp_wrap"
    " mag-box post-bottom-meta internal-linking-related-contents custom-related-posts"
    " bacajuga baca-juga crp-list-item jnews_inline_related_post"
    # counters, ratings, what leads elsewhere
    " post-views pvc_stats tptn_counter post-ratings kk-star-ratings wp-ulike wpulike yasr-vv-stars-title-container"
    " post-navigation page-links wp-block-post-navigation-link"
    # tables of contents
    " lwptoc wp-block-rank-math-toc-block wp-block-yoast-seo-table-of-contents ub_table-of-contents"
    # what page builders put beside a text: appeals, buttons, clocks, lists, forms
    " et_pb_countdown_timer et_pb_promo et_pb_button_module_wrapper et_pb_signup et_pb_contact_form_container"
    " et_pb_social_media_follow et_pb_blog_grid_wrapper et_pb_posts et_pb_comments_module et_pb_sidebar"
    " elementor-widget-countdown elementor-widget-call-to-action elementor-widget-button elementor-widget-form"
    " elementor-widget-share-buttons elementor-widget-social-icons elementor-widget-posts elementor-widget-author-box"
    " elementor-widget-post-navigation elementor-widget-post-comments"
    # author, advertisements, what only a screen reader says
    " author-box saboxplugin-wrap wp-post-author-wrap pp-author-boxes-avatar pp-multiple-authors-boxes-wrapper"
    " td-a-rec td-adspot-title td-post-sharing"
    " m-a-box abh_box molongui-author-box code-block adsbygoogle ai-viewports quads-location advads-content"
    " screen-reader-text"
    # what only a click is for: to hear, to print, to save
    " responsivevoice rsbtn printfriendly pf-button wp-block-file__button".split()
)
_IDS: Final = frozenset(("ez-toc-container", "toc_container", "jp-relatedposts", "jp-post-flair"))
_COUNTER: Final = 60
"""Characters of a line that counts readers."""
_NAMED: Final = XPath("descendant::*[@class or @id]")


def drop_boxes(content: _Element) -> None:
    """Take the boxes of plugins out of the element that holds the content of a post."""
    named: Any = _NAMED(content)
    boxes = [
        element
        for element in named
        if element.get("id") in _IDS or not BOXES.isdisjoint((element.get("class") or "").split()) or _counts(element)
    ]
    for box in boxes:
        if box.getparent() is not None:
            drop(box)


def _counts(element: _Element) -> bool:
    """Tell whether a paragraph with a name of its own says how often the post was read, and nothing else."""
    text = short_text(element, _COUNTER) if element.tag in ("p", "div") else ""
    return any(map(str.isdigit, text)) and is_counter(text)
