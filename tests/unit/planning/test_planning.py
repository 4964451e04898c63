"""Plans say what STATISTICS, sections 4 and 11, and textbooks say of the same samples."""

from __future__ import annotations

from statistics import NormalDist

import pytest

import gapkit as gk

NORMAL = NormalDist()


@pytest.fixture(scope="module")
def one():
    return gk.plan(132, 1300)


@pytest.fixture(scope="module")
def twelve():
    return gk.plan(132, 1300, items=12, margin=0.05, side="marketers", reference="consumers")


def chance(plan, gap):
    return dict(zip(plan.curve.gap.round(2).tolist(), plan.curve.power.tolist(), strict=True))[gap]


def test_thirteen_points_are_shown_in_82_of_100_studies_of_one_item(one):
    assert chance(one, 0.13) == pytest.approx(0.82, abs=0.005)
    assert one.detectable.above == pytest.approx(0.13, abs=0.005)


def test_among_twelve_items_the_same_gap_has_half_the_chance(twelve):
    assert chance(twelve, 0.13) == pytest.approx(0.50, abs=0.005)
    assert twelve.fieldwork.alpha == pytest.approx(0.05 / 12)


def test_a_margin_of_five_points_can_never_give_aligned(twelve):
    # STATISTICS 4: half-width about 13 points
    assert not twelve.agreement.possible
    assert twelve.agreement.chance == 0
    assert twelve.agreement.narrowest == pytest.approx(0.13, abs=0.005)
    (told,) = twelve.warnings
    assert told.startswith("A margin of 5 points can never give `aligned` here: with shares near 50%")
    assert told.endswith("even the narrowest interval around 0 reaches 13.0 points.")


def test_a_wide_margin_can():
    told = gk.plan(132, 1300, margin=0.2).agreement
    # a z interval: 0.2 is 4.38 standard errors, less 1.96 on either side
    se = (0.25 / 132 + 0.25 / 1300) ** 0.5
    by_hand = 2 * NORMAL.cdf(0.2 / se - 1.959964) - 1
    assert told.possible
    assert told.chance == pytest.approx(by_hand, abs=0.01)


def test_the_chance_of_agreement_of_large_samples_is_the_normal_one():
    told = gk.plan(5000, 13000, items=5, margin=0.025).agreement
    se = (0.25 / 5000 + 0.25 / 13000) ** 0.5
    assert told.chance == pytest.approx(2 * NORMAL.cdf(0.025 / se - NORMAL.inv_cdf(1 - 0.05 / 10)) - 1)


def test_a_design_effect_divides_both_bases():
    assert gk.plan(132, 1300, deff=1.2).fieldwork.effective == (110, 1083)
    assert gk.plan(132, 1300, deff=1.2, deff_reference=1).fieldwork.effective == (110, 1300)


def test_the_required_sample_of_a_wished_gap():
    # R 4.2.2: power.prop.test(p1 = 0.5, p2 = 0.65, power = 0.8) needs 169.3 a side
    wish = gk.plan(100, 100, gap=0.15).wish
    assert wish.both_grow.base == wish.both_grow.base_reference
    assert wish.both_grow.base == pytest.approx(169.3, abs=6)
    assert 0.5 < wish.power < 0.6  # R: 0.5745
    assert wish.side_grows.base_reference == 100


def test_a_gap_that_no_number_of_one_side_shows():
    wish = gk.plan(100, 50, gap=0.1).wish
    assert wish.side_grows.base == float("inf")
    assert wish.both_grow.base < float("inf")
    assert "no number of side beside 50 reference is enough" in str(gk.plan(100, 50, gap=0.1))


def test_below_a_rare_share_no_gap_can_be_shown():
    told = gk.plan(50, 1300, share=0.02)
    assert told.detectable.below != told.detectable.below  # NaN
    assert "side below: none, not even at 0% or 100%" in str(told)


def test_small_samples_are_told():
    assert gk.plan(20, 1300).warnings == (
        "Fewer than 30 effective side: results will be flagged, never headlined.",
    )
    assert gk.plan(8, 1300).warnings[0] == "Fewer than 10 effective side: every result will be suppressed."


def test_the_text_names_the_sides(twelve):
    text = str(twelve)
    assert text == repr(twelve)
    assert text.startswith("132 marketers beside 1,300 consumers.\n12 items tested together at 95%")
    assert "      13     50%     50%" in text
    assert "Margin 5 points: never `aligned`" in text


def test_the_curve_is_a_frame_and_a_table(twelve):
    frame = twelve.to_frame()
    assert list(frame) == ["gap", "power"]
    assert len(frame) == 101
    assert frame["power"].between(0, 1).all()
    assert "132 marketers" in twelve._repr_html_()


def test_names_are_text_everywhere():
    told = gk.plan(132, 1300, side="<b>\x1b[1m", reference="r")
    assert "\x1b" not in str(told)
    assert "<b>" not in told._repr_html_()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_side": 1}, "`n_side` must be a finite number, 2 or more."),
        ({"share": 50}, "`share` must be from 0 to 1."),
        ({"power": 0.01}, "`power` must be above 1 - conf_level and below 1."),
        ({"gap": 0.6}, "`gap` must be a share apart from 0"),
        ({"gap": 0}, "`gap` must be a share apart from 0"),
        ({"margin": 5}, "`margin` must be above 0 and below 1."),
        ({"items": 0}, "`items` must be"),
        ({"deff": 0}, "`deff` must be"),
    ],
)
def test_what_cannot_be_planned_is_refused(options, message):
    given = {"n_side": 132, "n_reference": 1300, **options}
    with pytest.raises(gk.errors.OptionError) as caught:
        gk.plan(**given)
    assert caught.value.message.startswith(message)
