"""Studies of respondents, for charts that need more than gaps: small, seeded by arithmetic, full of traps."""

import pandas as pd

import gapkit as gk

STEPS = ["Disagree strongly", "Disagree", "Neither", "Agree", "Agree strongly"]


def spread(counts):
    """Answers 1, 2, 3 ... as often as given."""
    return [code for code, count in enumerate(counts, start=1) for _ in range(count)]


def scales(labels=("Rewards", "Replies"), *, marketers=(9, 21, 34, 27, 9), names=None, points=5, **more):
    """One scale item per label: 200 consumers, as many marketers as the counts add up to."""
    ids = [f"i{place}" for place in range(len(labels))]
    consumers = {each: spread((10 + place % 7, 16, 34 - place % 7, 82, 58)) for place, each in enumerate(ids)}
    survey = gk.Survey.from_frames(
        {
            "consumer": pd.DataFrame(consumers),
            "marketer": pd.DataFrame(dict.fromkeys(ids, spread(marketers))),
        },
        reference="consumer",
        pairs={each: {"consumer": each, "marketer": each} for each in ids},
        labels={**dict(zip(ids, labels, strict=True)), **(names or {})},
        format="scale",
        scale={
            "from": 1,
            "to": points,
            "labels": STEPS if points == 5 else [str(n + 1) for n in range(points)],
        },
        **more,
    )
    return gk.gap(gk.open(survey))


def steps(labels=("Answered", "Loved", "Liked", "Would have liked"), names=None):
    """Maritz's funnel: of 1,298 complaints 375 were answered, 120 loved, 193 liked; 794 of 923 would have."""
    answered = [1] * 375 + [0] * 923
    consumers = pd.DataFrame(
        {
            "a": answered,
            "b": [1] * 120 + [0] * 255 + [None] * 923,
            "c": [0] * 120 + [1] * 193 + [0] * 62 + [None] * 923,
            "d": [None] * 375 + [1] * 794 + [0] * 129,
        }
    )
    pairs = {each: {"consumer": each} for each in "abcd"}
    pairs["a"]["marketer"] = "a"
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": pd.DataFrame({"a": [1] * 80 + [0] * 120})},
        reference="consumer",
        pairs=pairs,
        labels={**dict(zip("abcd", labels, strict=True)), **(names or {})},
    )
    return gk.gap(gk.open(survey))


CHAIN = """
gapkit = 1
title = "A chain"
reference = "consumer"
[sides.consumer]
label = "Consumers"
data = "consumers.csv"
[sides.marketer]
label = "Marketers"
data = "marketers.csv"
[[questions]]
id = "chain"
label = "From wish to experience"
kind = "delivery"
format = "multiple"
ticked = 1
unticked = 0
chain = true
reference = "want"
items = [ { id = "deals", label = "LABEL", want = "w", believed = "b", offered = "o", experienced = "e" } ]
[questions.roles]
want = { side = "consumer", label = "Consumers want" }
believed = { side = "marketer", label = "Marketers believe" }
offered = { side = "marketer", label = "Marketers offer" }
experienced = { side = "consumer", label = "Consumers experience" }
"""


def chain(folder, label="Deals"):
    """160 of 200 consumers want, 50 of 100 marketers believe, 40 offer, 60 of 200 experience."""
    consumers = {"w": [1] * 160 + [0] * 40, "e": ([1] * 30 + [0] * 70) * 2}
    marketers = {"b": [1] * 50 + [0] * 50, "o": [1] * 40 + [0] * 60}
    pd.DataFrame(consumers).to_csv(folder / "consumers.csv", index=False)
    pd.DataFrame(marketers).to_csv(folder / "marketers.csv", index=False)
    (folder / "chain.toml").write_text(CHAIN.replace("LABEL", label), encoding="utf-8")
    return gk.gap(gk.open(folder / "chain.toml"))


KNOW = """
gapkit = 1
title = "Knowing and asking"
reference = "consumer"
[sides.consumer]
label = "Consumers"
data = "consumers.csv"
[sides.marketer]
label = "Marketers"
data = "marketers.csv"
[[questions]]
id = "know_asked"
label = "Knowing and asking"
kind = "knowledge"
format = "multiple"
ticked = "yes"
unticked = "no"
missing = "dk"
reference = "asked"
items = [ { id = "customer", label = "LABEL", know = "q1", asked = "q2" } ]
[questions.roles]
know = { side = "marketer", label = "Say they know" }
asked = { side = "marketer", label = "Have asked" }
"""


def know(folder, label="The social consumer"):
    """181 marketers: 139 say they know; 63 have asked, 96 not, 22 don't know; 58 both."""
    answers = [("yes", "yes")] * 58 + [("yes", "no")] * 70 + [("yes", "dk")] * 11
    answers += [("no", "yes")] * 5 + [("no", "no")] * 26 + [("no", "dk")] * 11
    pd.DataFrame(answers, columns=["q1", "q2"]).to_csv(folder / "marketers.csv", index=False)
    pd.DataFrame({"z": [1, 0]}).to_csv(folder / "consumers.csv", index=False)
    (folder / "know.toml").write_text(KNOW.replace("LABEL", label), encoding="utf-8")
    return gk.gap(gk.open(folder / "know.toml"))
