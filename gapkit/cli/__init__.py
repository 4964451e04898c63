"""The command ``gapkit``."""

from gapkit.cli.commands import app, main

__all__ = ["app", "main"]
