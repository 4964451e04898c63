"""Sphinx: the site of gapkit. Nothing is fetched while it is built, and nothing when it is read."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import make_gallery  # noqa: E402 - beside this file
import make_reference  # noqa: E402 - beside this file
import make_tutorial  # noqa: E402 - beside this file

import gapkit  # noqa: E402 - after the path

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "gapkit"
author = "The gapkit developers"
copyright = "the gapkit developers"  # noqa: A001 - Sphinx's name for it
version = release = gapkit.__version__

extensions = [
    "myst_nb",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
]
exclude_patterns = ["_build", "README.md", "adr/README.md", "guide/README.md", "**.ipynb_checkpoints"]
templates_path = ["_templates"]

myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # make_tutorial runs the notebook where it lives, as the tests do
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # by default fetched from elsewhere

REFERENCE = HERE / "_generated" / "reference"
make_reference.write(REFERENCE)
autosummary_generate = [str(path.relative_to(HERE)) for path in sorted(REFERENCE.glob("python/*.md"))]
autosummary_imported_members = True
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_use_unqualified_type_names = True
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False

html_theme = "pydata_sphinx_theme"
html_title = "gapkit"
html_show_sourcelink = False
html_sidebars: dict[str, list[str]] = {
    name: []
    for name in (
        "index",
        "glossary",
        "checks",
        "validation",
        "simulation",
        "changelog",
        "_generated/tutorial/*",
        "_generated/gallery/*",
    )
}
html_copy_source = False
html_theme_options = {
    "navigation_with_keys": False,
    "show_prev_next": False,
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
}

REMOTE = re.compile(
    r"""<(?:script|img|iframe|source)[^>]*\ssrc=["'](?:https?:)?//[^"']+"""
    r"""|<link[^>]*rel=["'](?:stylesheet|preload|preconnect|icon)["'][^>]*href=["'](?:https?:)?//[^"']+"""
    r"""|@import\s+(?:url\()?["']?(?:https?:)?//"""
)
"""What would be fetched from elsewhere when a page is read."""


def keep_bars(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Let ``|z|`` in a docstring be what it says: reStructuredText takes bars for a substitution."""
    del app, what, name, obj, options
    lines[:] = [line if line.lstrip().startswith((">>>", "...")) else without_bars(line) for line in lines]


def without_bars(line: str) -> str:
    """Escape bars outside of literals."""
    parts = line.split("``")
    parts[::2] = [part.replace("|", r"\|") for part in parts[::2]]
    return "``".join(parts)


def refuse_remote(app: Sphinx, error: Exception | None) -> None:
    """Fail if a built page or style sheet fetches anything from elsewhere."""
    if error is not None:
        return
    built = [path for ending in ("html", "css") for path in Path(app.outdir).rglob(f"*.{ending}")]
    found = [
        f"{path.relative_to(app.outdir)}: {hit.group(0)[:120]}"
        for path in built
        for hit in REMOTE.finditer(path.read_text(encoding="utf-8"))
    ]
    if found:
        message = "pages must not fetch anything from elsewhere:\n  " + "\n  ".join(found[:10])
        raise RuntimeError(message)


def setup(app: Sphinx) -> None:
    """Run the notebooks before Sphinx looks for its sources."""
    make_tutorial.write(HERE / "_generated" / "tutorial")
    make_gallery.write(HERE / "_generated" / "gallery")
    app.connect("autodoc-process-docstring", keep_bars)
    app.connect("build-finished", refuse_remote)
