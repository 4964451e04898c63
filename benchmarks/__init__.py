"""Times gapkit beside a limit and its peers, and prints ratios: ``python -m benchmarks``."""
