"""Labels that touch nothing, and places apart along a line."""

from itertools import combinations

import pytest

from gapkit.charts.placing import Box, Spot, seats, spread

FRAME = Box(0, 0, 6, 4)


def test_the_first_place_is_to_the_right():
    (seat,) = seats([Spot(3, 2, 0.05, 1, 0.15)], [], FRAME)
    assert seat.align == "left"
    assert seat.box.left > 3.05
    assert seat.free
    assert not seat.far


def test_at_the_right_edge_a_label_stands_to_the_left():
    (seat,) = seats([Spot(5.9, 2, 0.05, 1, 0.15)], [], FRAME)
    assert seat.align == "right"
    assert seat.box.right < 5.9


def test_obstacles_are_avoided():
    (seat,) = seats([Spot(3, 2, 0.05, 1, 0.15)], [Box(3.06, 1, 6, 3)], FRAME)
    assert seat.align == "right"


def test_labels_of_close_points_do_not_touch():
    spots = [Spot(2 + place % 5 * 0.3, 1.5 + place // 5 * 0.25, 0.05, 0.9, 0.13) for place in range(15)]
    found = [seat for seat in seats(spots, [], FRAME) if seat.free]
    assert len(found) >= 10
    assert not any(one.box.shared(other.box) for one, other in combinations(found, 2))


def test_a_label_without_room_says_so():
    (seat,) = seats([Spot(3, 2, 0.05, 9, 0.15)], [], FRAME)
    assert not seat.free


def test_two_runs_place_alike():
    spots = [Spot(3, 2, 0.05, 1, 0.15)] * 12
    assert seats(spots, [], FRAME) == seats(spots, [], FRAME)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([], ()),
        ([1.0], (1.0,)),
        ([1.0, 2.0], (1.0, 2.0)),
        ([2.0, 1.0], (2.0, 1.0)),
        ([1.0, 1.0], (0.9, 1.1)),
        ([0.0, 0.0], (0.0, 0.2)),
        ([4.0, 4.0, 4.0], (3.6, 3.8, 4.0)),
    ],
)
def test_places_are_spread(wanted, expected):
    assert spread(wanted, least=0.2, low=0, high=4) == pytest.approx(expected)
