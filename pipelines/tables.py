"""The tables of the archive, as data: each column with the sentence that describes it.

The sentences stay in the database (SQLite keeps the comments of a CREATE TABLE) and are the column descriptions of
datasette-metadata.yaml; a test holds the two together.
"""

from __future__ import annotations

import re
import sqlite3

TABLE_SENTENCES = {
    "regions": "Administrative units of Indonesia with their Kemendagri codes.",
    "sites": "Government sites that are archived.",
    "articles": "News releases, each in its current state.",
    "article_urls": "Every address at which an article was met.",
    "date_candidates": "Every date met for an article, with the reason why it was chosen or not.",
    "date_bounds": "Between which days an article that prints no date was published, with the evidence.",
    "revisions": "The distinct states of an article's text, oldest first.",
    "related_links": "Links that an article offers as related, or that stand in its text.",
    "comments": "Readers' contributions, and excerpts of them seen in site-wide widgets.",
    "comment_revisions": "Earlier texts of comments that were edited.",
    "sightings": "Where and when listings, tickers and widgets showed a link.",
    "images": "Pictures of an article, kept by reference.",
    "attachments": "Files that an article offers.",
    "documents": "Every state of a file that was fetched, with the text that was read in it.",
    "tags": "Tags of an article, as printed.",
    "captures": "Every fetch that was kept, with its place in a WARC file.",
    "pages": "The frontier: every known address, its state, and when it is next due.",
    "runs": "Every execution of a spider, with what it met and what it applied.",
    "incidents": "What is worth telling: edits, disappearances, alarms, each with its evidence.",
    "incident_kinds": "The kinds of incidents: what each means, and what a person can do about it.",
    "absences": "Every time an article was looked for at its address and was not there, with the cause.",
    "moves": "Articles that went on under another key of address.",
    "redactions": "What is not to be published, and why; the archive itself keeps it.",
    "stems": "Every word of the archive with its Indonesian stem, for the search.",
    "fingerprints": "What each release is compared by with the others.",
    "fingerprint_bands": "Parts of the fingerprints of texts; texts that are alike share some.",
    "likenesses": "Pairs of releases of which much of the text is the same.",
    "tallies": "How many releases, comments and incidents each site has, month by month.",
    "listings": "How many releases each listing showed when it was last walked to its end.",
    "wayback_captures": "When the Wayback Machine first captured releases, as far as listings of it were imported.",
}
"""One sentence for each table; its keys are the tables of the archive."""

HIDDEN_TABLES = ("captures", "fingerprint_bands", "fingerprints", "pages", "redactions", "stems", "wayback_captures")
"""Operational tables, which Datasette does not list."""

_SEARCH_ROWID = (
    "ifnull(substr(sort_at, 1, 4) * 372 + substr(sort_at, 6, 2) * 31 + substr(sort_at, 9, 2), 0) * 4294967296 + id"
)
"""Grows with the day of publication; the low 32 bits are the article's number, which makes it one of its own."""
COMPUTED = frozenset({"search_rowid", "search_facts"})
"""Columns that the database computes of others; nobody writes them, and they take no room."""
_SEARCH_FACTS = (
    "'qxs' || hex(site) || ifnull(' qxr' || replace(region, '.', '') || ' qxp' || substr(region, 1, 2), '')"
    " || ifnull(' qxc' || nullif(hex(substr(category, 1, 80)), ''), '') || CASE WHEN commented THEN ' qxk' ELSE '' END"
)
"""Words that no text has: the index itself finds what is of a site, a region, a province or a category."""

TABLES = """
CREATE TABLE regions (
    code TEXT PRIMARY KEY, -- Kemendagri code with dots, such as 35.06.
    name TEXT NOT NULL, -- Name with its type, such as Kabupaten Kediri.
    type TEXT NOT NULL, -- provinsi, kabupaten, kota, or contoh for the invented one of the sample site.
    province TEXT, -- Name of the province.
    province_code TEXT REFERENCES regions(code), -- Code of the province; empty for a province itself.
    time_zone TEXT NOT NULL -- WIB, WITA or WIT.
);
CREATE TABLE sites (
    slug TEXT PRIMARY KEY, -- Short name of the site, the same everywhere.
    region TEXT REFERENCES regions(code), -- Region whose government speaks here.
    name TEXT NOT NULL, -- Name of the site.
    home_url TEXT NOT NULL, -- Address of its home page.
    platform TEXT NOT NULL, -- Family of content management system that it runs.
    time_zone TEXT NOT NULL, -- Zone of its printed times where none is printed: WIB, WITA or WIT.
    robots_digest TEXT, -- SHA-256 of the robots.txt last read.
    full_walk_at TEXT, -- End of the last complete walk of its listings, UTC.
    recent_walk_at TEXT, -- End of the last walk of its listings over the last two months, UTC.
    template TEXT, -- Classes of its article pages when last healthy, as a JSON list.
    answers_304 INTEGER, -- 1 when it answers 304 to conditional requests, 0 when it never does; empty while unknown.
    verified INTEGER NOT NULL DEFAULT 0, -- 1 when somebody has seen its spider read the live site, else 0.
    related_older INTEGER NOT NULL DEFAULT 0, -- 1 when its platform lists only older releases as related, else 0.
    first_run_at TEXT, -- Start of the first run, UTC.
    last_run_at TEXT -- Start of the last run, UTC.
);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, -- Number of the run.
    site TEXT NOT NULL REFERENCES sites(slug), -- Site that was crawled.
    started_at TEXT NOT NULL, -- Start, UTC.
    finished_at TEXT, -- End, UTC; empty while it runs or when it was killed.
    mode TEXT NOT NULL, -- full (all listings walked), recent (the last two months) or incremental (until nothing new).
    reason TEXT, -- Why it ended: finished, limit, blocked, deferred, robots-unreachable, shutdown, killed ...
    base_url TEXT, -- Address of the mirror that was crawled in the site's place; empty for the site itself.
    requests INTEGER NOT NULL DEFAULT 0, -- Answers and failures, each counted once.
    outcomes TEXT NOT NULL DEFAULT '{}', -- Count of answers and of articles that lists held whole, by outcome, as JSON.
    reasons TEXT NOT NULL DEFAULT '{}', -- Count of missing, quarantined, failed and refused answers by reason, as JSON.
    coverage TEXT NOT NULL DEFAULT '{}', -- Share of the articles read that had each field, as JSON.
    robots TEXT, -- What robots.txt said and what was applied, as JSON.
    delay REAL, -- Seconds between requests at the start.
    user_agent TEXT, -- User agent that was sent.
    tls_exceptions TEXT, -- Exceptions from the usual TLS rules, as JSON.
    bytes INTEGER NOT NULL DEFAULT 0, -- Bytes of all bodies as transferred.
    warc_file TEXT, -- First WARC file of the run, below captures/.
    statuses TEXT NOT NULL DEFAULT '{}', -- Count of answers by HTTP status, as JSON.
    metrics TEXT NOT NULL DEFAULT '{}', -- Measures by which the site is watched, as JSON.
    verdict TEXT -- How the site stood: healthy, or why not (down, blocked, hijacked, broken, stopped); empty if killed.
);
CREATE TABLE captures (
    id INTEGER PRIMARY KEY, -- Number of the capture.
    run INTEGER REFERENCES runs(id), -- Run that fetched it.
    url TEXT NOT NULL, -- Address fetched, as the site's own.
    kind TEXT NOT NULL, -- What was expected there: article, thread, listing, feed, sitemap, api, file or probe.
    fetched_at TEXT NOT NULL, -- When the answer was complete, UTC.
    status INTEGER NOT NULL, -- HTTP status.
    content_type TEXT NOT NULL, -- Content-Type header as sent.
    digest TEXT NOT NULL, -- SHA-256 of the body as transferred.
    size INTEGER NOT NULL, -- Bytes of the body as transferred.
    warc_file TEXT NOT NULL, -- WARC file below captures/.
    warc_offset INTEGER NOT NULL, -- First byte of the record in the file.
    warc_length INTEGER NOT NULL, -- Bytes of the compressed record.
    etag TEXT, -- ETag header.
    last_modified TEXT, -- Last-Modified header.
    same_as INTEGER REFERENCES captures(id), -- Earlier capture with the same body, of which this is a revisit record.
    quarantine_reason TEXT -- Why the answer was not read as content.
);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, -- Number of the article in this archive; it never changes.
    site TEXT NOT NULL REFERENCES sites(slug), -- Site that published it.
    region TEXT REFERENCES regions(code), -- Region of the site.
    key TEXT NOT NULL, -- The platform's key of the address.
    url TEXT NOT NULL, -- Canonical address.
    headline TEXT, -- Headline as printed, without the backslashes some systems put before quotes.
    subheadline TEXT, -- Second headline where one is printed.
    published_at TEXT, -- When the agency says it was published, with the site's offset, or a plain day.
    published_precision TEXT, -- second, minute, hour, day, week, month or year.
    published_source TEXT, -- Where the date stood and what read it.
    published_zone TEXT, -- Whether the time zone was stated on the page or assumed from the region.
    published_raw TEXT, -- The date as printed.
    published_after TEXT, -- First day on which an undated article can have been published; evidence in date_bounds.
    published_before TEXT, -- Last day on which an undated article can have been published; evidence in date_bounds.
    published_bounds TEXT, -- Rules that gave these two days, the earlier day's first, such as listing+first-seen.
    modified_at TEXT, -- When the agency says it was modified.
    year INTEGER, -- Local year of publication.
    category TEXT, -- Category as printed.
    author TEXT, -- Name printed after By or Oleh.
    byline TEXT, -- Credit split from the text, such as (Kominfo/ng,tee).
    byline_desk TEXT, -- Desk named in the credit.
    byline_initials TEXT, -- Initials in the credit, comma separated.
    byline_raw TEXT, -- Credit with the signs around it.
    dateline TEXT, -- Place that opens the text.
    body TEXT, -- Text, paragraphs separated by a blank line.
    body_html TEXT, -- Text with its structure, sanitised.
    headline_raw TEXT, -- Headline exactly as printed.
    native_id TEXT, -- The publishing system's own number of the article.
    language TEXT, -- ISO 639-1 code of the text's language; empty when unsure.
    word_count INTEGER, -- Words of the text.
    views_last INTEGER, -- Read counter when last seen, where one is printed.
    status TEXT NOT NULL DEFAULT 'present', -- present, missing, suspected, gone, delisted, returned or redacted.
    revisions INTEGER NOT NULL DEFAULT 1, -- Number of distinct states seen.
    digest TEXT NOT NULL, -- SHA-256 of the normalised content.
    sort_at TEXT, -- UTC instant for sorting only; the middle of the bounds when undated.
    first_seen_at TEXT NOT NULL, -- First capture, UTC.
    last_seen_at TEXT NOT NULL, -- Last time it was seen at its address, UTC.
    missing_since TEXT, -- First sight of its absence, UTC; empty while present.
    capture INTEGER REFERENCES captures(id), -- Capture from which this state was read.
    layout TEXT, -- Name of the page layout by which it was read.
    parser TEXT, -- Name and version of the parser that read it.
    commented INTEGER NOT NULL DEFAULT 0, -- 1 when readers' comments on it are kept, else 0; the database keeps it.
    search_rowid INTEGER AS (%SEARCH_ROWID), -- Its number in the full-text index: the day of sort_at, then id.
    search_facts TEXT AS (%SEARCH_FACTS), -- By what the search is narrowed, as words of the full-text index.
    UNIQUE (site, key),
    CHECK (status IN ('present', 'missing', 'suspected', 'gone', 'delisted', 'returned', 'quarantined', 'redacted'))
);
CREATE TABLE article_urls (
    url TEXT PRIMARY KEY, -- Address, as the site's own.
    article INTEGER NOT NULL REFERENCES articles(id), -- Article to which it leads.
    first_seen_at TEXT NOT NULL, -- First time met, UTC.
    last_seen_at TEXT NOT NULL -- Last time met, UTC.
) WITHOUT ROWID;
CREATE TABLE date_candidates (
    id INTEGER PRIMARY KEY, -- Row number.
    article INTEGER NOT NULL REFERENCES articles(id), -- Article it was met for.
    field TEXT NOT NULL, -- published, modified, after or before.
    value TEXT, -- The date as ISO 8601; empty when refused.
    precision TEXT, -- second, minute, hour, day, week, month or year.
    zone TEXT, -- Whether the time zone was stated or assumed.
    source TEXT NOT NULL, -- Where it stood and what read it.
    raw TEXT NOT NULL, -- As printed.
    chosen INTEGER NOT NULL DEFAULT 0, -- 1 for the one that the article carries.
    refused TEXT, -- Why it was not chosen.
    UNIQUE (article, field, source, raw)
);
CREATE TABLE date_bounds (
    article INTEGER PRIMARY KEY REFERENCES articles(id), -- Article that prints no date.
    after_rule TEXT, -- Rule that gave the first day: id, address, listing, feed, upload, related, new-since ...
    before_rule TEXT, -- Rule that gave the last day: one of these, or comment, sitemap, wayback, first-seen.
    conflict INTEGER NOT NULL DEFAULT 0, -- 1 when rules contradict each other, so that the widest reading is kept.
    evidence TEXT NOT NULL -- What each rule said, its neighbours, slack in days, how it held where tried, as JSON.
);
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY, -- Row number.
    article INTEGER NOT NULL REFERENCES articles(id), -- Article.
    number INTEGER NOT NULL, -- Number within the article, from 1.
    seen_at TEXT NOT NULL, -- When this state was first seen, UTC.
    capture INTEGER REFERENCES captures(id), -- Capture that shows it.
    kind TEXT NOT NULL, -- first, content, date-only or restored.
    changed TEXT NOT NULL DEFAULT '[]', -- Names of the fields that differ from the state before, as a JSON list.
    paragraphs TEXT, -- Paragraphs that differ from the state before: a JSON list of {at, before, after}, at from 1.
    headline TEXT, -- Headline of this state.
    subheadline TEXT, -- Sub-headline of this state.
    body TEXT, -- Text of this state.
    byline TEXT, -- Credit of this state.
    author TEXT, -- Author printed in this state.
    category TEXT, -- Category of this state.
    image TEXT, -- Address of the lead picture of this state.
    published_at TEXT, -- Publication date printed in this state.
    digest TEXT NOT NULL, -- SHA-256 of the normalised content of this state.
    UNIQUE (article, number),
    CHECK (kind IN ('first', 'content', 'date-only', 'restored'))
);
CREATE TABLE related_links (
    id INTEGER PRIMARY KEY, -- Row number.
    article INTEGER NOT NULL REFERENCES articles(id), -- Article that offers the link.
    kind TEXT NOT NULL CHECK (kind IN ('related', 'inline', 'body')), -- related (list), inline (Baca juga) or body.
    position INTEGER NOT NULL, -- Place within its kind, from 1.
    text TEXT NOT NULL, -- Text as printed.
    url TEXT NOT NULL, -- Address it leads to.
    target_key TEXT, -- Key of the article it leads to, when it is one of the same site.
    target_article INTEGER REFERENCES articles(id), -- Article it leads to, when archived.
    first_seen_at TEXT NOT NULL, -- First time seen, UTC.
    last_seen_at TEXT NOT NULL, -- Last time seen, UTC.
    missing_since TEXT, -- When the page was first seen without it, UTC.
    occurrence INTEGER NOT NULL DEFAULT 1, -- Which one of several that are alike on the page, from 1.
    UNIQUE (article, kind, url, text, occurrence)
);
CREATE TABLE comments (
    id INTEGER PRIMARY KEY, -- Number of the comment in this archive.
    site TEXT NOT NULL REFERENCES sites(slug), -- Site on which it was seen.
    article INTEGER REFERENCES articles(id), -- Article it belongs to; empty until that article is archived.
    article_url TEXT, -- Address of the article it belongs to.
    article_key TEXT, -- Key of the article it belongs to.
    author TEXT NOT NULL, -- Name as printed.
    posted_at TEXT, -- When it was written, with offset.
    posted_raw TEXT, -- The time as printed.
    text TEXT NOT NULL, -- What it says.
    is_excerpt INTEGER NOT NULL DEFAULT 0, -- 1 when it is cut off, as a site-wide widget shows it.
    parent INTEGER REFERENCES comments(id), -- Comment that it answers; empty: none, or its page does not tell (flat).
    position INTEGER, -- Place in the thread, from 1.
    seen_via TEXT NOT NULL, -- page, widget or api.
    first_seen_at TEXT NOT NULL, -- First time seen, UTC.
    last_seen_at TEXT NOT NULL, -- Last time seen, UTC.
    missing_since TEXT, -- When its page was first seen without it, UTC.
    edits INTEGER NOT NULL DEFAULT 0 -- How often its text was seen to change.
);
CREATE TABLE comment_revisions (
    id INTEGER PRIMARY KEY, -- Row number.
    comment INTEGER NOT NULL REFERENCES comments(id), -- Comment.
    number INTEGER NOT NULL, -- Number of this text within the comment, from 1.
    replaced_at TEXT NOT NULL, -- When the next text was first seen in its place, UTC.
    text TEXT NOT NULL, -- What it said.
    UNIQUE (comment, number)
);
CREATE TABLE sightings (
    id INTEGER PRIMARY KEY, -- Row number.
    site TEXT NOT NULL REFERENCES sites(slug), -- Site.
    page_url TEXT NOT NULL, -- Page that showed the link; the home page for a block that stands on every page.
    block TEXT NOT NULL, -- ticker, lead, listing, latest, feed, sitemap ...
    position INTEGER NOT NULL, -- Place in the block when last seen, from 1.
    text TEXT NOT NULL, -- Text of the link as printed.
    url TEXT NOT NULL, -- Address it leads to.
    date_raw TEXT, -- Date printed beside it.
    published_at TEXT, -- That date as ISO 8601, a candidate only.
    key TEXT, -- Key of the article it leads to, if it is one.
    article INTEGER REFERENCES articles(id), -- Article it leads to, when archived.
    first_seen_at TEXT NOT NULL, -- First time seen, UTC.
    last_seen_at TEXT NOT NULL -- Last time seen, UTC.
);
CREATE TABLE images (
    id INTEGER PRIMARY KEY, -- Number of the picture in this archive.
    article INTEGER NOT NULL REFERENCES articles(id), -- Article it stands in.
    url TEXT NOT NULL, -- Address of the picture.
    caption TEXT, -- Caption as printed.
    alt TEXT, -- Alternative text.
    position INTEGER NOT NULL, -- Place, from 1; the lead picture first.
    first_seen_at TEXT NOT NULL, -- First time seen, UTC.
    last_seen_at TEXT NOT NULL, -- Last time seen, UTC.
    missing_since TEXT, -- When the page was first seen without it, UTC.
    UNIQUE (article, url)
);
CREATE TABLE attachments (
    id INTEGER PRIMARY KEY, -- Number of the file in this archive.
    article INTEGER NOT NULL REFERENCES articles(id), -- Article that offers it.
    url TEXT NOT NULL, -- Address of the file.
    label TEXT NOT NULL, -- Text of the link.
    media_type TEXT, -- Type of the file.
    bytes INTEGER, -- Size, once fetched.
    sha256 TEXT, -- Digest, once fetched.
    capture INTEGER REFERENCES captures(id), -- Capture, once fetched.
    extracted_text TEXT, -- Text read in the file as last fetched, a form feed between pages; as a program reads it.
    text_state TEXT, -- pending, read, empty (no text: a scan), failed or unsupported; empty until fetched.
    text_reason TEXT, -- Why: encrypted, damaged, time, memory, cut (longer than is kept), recognised (from a scan) ...
    first_seen_at TEXT NOT NULL, -- First time seen, UTC.
    last_seen_at TEXT NOT NULL, -- Last time seen, UTC.
    missing_since TEXT, -- When the page was first seen without it, UTC.
    UNIQUE (article, url)
);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, -- Number of this state of a file.
    url TEXT NOT NULL, -- Address of the file.
    sha256 TEXT NOT NULL, -- Digest of the file.
    capture INTEGER REFERENCES captures(id), -- First capture that brought it.
    media_type TEXT, -- Type, by its first bytes, else as the site says.
    bytes INTEGER, -- Size.
    state TEXT NOT NULL DEFAULT 'pending', -- pending, read, empty (no text: a scan), failed or unsupported.
    reason TEXT, -- Why: encrypted, damaged, time, memory, cut (longer than is kept), recognised (from a scan) ...
    pages INTEGER, -- Pages of the document, where it has any of its own.
    text TEXT, -- Text read in it, a form feed between pages.
    reader TEXT, -- Name and version of what read it.
    read_at TEXT, -- When it was read, UTC.
    first_seen_at TEXT NOT NULL, -- When it was first fetched, UTC.
    last_seen_at TEXT NOT NULL, -- When it was last fetched, UTC.
    UNIQUE (url, sha256),
    CHECK (state IN ('pending', 'read', 'empty', 'failed', 'unsupported'))
);
CREATE TABLE tags (
    article INTEGER NOT NULL REFERENCES articles(id), -- Article.
    tag TEXT NOT NULL, -- Tag as printed.
    url TEXT, -- Address of the tag's listing.
    PRIMARY KEY (article, tag)
) WITHOUT ROWID;
CREATE TABLE pages (
    url TEXT PRIMARY KEY, -- Address, as the site's own.
    site TEXT NOT NULL REFERENCES sites(slug), -- Site.
    kind TEXT NOT NULL, -- article, thread (more of its comments), listing, feed, sitemap, api or file.
    key TEXT, -- Key of the article, for an article's address.
    state TEXT NOT NULL DEFAULT 'new', -- new, known, redirected, missing, quarantined, refused or failed.
    priority INTEGER NOT NULL, -- 0 entry listing, 1 new article, 2 further listing, 3 tag listing, 4 recheck, 5 file.
    discovered_at TEXT NOT NULL, -- When it was first met, UTC.
    discovered_via TEXT NOT NULL, -- Address, block or rule by which it was met.
    due_at TEXT NOT NULL, -- When it is to be fetched next, UTC.
    why TEXT, -- Why it is due then: new, recheck, retry, unlisted, headline, moved, operator ...
    fetched_at TEXT, -- When it was last answered, UTC.
    changed_at TEXT, -- When its content last changed, UTC.
    etag TEXT, -- ETag of the last answer.
    last_modified TEXT, -- Last-Modified of the last answer.
    failures INTEGER NOT NULL DEFAULT 0, -- Answers in a row that brought no content.
    last_status INTEGER, -- HTTP status of the last answer.
    last_error TEXT, -- Reason of the last failure.
    hops INTEGER NOT NULL DEFAULT 0, -- Redirects that led here.
    lease INTEGER, -- Last run that took it up.
    capture INTEGER REFERENCES captures(id), -- Last capture.
    article INTEGER REFERENCES articles(id) -- Article that it shows.
) WITHOUT ROWID;
CREATE TABLE incidents (
    id INTEGER PRIMARY KEY, -- Number of the incident.
    site TEXT NOT NULL REFERENCES sites(slug), -- Site.
    article INTEGER REFERENCES articles(id), -- Article, if it concerns one.
    kind TEXT NOT NULL REFERENCES incident_kinds(kind), -- edited, missing, gone, back-dated, moved, hijacked ...
    first_at TEXT NOT NULL, -- First observation, UTC.
    last_at TEXT NOT NULL, -- Last observation, UTC.
    evidence TEXT NOT NULL DEFAULT '{}', -- What was observed, as JSON.
    closed_at TEXT, -- When it was over, UTC; that of its observation for what just happened; empty while it lasts.
    run INTEGER REFERENCES runs(id) -- Run that observed it first.
);
CREATE TABLE incident_kinds (
    kind TEXT PRIMARY KEY, -- Name of the kind.
    concerns TEXT NOT NULL, -- article, or site.
    alarm INTEGER NOT NULL, -- 1 when it needs a person while it lasts.
    meaning_id TEXT NOT NULL, -- What it means, in Indonesian.
    meaning_en TEXT NOT NULL, -- What it means, in English.
    repair_id TEXT NOT NULL, -- What to do about it, in Indonesian; empty when there is nothing to do.
    repair_en TEXT NOT NULL -- What to do about it, in English; empty when there is nothing to do.
) WITHOUT ROWID;
CREATE TABLE absences (
    id INTEGER PRIMARY KEY, -- Row number.
    article INTEGER NOT NULL REFERENCES articles(id), -- Article that was looked for.
    run INTEGER REFERENCES runs(id), -- Run that looked.
    seen_at TEXT NOT NULL, -- When it was looked for, UTC.
    url TEXT NOT NULL, -- Address at which it was looked for.
    cause TEXT NOT NULL, -- http-404, http-410, soft-404, redirect-home or redirect-other-article.
    capture INTEGER REFERENCES captures(id), -- Capture that shows it.
    verdict TEXT -- counts, or why not: site-down, site-blocked, site-hijacked, site-broken, mass; empty if undecided.
);
CREATE TABLE moves (
    site TEXT NOT NULL REFERENCES sites(slug), -- Site.
    to_key TEXT NOT NULL, -- Key under which the article goes on.
    from_key TEXT NOT NULL, -- Key that it had before.
    seen_at TEXT NOT NULL, -- When it was seen to have moved, UTC.
    PRIMARY KEY (site, to_key)
) WITHOUT ROWID;
CREATE TABLE redactions (
    id INTEGER PRIMARY KEY, -- Number of the redaction.
    kind TEXT NOT NULL CHECK (kind IN ('article', 'comment', 'person')), -- article, comment or person.
    target TEXT NOT NULL, -- Number of the article or comment, or the name of the person.
    in_texts INTEGER NOT NULL DEFAULT 0, -- 1 when a person's name is taken out of texts, too.
    why TEXT NOT NULL, -- Why, as the public is told.
    made_at TEXT NOT NULL, -- When it was made, UTC.
    lifted_at TEXT, -- When it was lifted, UTC; empty while it holds.
    site TEXT, -- Site of the article or comment.
    key TEXT, -- Key of the article's address, or of that which the comment belongs to.
    native_id TEXT, -- The publishing system's own number of the article.
    author TEXT, -- Author of the comment.
    text TEXT, -- Text of the comment, by which it is known again.
    was TEXT -- Status that the article had before.
);
CREATE TABLE stems (
    word TEXT PRIMARY KEY, -- A word of the archive, lower case.
    stem TEXT NOT NULL -- Its Indonesian stem.
) WITHOUT ROWID;
CREATE TABLE fingerprints (
    article INTEGER PRIMARY KEY REFERENCES articles(id), -- Article.
    digest TEXT NOT NULL, -- Digest of its content when it was compared.
    terms TEXT NOT NULL -- Rare words of its text with their weights, as a JSON list of pairs, the heaviest first.
);
CREATE TABLE fingerprint_bands (
    band INTEGER NOT NULL, -- Part of a fingerprint (MinHash over runs of three words), hashed.
    article INTEGER NOT NULL, -- Article that has it, or had it in an earlier state.
    PRIMARY KEY (band, article)
) WITHOUT ROWID;
CREATE TABLE likenesses (
    article INTEGER NOT NULL REFERENCES articles(id), -- The one of the two that was archived later.
    other INTEGER NOT NULL REFERENCES articles(id), -- The one that was archived earlier.
    alike REAL NOT NULL, -- Share of the runs of three words of the two texts that both have, 0 to 1.
    contained REAL NOT NULL, -- Share of the shorter text's runs of three words that the longer one has, 0 to 1.
    PRIMARY KEY (article, other)
) WITHOUT ROWID;
CREATE TABLE tallies (
    site TEXT NOT NULL REFERENCES sites(slug), -- Site.
    what TEXT NOT NULL, -- releases, texts (those with text), revised (several states), comments, or an incident's kind.
    month TEXT NOT NULL, -- Month of publication, writing or observation, as far as it is known; empty if undated.
    number INTEGER NOT NULL, -- How many; what is quarantined or redacted is not counted.
    PRIMARY KEY (site, what, month)
) WITHOUT ROWID;
CREATE TABLE listings (
    site TEXT NOT NULL REFERENCES sites(slug), -- Site.
    block TEXT NOT NULL, -- listing, category, feed, sitemap ...
    url TEXT NOT NULL, -- Address of the listing's first page.
    shown INTEGER NOT NULL, -- Releases that it showed, each once.
    archived INTEGER NOT NULL, -- Those of them that were archived by the end of the walk.
    walked_at TEXT NOT NULL, -- End of the walk, UTC.
    PRIMARY KEY (site, block, url)
) WITHOUT ROWID;
CREATE TABLE wayback_captures (
    site TEXT NOT NULL REFERENCES sites(slug), -- Site.
    key TEXT NOT NULL, -- Key of the article within the site, by its address.
    captured_at TEXT NOT NULL, -- Earliest time at which the Wayback Machine received its page, UTC.
    url TEXT NOT NULL, -- Address that was captured then.
    PRIMARY KEY (site, key)
) WITHOUT ROWID;
"""
TABLES = TABLES.replace("%SEARCH_ROWID", _SEARCH_ROWID).replace("%SEARCH_FACTS", _SEARCH_FACTS)

INDEXES = """
CREATE INDEX articles_site_sort ON articles (site, sort_at);
CREATE INDEX articles_region_sort ON articles (region, sort_at);
CREATE INDEX articles_year_sort ON articles (year, sort_at);
CREATE INDEX articles_category_sort ON articles (category, sort_at);
CREATE INDEX articles_sort ON articles (sort_at);
CREATE INDEX articles_newest ON articles (
    search_rowid, site, region, category, year, status, commented, sort_at, published_at, published_after,
    published_before
);
CREATE UNIQUE INDEX articles_native_id ON articles (site, native_id) WHERE native_id IS NOT NULL;
CREATE INDEX articles_site_first_seen ON articles (site, first_seen_at);
CREATE INDEX articles_site_digest ON articles (site, digest);
CREATE INDEX article_urls_article ON article_urls (article);
CREATE INDEX related_links_target ON related_links (target_article);
CREATE INDEX related_links_unresolved ON related_links (target_key) WHERE target_article IS NULL;
CREATE INDEX comments_article ON comments (article);
CREATE INDEX comments_key ON comments (site, article_key);
CREATE UNIQUE INDEX sightings_identity ON sightings (site, block, page_url, url, text, ifnull(date_raw, ''));
CREATE INDEX sightings_last_seen ON sightings (site, last_seen_at);
CREATE INDEX sightings_first_seen ON sightings (site, first_seen_at);
CREATE INDEX articles_absent ON articles (site, status) WHERE status <> 'present';
CREATE INDEX articles_vanished ON articles (status, missing_since) WHERE status <> 'present';
CREATE INDEX sightings_article ON sightings (article);
CREATE INDEX sightings_key ON sightings (site, key);
CREATE INDEX captures_url ON captures (url, fetched_at);
CREATE INDEX captures_file ON captures (warc_file, warc_offset);
CREATE INDEX tags_tag ON tags (tag);
CREATE INDEX pages_article ON pages (article) WHERE article IS NOT NULL;
CREATE INDEX pages_due ON pages (site, priority, due_at);
CREATE INDEX pages_unobtained ON pages (site, state, last_error)
    WHERE kind = 'article' AND article IS NULL AND state <> 'redirected';
CREATE INDEX pages_failing ON pages (site) WHERE state IN ('failed', 'quarantined');
CREATE INDEX runs_site ON runs (site, started_at);
CREATE INDEX incidents_site ON incidents (site, last_at);
CREATE INDEX incidents_article ON incidents (article);
CREATE INDEX incidents_kind ON incidents (kind, last_at);
CREATE INDEX incidents_last ON incidents (last_at, first_at, kind, site);
CREATE UNIQUE INDEX incidents_open ON incidents (site, kind, ifnull(article, 0)) WHERE closed_at IS NULL;
CREATE INDEX absences_article ON absences (article, seen_at);
CREATE INDEX absences_undecided ON absences (run) WHERE verdict IS NULL;
CREATE INDEX attachments_url ON attachments (url);
CREATE INDEX documents_pending ON documents (state, id);
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX stems_stem ON stems (stem);
CREATE INDEX likenesses_other ON likenesses (other);
CREATE INDEX tallies_month ON tallies (what, month, site, number);
"""

COPY_INDEXES = """
CREATE INDEX articles_site_published ON articles (site, published_at, status);
CREATE INDEX articles_dating ON articles (site, published_precision, published_source, published_zone, status);
CREATE INDEX articles_lengths ON articles (site, year, word_count, published_precision, status);
CREATE INDEX articles_author ON articles (site, author, published_at) WHERE author IS NOT NULL;
CREATE INDEX articles_undated ON articles (year, first_seen_at) WHERE published_at IS NULL;
CREATE INDEX revisions_later ON revisions (seen_at) WHERE number > 1;
CREATE INDEX comments_posted ON comments (posted_at);
"""
"""What the saved queries need in a published copy besides, so that none of them walks the archive; a crawl would only
pay for them."""

SEARCH = """
CREATE VIRTUAL TABLE articles_fts USING fts5(
    headline, body, search_facts,
    content="articles", content_rowid="search_rowid", tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles WHEN new.parser IS NULL BEGIN
    INSERT INTO articles_fts (rowid, headline, body, search_facts)
    VALUES (new.search_rowid, new.headline, new.body, new.search_facts);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles
WHEN EXISTS (SELECT 1 FROM articles_fts_docsize WHERE id = old.search_rowid) BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, headline, body, search_facts)
    VALUES ('delete', old.search_rowid, old.headline, old.body, old.search_facts);
END;
CREATE TRIGGER articles_fts_update
AFTER UPDATE OF headline, body, sort_at, site, region, category, commented ON articles
WHEN (old.headline, old.body, old.search_rowid, old.search_facts)
    IS NOT (new.headline, new.body, new.search_rowid, new.search_facts)
AND EXISTS (SELECT 1 FROM articles_fts_docsize WHERE id = old.search_rowid) BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, headline, body, search_facts)
    VALUES ('delete', old.search_rowid, old.headline, old.body, old.search_facts);
    INSERT INTO articles_fts (rowid, headline, body, search_facts)
    VALUES (new.search_rowid, new.headline, new.body, new.search_facts);
END;
"""
"""The full-text index of the articles' present texts, in the order of publication: the newest hits are at hand.

What a parser made, whoever stores many at once indexes together (pipelines.store); until then the index has no size of
it, and has nothing to forget.
"""

COMMENTED = """
CREATE TRIGGER articles_commented_insert AFTER INSERT ON comments WHEN new.article IS NOT NULL BEGIN
    UPDATE articles SET commented = 1 WHERE id = new.article AND NOT commented;
END;
CREATE TRIGGER articles_commented_update AFTER UPDATE OF article ON comments WHEN old.article IS NOT new.article BEGIN
    UPDATE articles SET commented = 1 WHERE id = new.article AND NOT commented;
    UPDATE articles SET commented = 0 WHERE id = old.article
    AND NOT EXISTS (SELECT 1 FROM comments WHERE article = old.article);
END;
CREATE TRIGGER articles_commented_delete AFTER DELETE ON comments WHEN old.article IS NOT NULL BEGIN
    UPDATE articles SET commented = 0 WHERE id = old.article
    AND NOT EXISTS (SELECT 1 FROM comments WHERE article = old.article);
END;
"""
"""Keeps articles.commented."""

MORE_SEARCH = """
CREATE VIRTUAL TABLE more_fts USING fts5(text, tokenize="unicode61 remove_diacritics 2");
CREATE TRIGGER more_fts_comment_insert AFTER INSERT ON comments BEGIN
    INSERT INTO more_fts (rowid, text) VALUES (new.id * 4, new.text);
END;
CREATE TRIGGER more_fts_comment_update AFTER UPDATE OF text ON comments WHEN old.text IS NOT new.text BEGIN
    UPDATE more_fts SET text = new.text WHERE rowid = new.id * 4;
END;
CREATE TRIGGER more_fts_comment_delete AFTER DELETE ON comments BEGIN
    DELETE FROM more_fts WHERE rowid = old.id * 4;
END;
CREATE TRIGGER more_fts_revision_insert AFTER INSERT ON revisions WHEN new.number > 1 BEGIN
    INSERT OR REPLACE INTO more_fts (rowid, text)
    SELECT id * 4 + 1, ifnull(headline, '') || char(10, 10) || ifnull(body, '') FROM revisions
    WHERE article = new.article AND number = new.number - 1;
END;
CREATE TRIGGER more_fts_revision_delete AFTER DELETE ON revisions BEGIN
    DELETE FROM more_fts WHERE rowid = old.id * 4 + 1;
END;
CREATE TRIGGER more_fts_attachment_update AFTER UPDATE OF extracted_text ON attachments
WHEN old.extracted_text IS NOT new.extracted_text BEGIN
    INSERT OR REPLACE INTO more_fts (rowid, text) VALUES (new.id * 4 + 2, ifnull(new.extracted_text, ''));
END;
CREATE TRIGGER more_fts_attachment_delete AFTER DELETE ON attachments BEGIN
    DELETE FROM more_fts WHERE rowid = old.id * 4 + 2;
END;
"""
"""The full-text index of all that is no article's present text. A row's number is four times that of its origin, and 0
for a comment, 1 for an earlier state of a text, 2 for an attachment."""

MORE_ROWS = """
INSERT INTO more_fts (rowid, text)
SELECT id * 4, text FROM comments
UNION ALL SELECT r.id * 4 + 1, ifnull(r.headline, '') || char(10, 10) || ifnull(r.body, '') FROM revisions r
WHERE EXISTS (SELECT 1 FROM revisions l WHERE l.article = r.article AND l.number > r.number)
UNION ALL SELECT id * 4 + 2, extracted_text FROM attachments WHERE extracted_text IS NOT NULL
"""
"""Fills it from an archive that has none, or from a copy."""

_COLUMN = re.compile(r"^    (\w+) (?:TEXT|INTEGER|REAL)\b.*?-- (.+)$", re.MULTILINE)


def column_sentences() -> dict[str, dict[str, str]]:
    """Return the sentence of every column: table name to column name to sentence."""
    tables = re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", TABLES, re.DOTALL)
    return {name: dict(_COLUMN.findall(columns)) for name, columns in tables}


def statements(script: str) -> list[str]:
    """Split a script into its statements; triggers keep their inner semicolons."""
    whole, lines = [], []
    for line in script.splitlines():
        lines.append(line)
        text = "\n".join(lines)
        if sqlite3.complete_statement(text):
            whole.append(text.strip())
            lines = []
    return whole
