"""What each CMS family leaves in a site's answers, whatever its theme: several signs each, none of which all must have.

A weight of 1 is enough alone. Names of files and folders, form fields and classes are those that the public sources
print; a family's own head and headers weigh most, addresses that a site of another family could have chosen too weigh
little, and what an article's text may have brought along is marked so.
"""

from __future__ import annotations

from crawler.signs import Sign, sign

Signs = tuple[Sign, ...]

WORDPRESS: Signs = (
    sign("asset", r"/wp-content/(?:themes|plugins|mu-plugins|cache)/"),
    sign("asset", r"/wp-includes/"),
    sign("asset", r"/wp-comments-post\.php"),
    sign("asset", r"/wp-content/uploads/", 0.5, in_text=True),
    sign("generator", r"^wordpress\b|wordpress\.org"),
    sign("header", r"^link: .*rel=\"?https://api\.w\.org/|^x-redirect-by: wordpress|^x-pingback: .*xmlrpc\.php"),
    sign("header", r"^x-(?:powered-by: wp |wp-total|litespeed-tag: .*_wp|ac: .*wpcom)|^link: .*wp\.me"),
    sign("head link", r"^https://api\.w\.org/"),
    sign("head link", r"^(?:edituri|wlwmanifest)\b.*(?:xmlrpc\.php\?rsd|wlwmanifest\.xml)"),
    sign("head link", r"application/json\+oembed|/oembed/1\.0/embed", 0.8),
    sign("head link", r"^shortlink\b.*\?(?:p|page_id)=\d+", 0.7),
    sign(
        "style",
        r"^(?:wp-block-|global-styles-inline-css|classic-theme-styles|wp-emoji-styles|wp-custom-css"
        r"|wp-img-auto-sizes|core-block-supports|jetpack|elementor-)",
        0.9,
    ),
    sign(
        "body class",
        r"^(?:wp-singular|wp-custom-logo|wp-embed-responsive|wp-theme-\S+|wp-child-theme-\S+"
        r"|postid-\d+|page-id-\d+|post-template-\S+|page-template-default|single-format-standard)$",
        0.6,
    ),
    sign(
        "class",
        r"^(?:menu-item-type-(?:post_type|taxonomy|custom)|wp-site-blocks|wp-block-(?:navigation|query"
        r"|post-content|post-title|template-part)|widget_(?:recent_entries|archive|categories))$",
        0.6,
    ),
    sign("class", r"^(?:wp-image-\d+|wp-caption|wp-block-(?:image|paragraph|heading|group))$", 0.3, in_text=True),
    sign("field", r"^comment_post_ID$"),
    sign("robots", r"^\s*(?:dis)?allow:\s*\S*/wp-(?:admin|includes|json|login)", 0.4),
    sign("robots", r"^\s*sitemap:\s*\S+/wp-sitemap\.xml", 0.6),
    sign("cookie", r"^(?:wordpress_|wp-settings|wp_\w*session|pvc_visits)", 0.8),
    sign("api", r"^wp/v2$"),
    sign("api", r"^rest_(?:no_route|forbidden|disabled|not_logged_in|cannot_access|login_required|api_disabled)", 0.8),
    sign("feed", r"\?p=\d+$|wp-sitemap[\w-]*\.(?:xml|xsl)|(?:main|post)-sitemap\.xsl|wordpress-seo", 0.6),
)
SWARAKALIBATA: Signs = (
    sign("asset", r"/template/phpmu-\w+/"),
    sign("asset", r"/asset/(?:foto_berita|foto_statis|foto_user|foto_banner|foto_iklan\w*)/", 0.4, in_text=True),
    sign("asset", r"/asset/(?:img_album|img_galeri|img_playlist|logo|captcha|css_blog|admin)/", 0.3),
    sign("asset", r"/(?:index\.php/)?berita/kirim_komentar|/(?:index\.php/)?berita/index$", 0.4),
    sign("link", r"^/(?:[^?]*/)?kategori/detail/[^/?]+", 0.4),
    sign("link", r"^/(?:[^?]*/)?tag/detail/[^/?]+", 0.3),
    sign("link", r"^/(?:[^?]*/)?halaman/detail/[^/?]+", 0.4),
    sign("link", r"^/(?:[^?]*/)?berita/(?:indeks_berita|detail/[^/?]+)", 0.4),
    sign("field", r"^form_komentar$", 0.5),
    sign("class", r"^commment-content$", 0.7),
    sign("class", r"^(?:article-block-big|widget-comments)$", 0.3),
)
LOKOMEDIA: Signs = (
    sign("link", r"^/(?:[^?]*/)?berita-[^/?]+\.html$", 0.4),
    sign("link", r"^/(?:[^?]*/)?kategori-(?:\d+-)?[^/?]+\.html$", 0.4),
    sign("link", r"^/(?:[^?]*/)?(?:semua-(?:berita|agenda|download|album|playlist)|halberita-\d+)\.html$", 0.5),
    sign("link", r"^/(?:[^?]*/)?(?:hal|statis|halaman)-[^/?]+\.html$", 0.2),
    sign("link", r"^/(?:[^?]*/)?hubungi-kami\.html$", 0.2),
    sign("link", r"media\.php\?module=(?:detailberita|berita|detailkategori)", 0.6),
    sign("asset", r"^/(?:[^?]*/)?hasil-(?:pencarian|poling)\.html$", 0.5),
    sign("asset", r"^/(?:[^?]*/)?foto_berita/", 0.3, in_text=True),
    sign("asset", r"^/(?:[^?]*/)?(?:foto_(?:banner|iklantengah|pasangiklan)|img_(?:album|playlist|video))/", 0.3),
    sign("field", r"^(?:nama_komentar|isi_komentar)$", 0.5),
    sign("generator", r"lokomedia"),
)
POPOJI: Signs = (
    sign("asset", r"/po-content/(?:themes|frontend|component|widget|lang)/"),
    sign("asset", r"/po-includes/"),
    sign("asset", r"/po-content/(?:uploads|thumbs)/", 0.5, in_text=True),
    sign("generator", r"popoji"),
    sign("meta", r"^(?:copyright|author): ?popoji ?cms", 0.6),
    sign("field", r"^seotitle$", 0.6),
    sign("cookie", r"^po_lang_front="),
    sign("link", r"^/(?:[^?]*/)?detailpost/", 0.6),
    sign("link", r"^/(?:[^?]*/)?category/all$", 0.3),
)
_VILLAGE_THEMES = "natra|esensi|hadakewa|klasik|denava|cosmos|palanta|silir"
OPENSID: Signs = (
    sign("asset", rf"^/(?:[^?]*/)?(?:desa/)?themes/(?:{_VILLAGE_THEMES})/", 0.8),
    sign("asset", r"^/(?:[^?]*/)?desa/(?:upload|themes|logo|css|config)/", 0.6),
    sign("asset", r"^/(?:[^?]*/)?(?:index\.php/)?(?:first/)?add_comment/\d+"),
    sign("meta", rf"^theme: ?(?:{_VILLAGE_THEMES})", 0.8),
    sign("meta", r"^keywords: .*\b(?:sid|sistem informasi desa|opensid)\b", 0.4),
    sign(
        "link",
        r"^/(?:[^?]*/)?(?:index\.php/)?first(?:/(?:artikel|kategori|statistik|wilayah|dpt|arsip|unduh_dokumen)|$)",
        0.6,
    ),
    sign("link", r"^/(?:[^?]*/)?artikel/\d{4}/\d{1,2}/\d{1,2}/", 0.6),
    sign("link", r"^/(?:[^?]*/)?(?:layanan-mandiri|siteman)(?:/|$)", 0.5),
    sign(
        "link",
        r"^/(?:[^?]*/)?(?:data-(?:statistik|wilayah|dpt|kelompok)|peraturan-desa|status-idm|informasi-publik"
        r"|produk-hukum)",
        0.3,
    ),
    sign("cookie", r"^sidcsrf="),
    sign("field", r"^sidcsrf$"),
    sign("generator", r"opensid"),
)
JOOMLA: Signs = (
    sign("generator", r"^joomla!?"),
    sign("header", r"^x-content-encoded-by: joomla|^x-(?:powered|generated)-by: joomla"),
    sign("class", r"^joomla-script-options$"),
    sign("asset", r"/media/(?:system|jui|vendor/joomla-custom-elements|com_content|mod_menu|templates/site)/"),
    sign("asset", r"/(?:components/com_|modules/mod_|plugins/(?:system|content)/)[a-z0-9_]+/", 0.6),
    sign("asset", r"^/(?:[^?]*/)?templates/[^/?]+/(?:css|js|images|html|template|vendor)", 0.3),
    sign("asset", r"index\.php\?option=com_|[?&]option=com_(?:search|finder|users|content)", 0.8),
    sign("head link", r"[?&]format=(?:feed|opensearch)\b", 0.8),
    sign("link", r"[?&]option=com_(?:content|users|search|finder|contact|k2)\b", 0.8),
    sign("link", r"/component/(?:content|users|search|finder|tags)(?:/|\?|$)", 0.6),
    sign("body class", r"^com_[a-z]+$|^com-[a-z]+$", 0.5),
    sign("class", r"^(?:com-content-(?:article|category)[\w-]*|blog-featured|item-pagee?|mod-[a-z]+latest)$", 0.4),
    sign("class", r"^(?:items-leading|items-row|article-info-term|pager pagenav|jfilters-[\w-]+)$", 0.4),
    sign("field", r"^option$", 0.2),
    sign("cookie", r"^[0-9a-f]{32}=[0-9a-z,-]{22,64}$", 0.5),
    sign("robots", r"^\s*disallow:\s*/(?:joomla/)?administrator/", 0.2),
    sign("robots", r"^\s*disallow:\s*/(?:components|layouts|libraries|bin|cli)/", 0.3),
)
DRUPAL: Signs = (
    sign("generator", r"^drupal\b"),
    sign("header", r"^x-generator: drupal|^x-drupal-(?:cache|dynamic-cache|route-normalizer)"),
    sign("header", r"^expires: sun, 19 nov 1978 05:00:00 gmt", 0.8),
    sign("attribute", r"^data-(?:drupal-[\w-]+|history-node-id|quickedit-[\w-]+)$"),
    sign("asset", r"/core/(?:misc|assets/vendor|themes|modules)/[\w./-]+\.(?:css|js|svg)", 0.8),
    sign("asset", r"/misc/(?:drupal|jquery\.once|ajax)\.js"),
    sign("asset", r"/(?:modules/(?:system|node|user|field)|sites/(?:all|default)/(?:themes|modules))/", 0.9),
    sign("asset", r"/sites/[\w.-]+/files/(?:css|js)/"),
    sign("asset", r"/sites/[\w.-]+/files/", 0.6, in_text=True),
    sign("link", r"^/(?:[^?]*/)?(?:\?q=)?node/\d+(?:[?#]|$)", 0.4),
    sign("head link", r"^shortlink /(?:[^?]*/)?node/\d+", 0.8),
    sign(
        "body class",
        r"^(?:page-node(?:-[\w-]+)?|node-type-[\w-]+|path-(?:node|frontpage)|not-logged-in|page-node-type-[\w-]+)$",
        0.6,
    ),
    sign(
        "class",
        r"^(?:node--type-[\w-]+|node-readmore|field--name-body|field-name-body|block-system"
        r"|views-element-container|region-content)$",
        0.6,
    ),
    sign("id", r"^(?:block-system-main|search-block-form|drupal-off-canvas[\w-]*|edit-search-block-form--2)$", 0.6),
    sign("field", r"^(?:search_block_form|form_build_id)$", 0.6),
    sign("cookie", r"^S?SESS[0-9a-f]{32}="),
    sign("robots", r"^\s*disallow:\s*/(?:index\.php/)?(?:node/add|filter/tips|core|profiles)/?$", 0.4),
    sign("robots", r"^\s*disallow:\s*/\?q=(?:admin|node/add|user/)", 0.4),
)
