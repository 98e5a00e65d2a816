"""Names as notifications write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.services.intake.names import ReadName, joined, read_name


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("EXAMPLE, Robin", "Robin Example"),
        ("Example,Robin James", "Robin James Example"),
        ("ROBIN EXAMPLE", "Robin Example"),
        ("robin example", "Robin Example"),
        ("Robin EXAMPLE", "Robin Example"),
        ("EXAMPLE Robin", "Robin Example"),
        ("O'INVENTED, SEAN", "Sean O'Invented"),
        ("D’EXAMPLE Maria", "Maria D’Example"),
        ("MCEXAMPLE, Tia", "Tia McExample"),
        ("ROBIN EXAMPLE-O'INVENTED", "Robin Example-O'Invented"),
        ("AL-INVENTED, Yusuf", "Yusuf Al-Invented"),
        ("NGUYỄN THỊ VÍ DỤ", "Nguyễn Thị Ví Dụ"),
        ("Miss Sasha INVENTED", "Sasha Invented"),
        ("  Robin\t Example ", "Robin Example"),
        ("JJ Example", "JJ Example"),
        ("Robin McExample", "Robin McExample"),
        ("Robin van der Example", "Robin van der Example"),
    ],
)
def test_a_name_is_written_as_it_is_spoken(written: str, spoken: str) -> None:
    assert read_name(written).name == spoken


@pytest.mark.parametrize("written", ["Robin Example (aka ROB)", "EXAMPLE, Robin (Rob)", "Robin “Rob” Example"])
def test_another_name_beside_it_is_kept(written: str) -> None:
    assert read_name(written) == ReadName("Robin Example", ("Rob",))


def test_forename_and_surname_are_joined() -> None:
    assert joined("ROBIN", "o'EXAMPLE") == "Robin o'EXAMPLE"
    assert joined(" robin james", "EXAMPLE ") == "Robin James Example"


@given(st.text(max_size=30))
def test_reading_a_name_again_changes_nothing(text: str) -> None:
    once = read_name(read_name(text).name).name
    assert read_name(once).name == once
