"""What a heat map shows: a cell per item and segment, the total apart."""

from dataclasses import replace
from math import isnan

import pytest
from matplotlib.colors import to_hex

from gapkit.charts import segment_heatmap, segment_heatmap_data
from gapkit.charts.colours import contrast
from gapkit.errors import OptionError
from gapkit.gaps import Gaps


def cells(data):
    return {(line.item, cell.segment): cell for line in data.lines for cell in line.cells}


def test_cells_hold_the_gaps_of_the_results(handmade):
    gaps = handmade.split(handmade.cmo())
    told = cells(segment_heatmap_data(gaps))
    for row in gaps:
        cell = told[row.item, row.segment]
        assert (cell.gap, cell.low, cell.high) == (row.gap, row.ci_low_family, row.ci_high_family)
        assert cell.bold == row.flagged


def test_the_total_stands_first_and_sorts_the_rows(handmade):
    whole = handmade.cmo()
    data = segment_heatmap_data(handmade.split(whole), total=whole)
    assert [column.label for column in data.columns] == ["All", "18-24", "25-34", "35-44"]
    sizes = [abs(line.cells[0].gap) for line in data.lines]
    assert sizes == sorted(sizes, reverse=True)


def test_bases_stand_under_the_side_that_is_split(handmade):
    whole = handmade.cmo()
    first, second, *_ = segment_heatmap_data(handmade.split(whole), total=whole).columns
    assert first.base_text == ("n 1,300", "n 132")
    assert second.base_text == ("n 1,300",)


def test_suppressed_low_and_missing_cells_are_told_apart(handmade):
    told = cells(segment_heatmap_data(handmade.split(handmade.doubtful())))
    assert told["d", "18-24"].text == "·"
    assert isnan(told["d", "18-24"].strength)
    assert told["h", "18-24"].text == "–"
    assert told["b", "18-24"].hollow
    assert not told["b", "18-24"].bold
    notes = " ".join(segment_heatmap_data(handmade.split(handmade.doubtful())).notes)
    assert "· suppressed: fewer than 10 answered" in notes
    assert "– no gap: one side has no number." in notes


def test_colours_are_whole_at_sixty_points_or_the_largest_gap(handmade):
    told = cells(segment_heatmap_data(handmade.split(handmade.cmo())))
    assert told["special", "18-24"].strength == pytest.approx(-1.0), "60 points"
    assert told["content", "18-24"].strength == pytest.approx(27 / 60)


def test_gaps_of_the_total_are_refused(handmade):
    with pytest.raises(OptionError) as caught:
        segment_heatmap_data(handmade.cmo())
    assert str(caught.value) == (
        "OptionError: `gaps` must be by segment.\n  found: gaps of the total\n"
        '  hint:  `gk.gap(study, by="age")` (`--by age` on the command line).'
    )


def test_more_than_twelve_segments_stand_in_even_bands_each_with_the_total(handmade):
    names = [f"{place}" for place in range(13)]
    whole = handmade.labelled("A", "B")
    data = segment_heatmap_data(handmade.split(whole, names), total=whole)
    first, second = data.bands(12)
    assert [column.segment for column in first.columns] == ["all", *names[:7]]
    assert [column.segment for column in second.columns] == ["all", *names[7:]]
    assert [cell.segment for cell in second.lines[1].cells] == ["all", *names[7:]]
    (alone,) = segment_heatmap_data(handmade.split(whole, names), segment=names[:12]).bands(12)
    assert [column.segment for column in alone.columns] == names[:12]


def test_an_item_without_a_total_leaves_its_place_empty(handmade):
    whole = handmade.labelled("A", "B")
    part = Gaps(whole.tally, whole.rows[:1], whole.method)
    chart = segment_heatmap(handmade.split(whole, ["young", "old"]), total=part, sort="survey")
    texts = chart.figure.axes[0].texts
    heads = {each.get_text(): each.get_position()[0] for each in texts}
    cells = [each.get_position()[0] for each in texts if each.get_text() == "\u221229"]
    assert cells == pytest.approx([heads["young"], heads["old"]]), "under their own heads"


def test_every_segment_of_every_band_is_drawn(handmade):
    names = [f"Segment {place}" for place in range(13)]
    gaps = handmade.split(handmade.labelled("A"), names)
    axes = segment_heatmap(gaps).figure.axes[0]
    assert {each.get_text() for each in axes.texts} >= set(names)
    heads = {each.get_text(): each.get_position()[1] for each in axes.texts}
    assert heads["Segment 7"] > heads["Segment 6"], "the second band lies below the first"


def test_the_title_names_the_segment_of_the_largest_gap(handmade):
    gaps = handmade.split(handmade.labelled("Deals"))
    rows = tuple(replace(row, gap=-0.5) if row.segment == "25-34" else row for row in gaps.rows)
    data = segment_heatmap_data(Gaps(gaps.tally, rows, gaps.method))
    assert data.title == "The largest gap: 50 points on “Deals”, among Age 25-34"
    assert "It is largest in segment 25-34." in data.alt_text


def test_a_number_can_be_read_on_its_cell(handmade):
    axes = segment_heatmap(handmade.split(handmade.cmo()), chrome=False).figure.axes[0]
    boxes = [(patch.get_window_extent(), to_hex(patch.get_facecolor())) for patch in axes.patches]
    numbers = [
        each
        for each in axes.texts
        if each.get_text().startswith(("−", "+")) and each.get_text()[1:2].isdigit()
    ]
    assert len(numbers) == 27
    for text in numbers:
        x, y = axes.transData.transform(text.get_position())
        fill = next(colour for box, colour in reversed(boxes) if box.contains(x, y))
        assert contrast(text.get_color(), fill) >= 4.5
