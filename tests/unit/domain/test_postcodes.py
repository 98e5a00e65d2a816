"""The shape of postcodes."""

import pytest

from rhi_desktop.domain.postcodes import is_postcode, postcode_text


@pytest.mark.parametrize(
    ("typed", "text"),
    [("zz1 1zz", "ZZ1 1ZZ"), ("Z11ZZ", "Z1 1ZZ"), ("zz1a1zz", "ZZ1A 1ZZ"), ("gir0aa", "GIR 0AA"), (" zz99 ", "ZZ99")],
)
def test_a_postcode_is_written_the_usual_way(typed: str, text: str) -> None:
    assert is_postcode(typed)
    assert postcode_text(typed) == text


@pytest.mark.parametrize("typed", ["", "Exampleton", "ZZ1 ZZ", "1ZZ 1ZZ", "ZZ1 1ZZZ", "ZZZ1 1ZZ"])
def test_what_has_another_shape_is_kept_as_it_was_typed(typed: str) -> None:
    assert not is_postcode(typed)
    assert postcode_text(f" {typed} ") == typed
