"""``python -m gapkit`` is ``gapkit``."""

from gapkit.cli import main

if __name__ == "__main__":
    main()
