"""Families beyond one question: all questions of a segment, and the links of a chain."""

from __future__ import annotations

import numpy as np
import pandas as pd

import gapkit as gk
from gapkit.gaps.comparing import _pairings
from gapkit.gaps.dependence import gap_covariance


def people(n, seed, columns):
    rng = np.random.default_rng(seed)
    latent = rng.normal(size=(n, 1))
    answers = latent * 0.8 + rng.normal(size=(n, len(columns))) * 0.6 > 0
    return pd.DataFrame(answers.astype(int), columns=list(columns))


def two_questions(**options):
    items = {"id": "second", "kind": "opinion", "format": "multiple"}
    items["items"] = [{"id": name, "label": name, "consumer": name, "marketer": name} for name in "cd"]
    return gk.open(
        gk.Survey.from_frames(
            {"consumer": people(600, 1, "abcd"), "marketer": people(300, 2, "abcd")},
            reference="consumer",
            pairs={name: {"consumer": name, "marketer": name} for name in "ab"},
            questions=[items],
            **options,
        )
    )


def test_the_whole_study_is_one_family():
    gaps = gk.gap(two_questions(), family="study")
    assert {row.family_size for row in gaps} == {4}
    assert gaps.method.family == "study"
    assert {row.adjust for row in gaps} == {"max-t"}


def test_the_covariance_across_questions_is_that_of_the_respondents():
    # the same four columns as one question have the same joint covariance, so the same intervals
    survey = gk.Survey.from_frames(
        {"consumer": people(600, 1, "abcd"), "marketer": people(300, 2, "abcd")},
        reference="consumer",
        pairs={name: {"consumer": name, "marketer": name} for name in "abcd"},
    )
    one = gk.gap(gk.open(survey)).to_frame()
    two = gk.gap(two_questions(), family="study").to_frame()
    numbers = ["gap", "ci_low_family", "ci_high_family", "p_adjusted"]
    np.testing.assert_allclose(two[numbers], one[numbers], rtol=1e-12)


def test_the_survey_file_may_ask_for_it():
    study = two_questions(options={"analysis": {"family": "study"}})
    assert {row.family_size for row in gk.gap(study)} == {4}


def chain_study(**sides):
    wide = {"consumer": people(500, 3, "wxyz"), "marketer": people(260, 4, "wxyz")}
    names = {"want": "consumer", "believed": "marketer", "offered": "marketer", "experienced": "consumer"}
    columns = {"want": "wx", "believed": "wx", "offered": "yz", "experienced": "yz"}
    items = [
        {"id": f"i{place}", "label": f"I{place}", **{role: columns[role][place] for role in names}}
        for place in range(2)
    ]
    roles = {role: {"side": side, "label": role.capitalize()} for role, side in names.items()}
    question = {"id": "way", "kind": "experience", "format": "multiple", "chain": True}
    return gk.open(
        gk.Survey.from_frames(
            wide,
            reference="consumer",
            questions=[question | {"roles": roles, "items": items}],
            sides=sides,
        )
    )


def test_links_and_whole_ways_are_one_family():
    gaps = gk.gap(chain_study())
    pairs = dict.fromkeys((row.side, row.reference) for row in gaps)
    assert list(pairs) == [
        ("believed", "want"),
        ("offered", "believed"),
        ("experienced", "offered"),
        ("experienced", "want"),
    ]
    assert {row.family_size for row in gaps} == {8}


def test_the_joint_covariance_is_that_of_the_differences_of_means():
    study = chain_study()
    tally = gk.tally(study)
    c, m = (study.sides[name] for name in ("consumer", "marketer"))
    want, got = (c.answers[f"way.{name}"].codes for name in ("want", "experienced"))
    believed, offered = (m.answers[f"way.{name}"].codes for name in ("believed", "offered"))
    covc, covm = np.cov(np.hstack([want, got]).T) / 500, np.cov(np.hstack([believed, offered]).T) / 260
    ones = np.eye(2)
    zero = np.zeros((2, 2))
    on_c = np.block([[-ones, zero], [zero, zero], [zero, ones], [-ones, ones]])
    on_m = np.block([[ones, zero], [-ones, ones], [zero, -ones], [zero, zero]])
    expected = on_c @ covc @ on_c.T + on_m @ covm @ on_m.T
    pairings = [placed.pairing for placed in _pairings(tally)]
    found = gap_covariance(tally, pairings, np.ones(8, dtype=bool))
    np.testing.assert_allclose(found, expected, rtol=1e-10, atol=1e-15)
