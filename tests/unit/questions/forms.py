"""Small question sets, written as tables, and sessions on them."""

from datetime import UTC, datetime
from pathlib import Path

from pyxform.xls2xform import convert

from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.session import Session
from rhi_desktop.questions.xform import read_form

NOW = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)
SHIPPED = Path(__file__).parents[3] / "resources" / "question_sets" / "return-home-interview.md"


def xform_of(table: str) -> bytes:
    """Return the XForm of a Markdown table."""
    text: str = convert(table.strip() + "\n", file_type=".md").xform
    return text.encode("utf-8")


def form_of(table: str) -> Form:
    """Return the form of a Markdown table."""
    return read_form(xform_of(table))


def start(form: Form) -> Session:
    """Begin a session at a time that stands still."""
    return Session.start(form, clock=lambda: NOW, zone=UTC)


FAMILY = """
| survey |
| | type | name | label | relevant | required | constraint | constraint_message | calculation | choice_filter |
| | select_one yn | asked | Was anybody there? | | yes | | | | |
| | begin repeat | person | People | ${asked} = 'yes' | | | | | |
| | text | name | Name | | yes | | | | |
| | integer | age | Age of ${name} | | | . >= 0 and . < 120 | Between 0 and 119. | | |
| | select_one town | town | Town | | | | | | country = ${country} |
| | text | country | Country | | | | | | |
| | begin repeat | visit | Visits | | | | | | |
| | integer | nights | Nights | ${age} > 3 | | | | | |
| | calculate | so_far | | | | | | sum(../../visit/nights) | |
| | end repeat | | | | | | | | |
| | calculate | place | | | | | | position(..) | |
| | calculate | older | | | | | | count(/data/person[age > current()/../age]) | |
| | end repeat | | | | | | | | |
| | calculate | names | | | | | | join(', ', ${name}) | |
| | calculate | people | | | | | | count(${person}) | |
| | select_one ${name} | eldest | Who is eldest? | | | | | | ${age} != '' |
| | select_multiple colour | colours | Colours | | | | | | |
| choices |
| | list_name | name | label | country |
| | yn | yes | Yes | |
| | yn | no | No | |
| | town | oslo | Oslo | north |
| | town | rome | Rome | south |
| | colour | red | Red | |
| | colour | blue | Blue | |
| | colour | green | Green | |
"""
