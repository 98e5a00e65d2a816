"""Keys: the same person, number or place written differently is recognised, and others are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.interview import MentionKind
from rhi_desktop.domain.recognising import key_of

SAME = {
    MentionKind.NAME: [
        ["O'Madeup", "o’madeup", "O Madeup", "OMADEUP"],
        ["Łucja Żółć", "lucja zolc", "Lucja-Zolc"],
        ["محمد", "مُحَمَّد"],
    ],
    MentionKind.NICKNAME: [["Ghost", "ghost", " GHOST ", "“Ghost”"]],
    MentionKind.PHONE: [
        ["07700 900123", "+44 7700 900123", "0044 7700 900123", "+44 (0)7700 900123", "447700900123", "07700-900-123"],
        ["020 7946 0123", "+44 20 7946 0123", "(020) 7946 0123"],
        ["+353 20 910 0000", "00353 209100000"],
        ["٠٧٧٠٠٩٠٠١٢٣", "07700 900123"],
    ],
    MentionKind.HANDLE: [
        ["@invented_01", "invented_01", "INVENTED_01", "Snapchat: invented_01", "on snap @invented_01"],
        ["https://www.instagram.com/some.body/", "instagram.com/some.body?igsh=x", "@some.body", "some.body"],
        ["https://snapchat.com/add/some.body", "some.body"],
        ["https://www.tiktok.com/@some.body", "some.body"],
    ],
    MentionKind.VEHICLE: [
        ["AB12 CDE", "ab12cde", "AB12-CDE", "silver Fiesta, AB12 CDE"],
        ["Q123 ABC", "q123abc"],
    ],
    MentionKind.PLACE: [["Invented Retail Park", "invented retail park.", "Invented Retail-Park"]],
    MentionKind.POSTCODE: [["ZZ1 9ZZ", "zz19zz", " ZZ1  9ZZ"]],
}
DIFFERENT = [
    (MentionKind.NAME, "Robin", "Robyn"),
    (MentionKind.PHONE, "07700 900123", "07700 900124"),
    (MentionKind.PHONE, "07700 900123", "+1 7700 900123"),
    (MentionKind.HANDLE, "invented_01", "invented01"),
    (MentionKind.VEHICLE, "AB12 CDE", "AB12 CDF"),
    (MentionKind.POSTCODE, "ZZ1 9ZZ", "ZZ1 9ZY"),
]
NOTHING = [
    (MentionKind.NAME, "Unknown"),
    (MentionKind.NAME, "not known"),
    (MentionKind.NICKNAME, "N/A"),
    (MentionKind.NAME, "?!"),
    (MentionKind.PHONE, "don't know"),
    (MentionKind.PHONE, "ends in 123"),
    (MentionKind.HANDLE, "@"),
    (MentionKind.HANDLE, "none"),
    (MentionKind.VEHICLE, "a blue car"),
    (MentionKind.POSTCODE, "somewhere"),
    (MentionKind.PLACE, ""),
]


@pytest.mark.parametrize(("kind", "texts"), [(kind, texts) for kind, groups in SAME.items() for texts in groups])
def test_spellings_of_the_same_have_one_key(kind: MentionKind, texts: list[str]) -> None:
    keys = {key_of(kind, text) for text in texts}
    assert len(keys) == 1
    assert keys != {""}


@pytest.mark.parametrize(("kind", "one", "other"), DIFFERENT)
def test_different_things_have_different_keys(kind: MentionKind, one: str, other: str) -> None:
    assert key_of(kind, one) != key_of(kind, other)


@pytest.mark.parametrize(("kind", "text"), NOTHING)
def test_what_recognises_nobody_has_no_key(kind: MentionKind, text: str) -> None:
    assert key_of(kind, text) == ""


@given(st.sampled_from(MentionKind), st.text())
def test_a_key_is_the_key_of_itself(kind: MentionKind, text: str) -> None:
    key = key_of(kind, text)
    assert key_of(kind, key) == key


@given(st.sampled_from(MentionKind), st.text(st.characters(codec="ascii")))
def test_case_never_counts(kind: MentionKind, text: str) -> None:
    assert key_of(kind, text.upper()) == key_of(kind, text.lower())
