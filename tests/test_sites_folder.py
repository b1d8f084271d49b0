"""Sites beside an archive: found by every command, loaded only if their file does nothing but declare."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cli.__main__ import main
from cli.invocation import Invocation
from cli.outcome import MisuseError
from crawler.platforms.wordpress import WordPressSpider
from crawler.run import spider_classes
from crawler.sites import SiteFileError, load_site
from tests.test_cli import environment

GOOD = '''"""Kota Contoh."""

from crawler.platforms.wordpress import WordPressSpider


class KotacontohSpider(WordPressSpider):
    """https://kotacontoh.example"""

    name = "kotacontoh"
    region = None
    site_name = "Kota Contoh"
    home_url = "https://kotacontoh.example/"
    aliases = ("www.kotacontoh.example",)
'''


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "kotacontoh.py").write_text(GOOD)
    return tmp_path


def test_a_file_that_declares_becomes_a_site(folder):
    spider = load_site(folder / "sites" / "kotacontoh.py")
    assert issubclass(spider, WordPressSpider) and spider.aliases == ("www.kotacontoh.example",)
    assert spider_classes(folder / "archive.db")["kotacontoh"].site_name == "Kota Contoh"
    assert "kotacontoh" not in spider_classes(folder / "elsewhere" / "archive.db")


@pytest.mark.parametrize(
    ("found", "instead", "reason"),
    [
        ("from crawler.platforms.wordpress", "from crawler.run", "line 3 imports crawler.run"),
        ("from crawler.platforms.wordpress", "import os\nfrom crawler.platforms.wordpress", "line 3 is no declaration"),
        ("region = None", "region = print(1)", "line 10 calls something"),
        ("region = None", "region = open", "line 10 names open"),
        ("region = None", "region = [n for n in 'ab']", "line 10 computes something"),
        ("region = None", "region = f'{1}'", "line 10 computes something"),
        ("region = None", "__slots__ = ()", "line 10 is no declaration"),
        ("region = None", "def read(self): pass", "line 10 is no declaration"),
        ("(WordPressSpider)", "(WordPressSpider, metaclass=type)", "line 6 is no plain class"),
        ("class Kota", "@print\nclass Kota", "line 7 is no plain class"),
        ('name = "kotacontoh"', 'name = "lain"', 'declare one spider with name = "kotacontoh"'),
        ("import WordPressSpider", "import Nothing as WordPressSpider", "ImportError"),
        ("class Kota", "class ! Kota", "cannot be read"),
        ('"""Kota Contoh."""', "print(1)", "line 1 is no declaration"),
    ],
)
def test_a_file_that_does_anything_else_is_refused(folder, found, instead, reason):
    path = folder / "sites" / "kotacontoh.py"
    path.write_text(GOOD.replace(found, instead, 1))
    with pytest.raises(SiteFileError, match=r".") as caught:
        load_site(path)
    assert reason in str(caught.value) and "\n" not in str(caught.value)


def test_a_file_that_cannot_be_used_costs_itself_only(folder):
    (folder / "sites" / "kotacontoh.py").write_text("import os\n")
    invocation = Invocation(folder / "archive.db")
    assert "kedirikab" in invocation.sites()
    with pytest.raises(MisuseError, match="line 1 is no declaration"):
        invocation.site("kotacontoh")


def test_a_name_that_lontar_has_already_is_refused_for_both(folder, monkeypatch, capsys):
    (folder / "sites" / "kedirikab.py").write_text(GOOD.replace("kotacontoh", "kedirikab"))
    monkeypatch.chdir(folder)
    assert main(["plan", "kedirikab"]) == 2
    assert "remove or rename this file" in capsys.readouterr().err
    assert main(["sites", "--json"]) == 0
    told = capsys.readouterr()
    assert '"kotacontoh"' in told.out and '"kedirikab"' not in told.out
    assert told.err.count("\n") == 1


def test_scrapy_finds_the_sites_of_the_configured_folder(folder):
    told = environment(SCRAPY_SETTINGS_MODULE="crawler.settings", LONTAR_SITES=str(folder / "sites"))
    listed = subprocess.check_output([sys.executable, "-m", "scrapy", "list"], cwd=folder.parent, env=told, text=True)
    assert {"kotacontoh", "kedirikab"} <= set(listed.split())
