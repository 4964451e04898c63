"""The whole profile of a question: one test, the size of the disagreement, gaps without their luck."""

from gapkit.profiles.model import COLUMNS, ITEM_COLUMNS, Profile, ProfileMethod, Profiles, ShrunkGap
from gapkit.profiles.profiling import profile

__all__ = [
    "COLUMNS",
    "ITEM_COLUMNS",
    "Profile",
    "ProfileMethod",
    "Profiles",
    "ShrunkGap",
    "profile",
]
