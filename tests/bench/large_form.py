"""A form of 300 questions: 20 sections of select, text, integer, several choices and date, half behind a gate."""

from dataclasses import dataclass

SECTIONS, EACH = 20, 15
RELEVANCES, CONSTRAINTS = 128, 119
GATE = "/data/gate"
HEAD = """| survey |
| | type | name | label | relevant | constraint | calculation |
| | select_one yn | gate | Is the second half needed? | | | |"""
CHOICES = """| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
| | colour | red | Red |
| | colour | green | Green |
| | colour | blue | Blue |
| | colour | white | White |"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of question, the constraint that it may have, and an answer to it."""

    type: str
    constraint: str
    answer: str


KINDS = (
    Kind("select_one yn", "", "yes"),
    Kind("text", "string-length(.) < 40", "some words"),
    Kind("integer", ". >= 0 and . <= 120", "7"),
    Kind("select_multiple colour", "count-selected(.) <= 3", "red blue"),
    Kind("date", ". <= today()", "2026-11-20"),
)


@dataclass(frozen=True, slots=True)
class Large:
    """The form as a table in Markdown, and an answer to each question but the gate."""

    markdown: str
    answers: tuple[tuple[str, str], ...]


def large() -> Large:
    """Return the form, with 128 relevance and 119 constraint expressions and a running total."""
    rows, answers = [HEAD], []
    relevances, constraints = RELEVANCES - SECTIONS // 2, CONSTRAINTS
    for section in range(SECTIONS):
        gate = "${gate} = 'yes'" if section % 2 else ""
        rows.append(f"| | begin group | s{section} | Section {section} | {gate} | | |")
        for index in range(EACH):
            kind, name = KINDS[index % 5], f"q{section}_{index}"
            relevant = constraint = ""
            if index % 5 in {1, 3} and relevances:
                relevant, relevances = f"${{q{section}_{index - index % 5}}} = 'yes'", relevances - 1
            if kind.constraint and constraints:
                constraint, constraints = kind.constraint, constraints - 1
            rows.append(f"| | {kind.type} | {name} | Question {name} | {relevant} | {constraint} | |")
            answers.append((f"/data/s{section}/{name}", kind.answer))
        rows.append("| | end group | | | | | |")
    integers = (f"coalesce(${{q{section}_{index}}}, 0)" for section in range(SECTIONS) for index in range(2, EACH, 5))
    rows.append(f"| | calculate | total | | | | {' + '.join(integers)} |")
    assert not relevances
    assert not constraints
    return Large("\n".join([*rows, CHOICES]), tuple(answers))
