"""Where the spiders are: those of the project, and one file a site in the folder ``sites`` beside the archive.

`lontar add-site` writes such a file where the project itself is installed and not to be written to. It is loaded by
its path, and only if it declares and nothing else: a folder of sites that came with somebody's archive runs no code.
"""

from __future__ import annotations

import ast
import logging
import re
from pathlib import Path
from types import ModuleType
from typing import Any

from scrapy import Spider
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader

from crawler.platforms.base import NewsSpider

logger = logging.getLogger(__name__)

SLUG = re.compile(r"[a-z][a-z0-9_]{0,62}")
"""What names a site: spider, module, fixtures, column."""
FOLDER = "sites"
ROOMS = "crawler.platforms."
"""Where a file of a site may import from."""
COMPILERS = frozenset({"selectors_from"})
"""Functions that a declaration may call, on literals."""
_VALUES = (
    ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.Load, ast.UnaryOp, ast.USub, ast.Call, ast.keyword, ast.Name,
)  # fmt: skip
FILE_LIMIT = 200_000
"""Characters of a site's file."""


class SiteFileError(Exception):
    """A file of a site cannot be used; the message is one line for the user."""


def sites_folder(settings: BaseSettings) -> Path:
    """Return the folder of the files of sites: as configured, else beside the archive."""
    configured = settings.get("SITES")
    return Path(configured) if configured else Path(settings["ARCHIVE"]).parent / FOLDER


class SiteLoader(SpiderLoader):
    """Finds the project's spiders and those of the folder of sites, for Scrapy and for ``lontar`` alike."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self.folder = sites_folder(settings)
        self.problems: dict[str, str] = {}
        """Name of a site to why its file is not used, one line."""
        self.files: dict[str, Path] = {}
        """Name of a site of the folder to its file."""
        for path in sorted(self.folder.glob("*.py")) if self.folder.is_dir() else ():
            self._take(path)

    def _take(self, path: Path) -> None:
        name = path.stem
        if name in self._spiders:
            self.problems[name] = f"{path}: the site {name} is a part of Lontar already: remove or rename this file"
            del self._spiders[name]  # whose rules are meant is not for us to guess
            return
        try:
            self._spiders[name] = load_site(path)
            self.files[name] = path
        except SiteFileError as error:
            self.problems[name] = str(error)

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider of a site; raises KeyError, or UsageError for one whose file cannot be used."""
        if spider_name in self.problems:
            raise UsageError(self.problems[spider_name], print_help=False)
        return super().load(spider_name)


def load_site(path: Path) -> type[NewsSpider]:
    """Return the spider that a file declares; raises :class:`SiteFileError` for a file that does anything else."""
    if not SLUG.fullmatch(path.stem):
        raise SiteFileError(f"{path}: a site's name has small letters, digits and _ only: rename the file")
    try:
        text = path.read_text("utf-8")
        tree = ast.parse(text) if len(text) <= FILE_LIMIT else None
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError) as error:
        raise SiteFileError(f"{path}: cannot be read: {getattr(error, 'msg', None) or type(error).__name__}") from None
    problem = "it is too long" if tree is None else _problem_of(tree)
    if tree is None or problem:
        raise SiteFileError(f"{path}: {problem}: a file of a site only declares; `lontar add-site` writes it")
    module = ModuleType(f"lontar_sites.{path.stem}")
    try:
        exec(compile(tree, str(path), "exec"), module.__dict__)  # noqa: S102  nothing but declarations, see above
    except Exception as error:
        raise SiteFileError(f"{path}: {type(error).__name__}: {error}") from None
    found = [value for value in vars(module).values() if _is_spider_of(value, module)]
    if len(found) != 1 or getattr(found[0], "name", None) != path.stem:
        raise SiteFileError(f'{path}: it must declare one spider with name = "{path.stem}"')
    return found[0]


def _is_spider_of(value: Any, module: ModuleType) -> bool:
    return isinstance(value, type) and issubclass(value, NewsSpider) and value.__module__ == module.__name__


def _problem_of(tree: ast.Module) -> str | None:
    """Return what a file does besides importing a platform and declaring a site, or None."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            if node.level or not (node.module or "").startswith(ROOMS):
                return f"line {node.lineno} imports {node.module or 'itself'}"
        elif isinstance(node, ast.ClassDef):
            if node.keywords or node.decorator_list or not all(isinstance(base, ast.Name) for base in node.bases):
                return f"line {node.lineno} is no plain class"
            if problem := next(filter(None, map(_problem_in_class, node.body)), None):
                return problem
        elif not _is_text(node):
            return f"line {node.lineno} is no declaration"
    return None


def _problem_in_class(node: ast.stmt) -> str | None:
    if _is_text(node):
        return None
    targets = node.targets if isinstance(node, ast.Assign) else []
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    if len(names) != 1 or len(targets) != 1 or names[0].startswith("_"):
        return f"line {node.lineno} is no declaration"
    assert isinstance(node, ast.Assign)
    for part in ast.walk(node.value):
        if not isinstance(part, _VALUES):
            return f"line {node.lineno} computes something"
        if isinstance(part, ast.Call) and not (isinstance(part.func, ast.Name) and part.func.id in COMPILERS):
            return f"line {node.lineno} calls something"
        if isinstance(part, ast.Name) and part.id not in COMPILERS:
            return f"line {node.lineno} names {part.id}"
    return None


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
