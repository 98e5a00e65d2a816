"""What the engine does not run is refused when the form is read, never ignored."""

import pytest

from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.questions.xform import read_form
from tests.unit.questions.forms import form_of, xform_of

HEADER = "| survey |\n| | type | name | label | calculation | relevant | appearance | repeat_count |\n"
CHOICES = "| choices |\n| | list_name | name | label |\n| | l | a | A |\n"


def _table(*rows: str) -> str:
    return HEADER + "| | text | a | A | | | | |\n" + "".join(f"| | {row} |\n" for row in rows) + CHOICES


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("image | b | B | | | |", "“b”: pictures, sound and files are not supported."),
        ("audio | b | B | | | |", "“b”: pictures, sound and files are not supported."),
        ("file | b | B | | | |", "“b”: pictures, sound and files are not supported."),
        ("geopoint | b | B | | | |", "“b”: places from satellites are not supported."),
        ("start-geopoint | b | | | | |", "“b”: places from satellites are not supported."),
        ("barcode | b | B | | | |", "“b”: barcodes are not supported."),
        ("audit | audit | | | | |", "“audit”: pictures, sound and files are not supported."),
        ("select_one_from_file x.csv | b | B | | | |", "a file beside the form"),
        ("select_one l | b | B | | | search('x') |", "“b”: choices from a file (`search()`) are not supported."),
        ("calculate | b | | pulldata('x', 'y', 'z', ${a}) | | |", "“b”: calculate: pulldata() is not supported"),
        ("calculate | b | | area(${a}) | | |", "“b”: calculate: area() is not supported"),
        (
            "calculate | b | | frobnicate(${a}) | | |",
            "“b”: calculate cannot be read: there is no function frobnicate().",
        ),
        ("calculate | b | | substr(${a}) | | |", "“b”: calculate cannot be read: substr() does not take 1 argument."),
        ("calculate | b | | 1 + | | |", "the expression ends too early."),
        ("text | b | B | | (${a} = 'x' | |", "“)” was expected, not “the end”."),
        ("text | b | B | | ${a} = 'x | |", "a quotation mark is not closed."),
        ("calculate | b | | following::a | | |", "the axis “following” is not supported."),
        ("calculate | b | | /data/a/text() | | |", "text() is not supported"),
        (f"calculate | b | | {'(' * 300}1{')' * 300} | | |", "nested too deeply."),
        (f"calculate | b | | {'-' * 3000}1 | | |", "two minus signs"),
        (f"calculate | b | | {'1+' * 15000}1 | | |", "longer than 20,000 characters."),
        ("text | b | B | | ${b} = 'x' | |", "questions depend on themselves in a circle: b → b."),
    ],
)
def test_what_is_not_supported_is_named(row: str, said: str) -> None:
    with pytest.raises(QuestionSetError) as refused:
        form_of(_table(row))
    assert said in str(refused.value)


def test_a_circle_is_shown_step_by_step() -> None:
    table = _table(
        "calculate | b | | ${c} + 1 | | |", "calculate | c | | ${d} + 1 | | |", "text | d | D | | ${b} > 2 | |"
    )
    with pytest.raises(QuestionSetError, match="b → c → d → b") as refused:
        form_of(table)
    assert "“b”" in str(refused.value)


def test_a_circle_through_a_repeat_count_is_found() -> None:
    table = _table("begin repeat | r | R | | | | ${n}", "integer | n | N | | | |", "end repeat | | | | | |")
    with pytest.raises(QuestionSetError, match="in a circle"):
        form_of(table)


def test_a_sum_of_a_thousand_questions_is_no_trouble() -> None:
    form = form_of(_table(f"calculate | b | | {' + '.join(['${a}'] * 900)} | | |"))
    assert form.definitions["/data/b"].bind.calculate is not None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<html/>",
        b"<h:html xmlns:h='h'><h:head/><h:body/></h:html>",
        b"<a><b></a>",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_form_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(QuestionSetError, match="not a"):
        read_form(content)


@pytest.mark.parametrize(
    "prologue",
    [
        b'<!DOCTYPE h:html [<!ENTITY x "boo">]>',
        b'<!DOCTYPE h:html [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE h:html SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
def test_a_document_type_is_refused_before_anything_is_read(prologue: bytes) -> None:
    content = xform_of(_table()).replace(b"<h:html", prologue + b"<h:html", 1)
    assert prologue in content
    with pytest.raises(QuestionSetError, match="DTD"):
        read_form(content)


def test_a_bind_without_a_node_is_named() -> None:
    content = xform_of(_table()).replace(b'nodeset="/data/a"', b'nodeset="/data/z"')
    with pytest.raises(QuestionSetError, match="“z”: it is described but not part of the form"):
        read_form(content)


@pytest.mark.parametrize("kind", ["geopoint", "odk:rgb", "anyURI"])
def test_a_type_that_is_not_known_is_named(kind: str) -> None:
    content = xform_of(_table()).replace(
        b'nodeset="/data/a" type="string"', f'nodeset="/data/a" type="{kind}"'.encode()
    )
    with pytest.raises(QuestionSetError, match=r"“a”: .* not supported"):
        read_form(content)


@pytest.mark.parametrize("event", ["odk-instance-load", "xforms-revalidate", "made-up"])
def test_an_event_that_is_not_known_is_named(event: str) -> None:
    action = f'<setvalue ref="/data/a" event="{event}" value="1"/></model>'.encode()
    with pytest.raises(QuestionSetError, match=f"“{event}” is not supported"):
        read_form(xform_of(_table()).replace(b"</model>", action))
