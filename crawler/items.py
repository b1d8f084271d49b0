"""The shared vocabulary: what a spider hands to the pipelines, and what every stage fills.

One noun flows from spider to store: an :class:`Article` (or a :class:`Listing` or an :class:`Outcome`), each with the
:class:`Visit` it answers and the :class:`Capture` that proves it. Times are ISO 8601; ours are UTC with ``Z``.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from lxml.etree import _Element


class Tells(Protocol):
    """What tells lines of a kind, as a compiled pattern does."""

    def fullmatch(self, line: str, /) -> object:
        """Return something true for a line of the kind."""


@dataclass(slots=True)
class Capture:
    """One fetch, as it stands in a WARC file and in table ``captures``."""

    url: str
    """The site's own address, even when a mirror of the site was crawled."""
    fetched_at: str
    """When the answer was complete, UTC, ``2026-10-05T01:02:03.456Z``."""
    status: int
    content_type: str = ""
    """Value of the Content-Type header as sent, empty when there was none."""
    digest: str = ""
    """``sha256:`` and 64 hexadecimal digits over the body as transferred (still content-encoded)."""
    size: int = 0
    """Bytes of the body as transferred."""
    warc_file: str = ""
    """Path below ``captures/``, with ``/``."""
    warc_offset: int = 0
    warc_length: int = 0
    """Bytes of the compressed response (or revisit) record at ``warc_offset``."""
    etag: str | None = None
    last_modified: str | None = None
    same_as: int | None = None
    """``captures.id`` of the earlier capture with the same payload, of which this is a revisit."""
    quarantine_reason: str | None = None
    id: int | None = None
    """``captures.id`` once stored; given beforehand on replay."""


@dataclass(slots=True)
class Page:
    """A parsed page: the one tree that every extraction reads."""

    url: str
    """The site's own address of the page."""
    root: _Element
    """Root element of the lxml tree, parsed once."""
    fetched_at: str
    """The capture's time; base of relative dates."""
    zone: str = "WIB"
    """Time zone of the site's region: WIB, WITA or WIT; used where a page states none."""
    link: Callable[[str], str | None] = lambda href: href
    """Turns an ``href`` of this page into the site's own absolute address; None when it is no web address."""
    key: Callable[[str], str | None] = lambda url: None
    """The platform's key of an article address; None when the address is not one of an article of this site."""
    home_url: str = ""
    """The site's home address, to which sightings of site-wide blocks belong."""


Expression = Callable[[_Element], Any]
"""A compiled expression (:class:`lxml.etree.XPath`, or what behaves like one): from an element to what it finds."""


@dataclass(slots=True, frozen=True)
class Selectors:
    """Where the fields stand on a page of one layout: tuples of compiled expressions, tried in order.

    Each expression yields elements (or strings where a text node or an attribute is meant). A platform declares one
    for each layout; a site overrides single fields with :func:`dataclasses.replace`.
    """

    layout: str
    """Name of the layout, stored with the article."""
    source: str = "page"
    """What the tree was made from: page, or api for a record of an API; names where dates and comments stood."""
    headline: tuple[Expression, ...] = ()
    subheadline: tuple[Expression, ...] = ()
    author: tuple[Expression, ...] = ()
    published: tuple[Expression, ...] = ()
    """Elements or text nodes that hold the printed publication date."""
    published_beside: tuple[Expression, ...] = ()
    """The day in a box of a side column: a date only where a list or feed states the same beside the article's link."""
    modified: tuple[Expression, ...] = ()
    """Elements or text nodes that say when the article was last changed."""
    category: tuple[Expression, ...] = ()
    """Links; their text is the category."""
    tags: tuple[Expression, ...] = ()
    """Links; text and address of each tag."""
    body: tuple[Expression, ...] = ()
    """Elements between which the body stands, see ``body_end``."""
    body_end: tuple[Expression, ...] = ()
    """Element at which a walk from the body's start, in document order, stops (it may lie outside the start).

    Asked from the body's start (``descendant::``, then ``following::``); without one the walk ends with the start."""
    without: tuple[Expression, ...] = ()
    """Elements in the body that are no part of the text: share buttons, lists of other articles; all that any finds."""
    captions: tuple[Expression, ...] = ()
    """Elements in the body that hold the line below a picture, where markup does not call it so; all that any finds."""
    apart: tuple[Expression, ...] = ()
    """Lines that are no part of any text, whoever looks for it: of comments, other articles, boxes about the author."""
    opening: tuple[Expression, ...] = ()
    """The paragraph right below the headline, which a generic extractor may leave out; it belongs to the text."""
    library: str = "never"
    """When a generic extractor is asked for the text: ``never``; ``foreign``, where it is in a language whose labels
    nobody here knows, or in English where nothing on the page is Indonesian; ``first``, there, and where its words do
    not tell; ``doubt``, there, where no element holds the body, and for more than a doubtful one holds. The layout of
    the article says where its text was taken."""
    noise: tuple[Tells, ...] = ()
    """Short paragraphs of the body that match one wholly are no part of the text: what moves with every view."""
    files: tuple[Expression, ...] = ()
    """Links to files that the article offers outside its body."""
    month_first: bool = False
    """Dates in figures are printed month first, as systems made in America do: ``10/02/2024`` is in October."""
    lead_image: tuple[Expression, ...] = ()
    """The image that leads the article; asked from the body's start."""
    caption: tuple[Expression, ...] = ()
    related: tuple[Expression, ...] = ()
    """Links of the related list, in order, without comment counters."""
    comments: tuple[Expression, ...] = ()
    """One element a comment of this page's own thread."""
    comment_author: Expression | None = None
    comment_posted: Expression | None = None
    comment_text: Expression | None = None
    comment_answers: Expression | None = None
    """From a comment to the element of the one that it answers, where its place in the tree does not say."""
    comment_pages: tuple[Expression, ...] = ()
    """Links to further pages of the thread, whose comments this page does not show."""
    recent_comments: tuple[Expression, ...] = ()
    """One element an entry of the site-wide widget of comments on other articles."""
    recent_author: Expression | None = None
    recent_text: Expression | None = None
    recent_link: Expression | None = None
    native_id: tuple[Expression, ...] = ()
    """Strings: the CMS's own number of the article."""
    blocks: tuple[Block, ...] = ()
    """Site-wide and listing blocks whose links are sightings."""


@dataclass(slots=True, frozen=True)
class Block:
    """A list of links on a page: ticker, listing, sidebar."""

    name: str
    """ticker, lead, listing, latest, ..."""
    items: Expression
    """One element for each entry."""
    link: Expression | None = None
    """From an entry to its link element (the first result counts); None: the entry is itself the link."""
    date: Expression | None = None
    """From an entry to the element or text that holds its printed date."""
    site_wide: bool = False
    """The same block stands on every page; its sightings belong to the site, not to the page."""
    root_relative: bool = False
    """Its relative links are meant from the site's root (a known fault of the CMS)."""


@dataclass(slots=True)
class DateCandidate:
    """One date met for an article, chosen or not."""

    field: str
    """published or modified."""
    value: str | None
    """ISO 8601 as in ``articles.published_at``; None when refused before it had a value."""
    precision: str | None
    source: str
    """Where it stood and what read it: ``page:grammar``, ``listing:grammar``, ``json-ld:iso`` ..."""
    raw: str
    chosen: bool = False
    refused: str | None = None
    """Why it lost: a reason of the date grammar, ``age`` (in weeks, months or years, which names no day),
    ``other-article``, ``modified``, ``unconfirmed`` (see :attr:`Selectors.published_beside`), ``clock`` (the day of
    the visit) or ``lower-priority``."""
    zone: str | None = None
    """stated or assumed; None without a time."""


@dataclass(slots=True)
class Comment:
    """A reader's contribution."""

    author: str
    text: str
    posted_at: str | None = None
    """ISO 8601 with offset."""
    posted_raw: str | None = None
    is_excerpt: bool = False
    """Cut off, as a site-wide widget shows it."""
    url: str | None = None
    """The site's own address of the article it stands on; None: the article viewed."""
    article_key: str | None = None
    """Key of that article, where the address is one of an article of this site."""
    parent: int | None = None
    """Position (from 0) of the comment answered, in the same list; None: it answers none, or its page does not tell."""
    seen_via: str = "page"
    """page, widget or API."""


@dataclass(slots=True)
class RelatedLink:
    """A link that the page offers as related, or that stands in the body."""

    kind: str
    """related, inline ("Baca juga:") or body."""
    position: int
    """From 1 within its kind, in page order."""
    text: str
    """As printed, white space folded."""
    url: str
    """Absolute; the site's own address where it points into the site."""
    key: str | None = None
    """Key of the article it leads to, where that is one of this site."""


@dataclass(slots=True)
class Image:
    """A picture of the article; kept by reference."""

    url: str
    caption: str | None
    alt: str | None
    position: int
    """From 1; the lead image first."""


@dataclass(slots=True)
class Attachment:
    """A file offered by the article's body."""

    url: str
    label: str
    media_type: str | None
    """Guessed from the address's ending until the file itself has been fetched."""


@dataclass(slots=True)
class Tag:
    """A tag as printed, with its listing's address."""

    tag: str
    url: str | None


@dataclass(slots=True)
class Sighting:
    """A listing, ticker or widget showed a link."""

    page_url: str
    """The listing's address; the site's home address for a block that stands on every page."""
    block: str
    position: int
    text: str
    url: str
    date_raw: str | None = None
    key: str | None = None
    """The article's key if the link leads to an article of the site."""
    published_at: str | None = None
    """The printed date as ISO 8601; a candidate only."""


@dataclass(slots=True)
class Visit:
    """One row of the frontier that a response (or a failure) answers; saved in the same transaction."""

    url: str
    """Primary key in ``pages``: the site's own address."""
    kind: str
    """article, thread (a further page of its comments), listing, feed, sitemap, api, file or probe."""
    outcome: str = "failed"
    """What ``runs`` counts, each answer once: new, changed, unchanged, listing, file, probe, not-modified, redirected,
    missing, quarantined, failed, refused."""
    reason: str | None = None
    """Why, for missing, quarantined, failed and refused: ``soft-404``, ``robots``, ``too-large``, ``http-500`` ..."""
    retry_after: int | None = None
    """Seconds after which the site wants to be asked again."""
    capture_id: int | None = None
    """The last capture of this address before this visit, with its digest."""
    capture_digest: str | None = None
    capture_at: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    hops: int = 0
    """Redirects that led here."""
    why: str = ""
    """Why it was asked: ``pages.why``."""
    is_known: bool = False
    """Whether an article was read there before."""
    is_guess: bool = False
    """Whether the address is but guessed to be an article's: a page that holds nothing is then none."""
    skew: float | None = None
    """Seconds by which the server's Date header is ahead of our clock."""
    instant: str = ""
    """When the visit ended, UTC; for visits without a capture."""


@dataclass(slots=True)
class Discovery:
    """An address for the frontier."""

    url: str
    kind: str
    via: str
    """Address, block or rule by which it was found."""
    key: str | None = None
    hops: int = 0
    priority: int | None = None
    """Priority in the frontier; None: by its kind."""
    at_once: bool = False
    """Due now even if known and not due (a listing's next page in a full walk)."""
    why: str = "new"
    """Why it is to be fetched; stands in ``pages.why``."""


@dataclass(slots=True)
class Article:
    """The logical document, identified by site and key."""

    site: str
    """Slug of the government site."""
    key: str
    """The platform's key of the address; for this platform the lower-cased slug."""
    url: str
    """Canonical address."""
    page: Page | None = None
    """The parsed page; dropped once the stages have read it."""
    selectors: Selectors | None = None
    capture: Capture | None = None
    visit: Visit | None = None
    region: str | None = None
    """Kemendagri code of the region, ``35.06``."""
    urls: list[str] = field(default_factory=list)
    """Every address met for it, canonical one included."""
    other_keys: list[str] = field(default_factory=list)
    """Keys of those of its addresses that have another key than its own."""
    native_id: str | None = None
    """The CMS's own number where the page prints it."""
    headline: str | None = None
    """As printed, white space folded, without the backslashes this CMS puts before quotes."""
    headline_raw: str | None = None
    """The headline exactly as printed, white space folded."""
    subheadline: str | None = None
    body: str | None = None
    """Paragraphs separated by a blank line; plain text; no captions, credit, inline related links, offers of files."""
    body_html: str | None = None
    """Sanitised HTML of the body: structure only, no styles, scripts or foreign attributes."""
    byline: str | None = None
    """The credit split from the text, as printed: ``(Kominfo/ng,tee,tj,wk)``; None when there is none."""
    byline_raw: str | None = None
    """The credit with all that stood around it (stars, full stop)."""
    byline_desk: str | None = None
    """The desk named in the credit: ``Kominfo``."""
    byline_initials: str | None = None
    """Initials in the credit, comma separated: ``ng,tee,tj,wk``."""
    author: str | None = None
    """The name printed after "By" or "Oleh"; never copied into byline."""
    dateline: str | None = None
    """The place that opens the text (``KALIPARE``), never a publication date."""
    category: str | None = None
    """The printed category name."""
    published_at: str | None = None
    """ISO 8601: with seconds and offset when the precision is a time, a plain day when it is a day."""
    published_raw: str | None = None
    published_precision: str | None = None
    """second, minute, hour, day, week, month or year."""
    published_source: str | None = None
    published_zone: str | None = None
    """stated or assumed."""
    modified_at: str | None = None
    language: str | None = None
    """ISO 639-1 code; None when unsure."""
    word_count: int = 0
    """Words of the body."""
    views: int | None = None
    """Read counter where the page prints one."""
    layout: str | None = None
    parser: str | None = None
    """Name and version of the parser that read it."""
    date_candidates: list[DateCandidate] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    """The page's own thread, in order."""
    thread_pages: list[str] = field(default_factory=list)
    """Further pages of the thread; while there are any, no comment is missing because this page lacks it."""
    recent_comments: list[Comment] = field(default_factory=list)
    """Excerpts of a site-wide widget; they belong to other articles."""
    related: list[RelatedLink] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    discoveries: list[Discovery] = field(default_factory=list)


@dataclass(slots=True)
class Listing:
    """A page that links to articles: listing, home page, feed or sitemap."""

    site: str
    visit: Visit
    capture: Capture
    page: Page | None = None
    selectors: Selectors | None = None
    sightings: list[Sighting] = field(default_factory=list)
    recent_comments: list[Comment] = field(default_factory=list)
    discoveries: list[Discovery] = field(default_factory=list)
    zone: str = "WIB"
    """Time zone of the site's region, where a printed date states none."""
    articles: list[Article] = field(default_factory=list)
    """Articles that the answer itself holds whole, as the list of an API may; each has a visit without a request."""
    following: str | None = None
    """The listing's next page, where the answer itself says that there is one."""
    thread_of: str | None = None
    """The CMS's own number of the article whose further comments these are."""
    thread: list[Comment] = field(default_factory=list)
    thread_page: int = 0
    """Which page of the thread, from 1."""


@dataclass(slots=True)
class Outcome:
    """An answer that brought no content: failed, missing, redirected, not modified, refused."""

    site: str
    visit: Visit
    capture: Capture | None = None
    discoveries: list[Discovery] = field(default_factory=list)
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class RunReport:
    """What one run met and applied; becomes its row in ``runs``."""

    site: str
    started_at: str
    mode: str = "full"
    """full: all listings are walked; incremental: until nothing new comes."""
    reason: str = "finished"
    base_url: str | None = None
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    """Count of answers by HTTP status."""
    fields: Counter[str] = field(default_factory=Counter)
    """For each field, the number of articles read that had it; ``articles``: how many were read."""
    comments: int = 0
    """Comments and excerpts read."""
    links: int = 0
    """Related and inline links read."""
    robots: dict[str, Any] = field(default_factory=dict)
    robots_digest: str | None = None
    delay: float = 0.0
    user_agent: str = ""
    tls_exceptions: dict[str, Any] = field(default_factory=dict)
    held: int = 0
    """Articles counted by their outcome that came without a request of their own, within the answer of a list."""
    bytes: int = 0
    warc_file: str | None = None
    walk_complete: bool = True
    """Every listing that a full walk asked for was read."""
    bounded: bool = False
    """Limited by the operator to some articles or dates: its walk is never complete."""
    trial: bool = False
    """First live run of a site whose spider nobody has seen read it: few pages, no alarms."""
    verdict: str | None = None
    """How the site stood, see ``runs.verdict``."""
    alarms: list[str] = field(default_factory=list)
    """Kinds of the site's alarms that are open after the run."""
    fatal: str | None = None
    """One line for the user when the archive could no longer be written."""
    id: int | None = None


@dataclass(slots=True, frozen=True)
class Sent:
    """What a request by POST sends."""

    body: bytes
    content_type: str


@dataclass(slots=True)
class Answer:
    """One answer as a spider hands it over, fresh from the wire, or as it is replayed from a capture."""

    visit: Visit
    capture: Capture
    body: bytes
    """With its content encoding undone."""
    location: str | None = None
    retry_after: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    """Names in lower case."""
    tree: tuple[_Element | None, str | None] | None = None
    """The parsed page and what is wrong with it (see crawler.html), once somebody has parsed it."""


Item = Article | Listing | Outcome
"""What an answer holds, once it is read."""


@dataclass(slots=True)
class Checkpoint:
    """Asks the store to write what it holds, then sets ``done``; sent by a spider that waits for its frontier."""

    done: asyncio.Event
    idle: bool = False
    """Nothing is under way and nothing due: time to look at what the listings no longer show."""
    error: sqlite3.Error | None = None
    """The frontier cannot be read: the run is to end."""


@dataclass(slots=True, frozen=True)
class Walks:
    """When a site's listings were last walked completely, UTC; None: never."""

    full_at: str | None
    recent_at: str | None
    """The walk over the last two months."""
    open_since: str | None = None
    """Start of the first run after the last one that read the listings down to what was known: what has been found
    since is no sign that a walk may stop."""
    never_run: bool = True
    """No run against the live site has read an article yet."""
