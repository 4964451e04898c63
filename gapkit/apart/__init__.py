"""Work in a process of its own, with limits: what can crash or run away does not take the caller with it."""

from gapkit.apart.running import Limits, StoppedError, arrays_in, run_apart

__all__ = ["Limits", "StoppedError", "arrays_in", "run_apart"]
