"""The record's PDF, read back: what stands on it, what does not, and how long it is."""

import io
import unicodedata
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.reports.pdf_reports import PdfReports
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.composing import compose
from rhi_desktop.services.document import Card, Document, Line, Section, Silence, Voice
from rhi_desktop.services.ports import RecoverySheet
from tests.builders import a_child
from tests.scripted import scripted

NAME = "Robin Example"
FINGERPRINT = "3f2a9c41" * 8


@pytest.fixture(scope="module")
def reports() -> PdfReports:
    return PdfReports(find_assets().resources / "fonts")


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    return unicodedata.normalize("NFKC", "\n".join(page.extract_text() for page in read(pdf).pages))


def document(*sections: Section, facts: tuple[Line, ...] = (Line("Child", NAME),)) -> Document:
    return Document("Return home interview", facts, sections, (), 2, FINGERPRINT, "Return home interview 2026.11.1")


def section(*parts: Line | Card | Silence, voice: Voice = Voice.RECORD) -> Section:
    return Section("What led to it", voice, parts)


@pytest.mark.parametrize(("script", "most"), [("interview", 3), ("declined", 1)])
def test_an_ordinary_interview_has_up_to_three_pages_and_a_declined_one_has_one(
    script: str, most: int, tmp_path: Path, reports: PdfReports
) -> None:
    office = scripted(tmp_path, a_child(alerts=("Do not disclose address",)))
    submitted = office.submit(script)
    pdf = reports.interview(compose(office.interviewing.read(submitted.id), code_lists(), author="Sam Invented"))
    assert 1 <= len(read(pdf).pages) <= most
    assert "Do not disclose address" in words(pdf)
    assert submitted.head[:16] in words(pdf)


def test_every_page_is_marked_numbered_and_names_its_version(reports: PdfReports) -> None:
    long = section(*(Line("Note", f"{number} " + "She walked along the river. " * 30) for number in range(40)))
    pages = [page.extract_text() for page in read(reports.interview(document(long))).pages]
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert page.count("OFFICIAL-SENSITIVE") == 2
        assert f"Page {number} of {len(pages)}" in page
        assert f"Version 2 · revision {FINGERPRINT[:16]}" in page


def test_title_and_language_are_set_and_nothing_in_the_metadata_names_the_child(reports: PdfReports) -> None:
    pdf = reports.interview(document(section(Line("Own words", "I wanted quiet."))))
    found = read(pdf)
    assert found.metadata is not None
    assert found.metadata.title == "Return home interview"
    assert str(found.root_object["/Lang"]) == "en-GB"
    assert NAME in words(pdf)
    assert not any(NAME in str(value) or "Robin" in str(value) for value in found.metadata.values())


def test_the_childs_words_stand_apart_from_the_workers(reports: PdfReports) -> None:
    pdf = reports.interview(
        document(
            section(Line("Own words", "It was too loud.", Voice.CHILD), Line("Carer", "He was tired.", Voice.CARER)),
            section(Line("Analysis", "Noise at home matters.", Voice.WORKER), voice=Voice.WORKER),
        )
    )
    said = words(pdf)
    assert said.index("IN THE CHILD’S WORDS") < said.index("“It was too loud.”")
    assert "PARENT OR CARER" in said
    assert "“Noise at home matters.”" not in said
    assert "Noise at home matters." in said


def test_states_are_printed_as_what_they_are(reports: PdfReports) -> None:
    pdf = reports.interview(
        document(section(Silence("Declined to say", ("Distance", "Driver")), Silence("Not asked", ("SIM",))))
    )
    assert "Declined to say: Distance; Driver." in words(pdf)
    assert "Not asked: SIM." in words(pdf)


@pytest.mark.parametrize("name", ["Nguyễn Thị Ví Dụ", "Zażółć Gęślą Łukasz", "Şükrü Örnek"])
def test_latin_names_of_other_languages_print_right(name: str, reports: PdfReports) -> None:
    pdf = reports.interview(document(section(Line("Note", name)), facts=(Line("Child", name),)))
    assert words(pdf).count(unicodedata.normalize("NFKC", name)) == 2


def test_arabic_is_joined_and_stands_in_reading_order(reports: PdfReports) -> None:
    pdf = reports.interview(document(section(Line("Note", "محمد")), facts=(Line("Child", "محمد مثال"),)))
    raw = "".join(page.extract_text() for page in read(pdf).pages)
    assert any("ARABIC LETTER MEEM INITIAL FORM" in unicodedata.name(character, "") for character in raw)
    assert "محمد" in words(pdf) or "محمد"[::-1] in words(pdf)


def test_all_fonts_are_embedded(reports: PdfReports) -> None:
    pdf = reports.interview(document(section(Line("Note", "محمد", Voice.CHILD), Line("Note", "Plain"))))
    fonts: list[DictionaryObject] = []
    for page in read(pdf).pages:
        named = cast("DictionaryObject", cast("DictionaryObject", page["/Resources"])["/Font"])
        fonts += [cast("DictionaryObject", font.get_object()) for font in named.values()]
    assert len(fonts) >= 3
    for font in fonts:
        base = str(font["/BaseFont"])
        if "Noto" in base:
            assert "/FontFile2" in cast("DictionaryObject", font["/FontDescriptor"]), base


def test_text_that_no_font_can_show_is_named_or_marked_never_dropped(reports: PdfReports) -> None:
    said = words(reports.interview(document(section(Line("Note", "Fine 😀 and 漢")))))
    assert "[grinning face]" in said
    assert "�" in said


@pytest.mark.parametrize("text", ["W" * 20_000, "a word " * 15_000, "كلمة " * 3_000])
@pytest.mark.parametrize("voice", [Voice.CHILD, Voice.WORKER])
def test_very_long_answers_run_over_pages_whole(text: str, voice: Voice, reports: PdfReports) -> None:
    pdf = reports.interview(document(section(Line("Note", text + " END", voice))))
    assert len(read(pdf).pages) >= 2
    assert "END" in words(pdf)


def test_equal_content_gives_equal_bytes(reports: PdfReports) -> None:
    made = document(section(Card("Person 1", (Line("Name", "Kit"), Line("Age", "13 to 15")))))
    assert reports.interview(made) == reports.interview(made)


def test_the_recovery_sheet_is_one_page_with_the_code_and_nobodys_name(reports: PdfReports) -> None:
    pdf = reports.recovery_sheet(RecoverySheet("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789", "K7QX", "25 November 2026"))
    assert len(read(pdf).pages) == 1
    said = " ".join(words(pdf).split())
    assert "ABCD – EFGH – JKLM – NPQR" in said
    assert "K7QX" in said
    assert "OFFICIAL" not in said


def test_the_sheet_of_an_organisation_says_where_it_is_used_and_not_that_it_can_be_replaced(
    reports: PdfReports,
) -> None:
    code = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"
    pdf = reports.recovery_sheet(RecoverySheet(code, "4Z7Q-K2XD", "25 November 2026", "https://hub.example"))
    assert len(read(pdf).pages) == 1
    said = " ".join(words(pdf).split())
    assert "Organisation 4Z7Q-K2XD" in said
    assert "https://hub.example" in said
    assert "ABCD – EFGH – JKLM – NPQR" in said
    assert "can be made in Settings" not in said
    assert "unlock screen" not in said
