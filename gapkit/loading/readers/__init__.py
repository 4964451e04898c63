"""Data formats: each is recognised by its content and read into a ``Table``."""
