"""What the pages of governments show: the tree of regions with their sites, and one site with its account."""

from __future__ import annotations

import sqlite3
from typing import Any

from publish import tallying, telling
from publish.account import account
from publish.likeness import rows_of
from publish.standing import SITES, standing

Row = dict[str, Any]
MOST_INCIDENTS = 6
NOWHERE = ""
"""The code under which sites without a region stand."""
_TREE = """
SELECT s.slug, s.name, s.home_url, r.code AS region, r.name AS region_name, ifnull(r.province_code, r.code) AS province,
    s.last_run_at
FROM sites s LEFT JOIN regions r ON r.code = s.region ORDER BY r.code, s.name
"""
_REGION = "SELECT code, name, type, province, ifnull(province_code, code) AS province_code FROM regions WHERE code = ?"
_LATEST = f"WHERE i.site = ? ORDER BY i.last_at DESC, i.id DESC LIMIT {MOST_INCIDENTS}"


def tree(connection: sqlite3.Connection) -> list[Row]:
    """Return the provinces that have sites, by code: code, name, sites (rows with ``releases``), releases.

    Sites without a region stand last, under an empty code.
    """
    releases = tallying.totals(connection, "releases")
    known = tallying.has(connection, "tallies")
    names = dict(connection.execute("SELECT code, name FROM regions WHERE province_code IS NULL"))
    found: dict[str, Row] = {}
    for site in rows_of(connection, _TREE, ()):
        code = site["province"] or NOWHERE
        province = found.setdefault(
            code, {"code": code, "name": names.get(code, ""), "sites": [], "releases": 0 if known else None}
        )
        site["releases"] = releases.get(site["slug"], 0) if known else None
        province["sites"].append(site)
        if known:
            province["releases"] += site["releases"]
    return sorted(found.values(), key=lambda province: (province["code"] == NOWHERE, province["code"]))


def region(connection: sqlite3.Connection, code: str) -> Row | None:
    """Return a region: its row, its province's, the sites in it, their months, and its parts that have no site."""
    row = next(iter(rows_of(connection, _REGION, (code,))), None)
    if row is None:
        return None
    sites = sites_in(connection, code)
    scope = [site["slug"] for site in sites]
    releases, known = tallying.totals(connection, "releases", scope), tallying.has(connection, "tallies")
    for site in sites:
        site["releases"] = releases.get(site["slug"], 0) if known else None
    parts = rows_of(connection, "SELECT code, name FROM regions WHERE province_code = ? ORDER BY code", (code,))
    taken = {site["region"] for site in sites}
    return {
        "region": row,
        "is_province": row["province_code"] == code,
        "sites": sites,
        "parts": len(parts),
        "without": [part for part in parts if part["code"] not in taken],
        "months": tallying.months_of(connection, ["releases"], scope),
    }


def sites_in(connection: sqlite3.Connection, code: str) -> list[Row]:
    """Return the sites of a region and of all that is in it."""
    where = "WHERE r.code = ?1 OR r.province_code = ?1"
    return rows_of(connection, _TREE.replace("ORDER BY", f"{where} ORDER BY"), (code,))


def government(connection: sqlite3.Connection, slug: str, instant: str) -> Row | None:
    """Return all that a site's page shows; None when there is no such site."""
    site = next(iter(rows_of(connection, f"{SITES} WHERE s.slug = ?", (slug,))), None)
    if site is None:
        return None
    found = standing(connection, site, instant)
    months = tallying.months_of(connection, ["releases"], [slug])
    comments = tallying.months_of(connection, ["comments"], [slug])
    code = connection.execute("SELECT region FROM sites WHERE slug = ?", (slug,)).fetchone()[0]
    return found | {
        "place": next(iter(rows_of(connection, _REGION, (code,))), None),
        "months": months,
        "comments": sum(comments.values()) if tallying.has(connection, "tallies") else None,
        "account": account(connection, slug, months),
        "incidents": telling.rows_of(connection, _LATEST, [slug]),
    }
