"""Bars stand on their base, each part as high as its count, and lines at round numbers."""

import pytest

from greenroom.studio.usage.chart import HEIGHT, WIDTH, Day, ceiling, chart


@pytest.mark.parametrize(
    ("most", "top"), [(0, 2), (1, 2), (2, 2), (3, 10), (10, 10), (16, 20), (51, 100), (1001, 2000)]
)
def test_a_ceiling_is_round_and_has_a_half(most: int, top: int) -> None:
    assert ceiling(most) == top


def test_bars_show_what_went_well_and_what_failed() -> None:
    made = chart([Day("2026-11-25", 0, 0), Day("2026-11-26", 20, 5)])
    none, some = made.bars
    assert (none.good_height, none.bad_height) == (0, 0)
    assert some.good_height == pytest.approx(3 * some.bad_height)
    assert some.good_y + some.good_height == pytest.approx(made.base)
    assert some.bad_y + some.bad_height == pytest.approx(some.good_y)
    assert some.x + some.width < WIDTH
    assert [number for _, number in made.lines] == [0, 10, 20]
    assert all(0 < y < HEIGHT for y, _ in made.lines)
