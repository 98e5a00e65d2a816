"""The interview's source table: it converts, it is whole, and each question says what it means and how to ask it."""

import re
from collections import Counter

from pyxform.xls2xform import convert

from tests.question_sets import INTERVIEW, asked, sheet

HIDDEN_AT_FIRST = ("_evidence", "_source", "_time", "_prompt", "_done")
UNTRANSLATED = re.compile(r"Language '\w+ \(\w+\)' is missing the survey columns constraint_message, guidance_hint")
SECTIONS = [
    "offer",
    "start",
    "reasons",
    "whereabouts",
    "associates",
    "harm",
    "health",
    "voice",
    "plan",
    "closing",
    "carer",
    "exploitation",
    "special",
    "analysis",
    "immediate",
    "next",
]


def test_it_converts_without_a_warning_but_that_what_a_worker_reads_has_no_translation() -> None:
    result = convert(INTERVIEW.read_text(encoding="utf-8"), file_type=".md")

    assert [line for warning in result.warnings for line in warning.splitlines() if not UNTRANSLATED.match(line)] == []
    assert 'xmlns:rhi="https://rhi-desktop.org/xforms"' in result.xform
    assert 'rhi:concept="reason.own_words"' in result.xform


def test_every_section_that_the_owner_named_is_there_in_the_order_of_the_talk() -> None:
    assert list(dict.fromkeys(question.section for question in asked())) == SECTIONS


def test_every_question_has_a_concept_a_short_name_for_print_and_guidance() -> None:
    questions = [question.row for question in asked() if question.row["type"] != "note"]

    assert len(questions) > 150
    lacking = [
        (row["name"], column)
        for row in questions
        for column in ("bind::rhi:concept", "bind::rhi:print", "guidance_hint")
        if not row.get(column)
    ]
    assert lacking == []


def test_no_two_questions_share_a_concept_or_a_name() -> None:
    rows = [row for row in sheet("survey") if not row["type"].startswith("end ")]

    for column in ("name", "bind::rhi:concept"):
        counts = Counter(row[column] for row in rows if column in row)
        assert [value for value, count in counts.items() if count > 1] == []


def test_a_short_name_fits_a_line_of_the_record() -> None:
    assert [row["name"] for row in sheet("survey") if len(row.get("bind::rhi:print", "")) > 40] == []


def test_a_page_is_short_enough_to_be_calm() -> None:
    pages = Counter(
        question.page for question in asked() if not question.name.endswith(HIDDEN_AT_FIRST) and not question.repeated
    )

    assert [page for page, count in pages.items() if count > 10] == []


def test_every_list_of_choices_is_used_and_none_is_missing() -> None:
    lists = {row["list_name"] for row in sheet("choices")}
    used = {kind.split()[1] for row in sheet("survey") if (kind := row["type"]).startswith("select_")}

    assert used == lists


def test_no_question_offers_an_answer_that_is_a_state() -> None:
    offered = {(row["list_name"], row["name"]) for row in sheet("choices")}

    assert {pair for pair in offered if pair[1] in {"declined", "not_known", "not_asked", "unknown"}} == {
        ("indicator_state", "not_asked")
    }


def test_what_the_child_says_in_their_own_words_is_known_by_its_concept() -> None:
    rows = [row for row in sheet("survey") if "bind::rhi:concept" in row]
    marked = {row["name"] for row in rows if "own-words" in row.get("appearance", "").split()}
    meant = {row["name"] for row in rows if row["bind::rhi:concept"].endswith(".own_words")}
    wishes = {row["name"] for row in rows if row["bind::rhi:concept"].startswith("voice.")}

    assert len(meant) > 10
    assert meant <= marked
    assert marked <= meant | wishes


def test_a_section_is_named_for_the_reader_of_the_record_and_not_for_the_child() -> None:
    headings = [
        row["bind::rhi:print"] for row in sheet("survey") if row.get("bind::rhi:concept", "").startswith("section.")
    ]

    assert len(headings) == len(SECTIONS)
    assert [heading for heading in headings if "you" in heading.lower()] == []
