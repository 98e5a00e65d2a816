"""Points on the British National Grid: the worked example of the Ordnance Survey, and places that everyone knows."""

from math import radians

import pytest

from rhi_desktop.domain.grid import grid_of, on_grid, projected


def test_the_worked_example_of_the_guide_comes_out_to_a_millimetre() -> None:
    """Caister water tower, annex C of the guide: a point that is on the Airy ellipsoid already."""
    latitude, longitude = radians(52 + 39 / 60 + 27.2531 / 3600), radians(1 + 43 / 60 + 4.5177 / 3600)
    east, north = projected(latitude, longitude)
    assert east == pytest.approx(651_409.903, abs=0.001)
    assert north == pytest.approx(313_177.270, abs=0.001)


def test_a_point_as_a_telephone_gives_it_is_within_five_metres() -> None:
    """The same tower in WGS84, as the guide has it: 52 39 28.8282 N, 1 42 57.8663 E."""
    east, north = grid_of(52 + 39 / 60 + 28.8282 / 3600, 1 + 42 / 60 + 57.8663 / 3600)
    assert abs(east - 651_409.9) <= 5
    assert abs(north - 313_177.3) <= 5


@pytest.mark.parametrize(
    ("easting", "northing", "inside"),
    [(0, 0, True), (700_000, 1_300_000, True), (700_001, 5, False), (5, 1_300_001, False), (-1, 5, False)],
)
def test_the_grid_has_an_end(easting: int, northing: int, *, inside: bool) -> None:
    assert on_grid(easting, northing) is inside
