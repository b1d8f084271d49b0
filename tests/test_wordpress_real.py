"""The real WordPress of Debian on loopback, crawled by its API and by its pages; opt-in, for it needs its packages.

    apt-get install wordpress php-cli php-mysql mariadb-server wordpress-theme-twentytwentyone wordpress-theme-twentytwentythree
"""  # noqa: E501

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.test_wordpress import HOME, SITE, rows
from tests.wordpress_posts import plain, posts

SOURCE = Path("/usr/share/wordpress")
THEMES = ("twentytwentyone", "twentytwentythree")
pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(
        not all((SOURCE / "wp-content" / "themes" / theme).exists() for theme in THEMES)
        or not shutil.which("php")
        or not shutil.which("mariadbd"),
        reason="the packages of WordPress are not installed",
    ),
]
CONFIG = """<?php
define('DB_NAME', 'wp'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:%s');
define('DB_CHARSET', 'utf8mb4'); define('WP_HOME', getenv('WP_HOME')); define('WP_SITEURL', getenv('WP_HOME'));
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
NO_API = """<?php
add_filter('rest_authentication_errors', fn() => new WP_Error('rest_disabled', 'x', ['status' => 401]));
"""
ROUTER = """<?php
$file = __DIR__ . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($file)) return false;
$_SERVER['SCRIPT_NAME'] = '/index.php';
require __DIR__ . '/index.php';
"""


def put_in():
    """Return the posts that are put in: every tenth of the plain ones, and all that are special."""
    made = posts()
    return made[:-4:10] + made[-4:]


@contextmanager
def running(*command: str, ready, **options) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               start_new_session=True, **options)  # fmt: skip
    try:
        end = time.monotonic() + 60
        while not ready():
            assert process.poll() is None and time.monotonic() < end, command
            time.sleep(0.2)
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)  # PHP's workers too
        process.wait(30)


def answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=30).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("db")
    user = ["--user=root"] if os.geteuid() == 0 else []
    common = ["--no-defaults", *user, f"--datadir={folder}/data"]
    install = ["mariadb-install-db", *common, "--auth-root-authentication-method=normal"]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    place = f"{folder}/socket"
    options = ["--skip-networking", f"--socket={place}", f"--pid-file={folder}/pid", "--skip-grant-tables"]
    with running("mariadbd", *common, *options, ready=Path(place).exists):
        yield Path(place)


@pytest.fixture(scope="module", params=THEMES)
def wordpress(request, database, tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """Serve a fresh WordPress with one theme; gives its address and its folder."""
    folder = tmp_path_factory.mktemp("wp") / "wordpress"
    shutil.copytree(SOURCE, folder, ignore_dangling_symlinks=True)
    (folder / "wp-config.php").unlink(missing_ok=True)
    (folder / "wp-config.php").write_text(CONFIG % database)
    (folder / "router.php").write_text(ROUTER)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    environment = os.environ | {"WP_HOME": base, "PHP_CLI_SERVER_WORKERS": "2"}
    sql = "DROP DATABASE IF EXISTS wp; CREATE DATABASE wp CHARACTER SET utf8mb4"
    subprocess.run(["mariadb", "--no-defaults", f"--socket={database}", "-e", sql], check=True, timeout=60)
    data = folder.parent / "posts.json"
    records = [asdict(post) | {"content": post.content} for post in put_in()]
    data.write_text(json.dumps({"theme": request.param, "posts": records}))
    script = Path(__file__).parent / "wordpress_real.php"
    command = ["php", str(script), str(folder), str(data)]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    serve = ["php", "-S", f"127.0.0.1:{port}", "-t", str(folder), str(folder / "router.php")]
    with running(*serve, ready=lambda: answers(base + "/wp-login.php"), env=environment):
        yield base, folder


@pytest.mark.parametrize("api", [True, False])
def test_what_was_put_in_is_what_is_read(wordpress, tmp_path, api):
    from crawler.run import CrawlOptions, crawl

    base, folder = wordpress
    plugins = folder / "wp-content" / "mu-plugins"
    plugins.mkdir(exist_ok=True)
    (plugins / "no-api.php").write_text("<?php" if api else NO_API)
    path = tmp_path / "archive.db"
    (report,) = crawl([SITE], CrawlOptions(archive=path, base_url=base))
    assert report.reason == "finished" and report.outcomes["failed"] == report.outcomes["quarantined"] == 0
    public = sorted((post for post in put_in() if post.status == "publish"), key=lambda post: post.id)
    found = rows(
        path,
        "SELECT native_id, url, headline, body, published_at, category, author FROM articles"
        " ORDER BY CAST(native_id AS INTEGER)",
    )
    assert found == [
        (
            str(post.id),
            f"{HOME}/{post.at[:10].replace('-', '/')}/{post.slug}/",
            plain(post.title),
            "\n\n".join(post.paragraphs),
            f"{post.at}+07:00",
            post.category,
            "Humas",
        )
        for post in public
    ]
    comments = rows(
        path,
        "SELECT a.native_id, c.author, c.text, c.posted_at, p.text FROM comments c JOIN articles a ON a.id = c.article"
        " LEFT JOIN comments p ON p.id = c.parent WHERE NOT c.is_excerpt",
    )
    texts = {remark.id: remark.text for post in public for remark in post.remarks}
    expected = [
        (str(post.id), remark.author, remark.text, f"{remark.at}+07:00", texts.get(remark.parent))
        for post in public
        for remark in post.public_remarks
    ]
    assert sorted(comments, key=str) == sorted(expected, key=str)
    tags = rows(path, "SELECT a.native_id, t.tag FROM tags t JOIN articles a ON a.id = t.article")
    assert sorted(tags) == sorted((str(post.id), tag) for post in public for tag in post.tags)
