"""What a reader must know beside one gap, in a few words."""

from __future__ import annotations

from math import isinf, isnan

from gapkit.display import count_text, status_text
from gapkit.gaps import Gap
from gapkit.survey import Survey
from gapkit.tallies import Estimate

FLAG_NOTES = {
    "small_base": "",  # the status says it
    "synthetic": "",  # the title says it
    "related": "related, not the same question",
    "small_difference": "differs from 0, yet within the margin",
    "beyond_margin": "beyond the margin",
    "depends_on_rounding": "flagged or not, as the figures are rounded",
    "complement": "hidden so that others can\u2019t be computed back",
    "same_respondents": "",
    "dyads": "",
    "any_overlap_shows_it": "shown by every overlap of the two answers",
    "no_overlap_shows_it": "shown by no overlap of the two answers",
    "depends_on_overlap": "shown or not, as the two answers overlap",
}
"""What the flags of a gap say; the thresholds of low bases come from the survey."""


def notes(row: Gap, survey: Survey) -> str:
    """Return every doubt about one gap, from its status, its flags and the survey file."""
    told = [_status_note(row, survey), *(_flag_note(flag, survey) for flag in row.flags)]
    told = list(dict.fromkeys(told))
    told.append(survey.question(row.question).item(row.item).note)
    return "; ".join(each for each in told if each)


def _status_note(row: Gap, survey: Survey) -> str:
    """Return what the status means for this row."""
    if row.status == "one_sided":
        return _one_sided(row, survey)
    if row.status == "no_base" and isinf(row.base_needed):
        return "base unknown; no base would flag it"
    if row.status == "no_base" and not isnan(row.base_needed):
        return f"base unknown; flagged from n = {count_text(row.base_needed)}"
    if "complement" in row.flags:
        return FLAG_NOTES["complement"]
    return status_text(row.status)


def _one_sided(row: Gap, survey: Survey) -> str:
    """Return which side alone has the item, and whether the other was asked or published nothing."""
    silent = [each.side for each in (row.of_side, row.of_reference) if each.status == "one_sided"]
    asking = [each for each in (row.of_side, row.of_reference) if each.status != "one_sided"]
    if not asking:
        return "on neither side"
    verb = "published for" if survey.sides[silent[0]].published else "asked of"
    return f"{verb} {_label(asking[0], survey)} only"


def _label(estimate: Estimate, survey: Survey) -> str:
    """Return the name of an estimate's side."""
    return survey.sides[estimate.side].label


def _flag_note(flag: str, survey: Survey) -> str:
    """Return what a flag means."""
    if flag == "denoted":
        return f"n < {survey.low_base.denote}"
    return FLAG_NOTES.get(flag, flag.replace("_", " "))
