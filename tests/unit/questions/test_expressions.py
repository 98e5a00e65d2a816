"""The grammar and the values of expressions, on a small instance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.questions.session import Session
from rhi_desktop.questions.syntax import Binary, Call, ExpressionError, Literal, Negation, Path, Step, Tree, parse
from rhi_desktop.questions.values import number_text
from tests.unit.questions.forms import form_of, start

TABLE = """
| survey |
| | type | name | label | calculation |
| | integer | n | N | |
| | text | s | S | |
| | text | blank | B | |
| | date | day | D | |
| | select_multiple l | many | M | |
| | begin repeat | row | Row | |
| | integer | v | V | |
| | text | w | W | |
| | end repeat | | | |
{rows}
| choices |
| | list_name | name | label |
| | l | a | Aye |
| | l | b | Bee |
"""


def _filled(*expressions: str) -> Session:
    rows = "\n".join(f"| | calculate | c{number} | | {text} |" for number, text in enumerate(expressions))
    session = start(form_of(TABLE.format(rows=rows)))
    session.add("/data/row")
    for path, value in {
        "n": "7", "s": "a-b c", "day": "2026-11-20", "many": "b a",
        "row[1]/v": "1", "row[2]/v": "4", "row[1]/w": "one", "row[2]/w": "two",
    }.items():  # fmt: skip
        session.set(f"/data/{path}", value)
    return session


VALUES = {
    "1 + 2 * 3": "7",
    "(1 + 2) * 3": "9",
    "10 - 2 - 3": "5",
    "7 mod 3 + 1": "2",
    "-7 mod 3": "-1",
    "8 div 2 div 2": "2",
    "1 div 0": "Infinity",
    "0 div 0": "",
    "0.1 + 0.2": "0.30000000000000004",
    "1000000 * 1000000": "1000000000000",
    "2 < 3 = true()": "true",
    "1 = 1 and 2 = 3 or 4 = 4": "true",
    "1 = 1 or 2 = 2 and 3 = 4": "true",
    "${blank} > 3": "false",
    "${blank} < 3": "false",
    "${blank} = ''": "true",
    "${blank} + 1": "",
    "'7' = 7": "true",
    "'7.0' = '7'": "false",
    "true() = 'x'": "true",
    "not(${s})": "false",
    "${v} = 4": "true",
    "${v} != 4": "true",
    "${v} > 4": "false",
    "/data/row[2]/w": "two",
    "/data/row[last()]/w": "two",
    "/data/row[position() = 1]/w": "one",
    "/data/row[v > 1]/w": "two",
    "count(/data/row[v > 0][w = 'two'])": "1",
    "count(//v)": "2",
    "count(/data/row/*)": "4",
    "count(/data/*[. = '7'])": "1",
    "sum(${v})": "5",
    "sum(/data/row[v > 9]/v)": "",
    "min(${v})": "1",
    "max(3, ${n}, 5)": "7",
    "round(2.5)": "3",
    "round(-2.5)": "-3",
    "round(1.005, 2)": "1",
    "round(1234, -2)": "1200",
    "int(-1.9)": "-1",
    "floor(-1.1)": "-2",
    "pow(2, 10)": "1024",
    "number('x')": "",
    "count-selected(${many})": "2",
    "selected(${many}, 'b')": "true",
    "selected(${many}, 'ab')": "false",
    "selected-at(${many}, 1)": "b",
    "selected-at(${many}, 9)": "",
    "jr:choice-name(selected-at(${many}, 0), '${many}')": "Aye",
    "indexed-repeat(${w}, ${row}, 2)": "two",
    "indexed-repeat(${w}, ${row}, 3)": "",
    "join('+', ${w})": "one+two",
    "concat(${w}, '!')": "onetwo!",
    "coalesce(${blank}, ${s})": "a-b c",
    "if(${n} > 5, 'big', 'small')": "big",
    "substr('hello', 1, 3)": "el",
    "substr('hello', -2)": "lo",
    "substring('hello', 2, 2)": "el",
    "substring('hello', 0, 3)": "he",
    "substring-before('a-b-c', '-')": "a",
    "substring-after('a--b', '--')": "b",
    "translate('banana', 'an', 'o')": "booo",
    "normalize-space('  a   b ')": "a b",
    "string-length('żółw')": "4",
    "contains(${s}, '-')": "true",
    "regex('ab12', '[0-9]+$')": "true",
    "boolean-from-string('1')": "true",
    "boolean-from-string('yes')": "false",
    "${day} - date('2026-11-18')": "2",
    "today() - ${day}": "5",
    "format-date(${day}, '%e %b %Y')": "20 Nov 2026",
    "format-date-time('2026-11-25T09:05:00.000+00:00', '%H:%M')": "09:05",
    "date('2026-1-5')": "2026-01-05",
    "date(20000)": "2024-10-04",
    "date('soon')": "Invalid Date",
    "decimal-time('06:00:00.000+00:00')": "0.25",
    "digest('abc', 'SHA-1', 'hex')": "a9993e364706816aba3e25717850c26c9cd0d89d",
    "base64-decode('SGVsbG8=')": "Hello",
    "checklist(1, 2, ${n} = 7, ${s} = '', ${blank} = '')": "true",
    "weighted-checklist(3, 3, ${n} = 7, 3, ${s} = '', 1)": "true",
    "thousandsep(1234567.5)": "1,234,567.5",
    "string-length(uuid())": "36",
    "random() < 1": "true",
    "selected-at('a b', 1 div 0)": "",
    "indexed-repeat(${w}, ${row}, 1 div 0)": "",
    "uuid(number('x'))": "",
    "pow(10, 400)": "",
    "exp(1000)": "",
    "date(1 div 0)": "Invalid Date",
    "round(5, 400)": "5",
    "regex(${s}, '(')": "false",
    "digest(${s}, 'nope')": "",
    "base64-decode('%%')": "",
    "jr:choice-name('x', '/data/nobody')": "",
    "instance('nope')/root/item": "",
    "/data/row[0]/v": "",
    "once('first')": "first",
    "position(/data/row[2])": "2",
    "current()/../n": "7",
    "../n + 1": "8",
    "/data/row/v[. = 4]/../w": "two",
}


@pytest.fixture(scope="module")
def computed() -> dict[str, str]:
    """All expressions above as the calculations of one form."""
    values = _filled(*VALUES).values()
    return {text: values[f"/data/c{number}"] for number, text in enumerate(VALUES)}


@pytest.mark.parametrize("text", VALUES)
def test_an_expression_gives(computed: dict[str, str], text: str) -> None:
    assert computed[text] == VALUES[text]


@pytest.mark.parametrize(
    "text", ["", "1 +", "(1", "1)", "'a", "a b", "f(", "f(1,", "a[", "a[1", "/data/", "1 ! 2", "a::b", "$x", "..a", "#"]
)
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text)


@given(st.text(alphabet="ab1.'\"()[]/@=<>!+-*| ,:andorivm", max_size=60))
def test_no_text_makes_the_parser_fail_in_another_way(text: str) -> None:
    try:
        parse(text)
    except ExpressionError as error:
        assert str(error)  # noqa: PT017 -- most texts are no expressions, and both ends are right


_LEVEL = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}
_names = st.sampled_from(["a", "row", "div", "or-else", "żółw"])
_leaves: st.SearchStrategy[Tree] = st.one_of(
    st.integers(0, 10**6).map(lambda number: Literal(float(number))),
    st.sampled_from(["", "it's", 'say "so"', "x = 1"]).map(Literal),
    st.lists(_names, min_size=1, max_size=3).map(lambda names: Path("/", tuple(Step("child", name) for name in names))),
    _names.map(lambda name: Path(None, (Step("parent", "node()"), Step("child", name)))),
)
_trees: st.SearchStrategy[Tree] = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(Binary, st.sampled_from(sorted(_LEVEL)), inner, inner),
        st.builds(Call, st.just("concat"), st.lists(inner, max_size=3).map(tuple)),
        st.builds(Negation, _leaves),
        st.builds(lambda predicate: Path("/", (Step("child", "row", (predicate,)),)), inner),
    ),
    max_leaves=12,
)


def _written(tree: Tree, floor: int = 0) -> str:
    """Write a tree with as few brackets as the precedence of the operators allows."""
    if isinstance(tree, Literal):
        if isinstance(tree.value, float):
            return number_text(tree.value)
        return f'"{tree.value}"' if '"' not in tree.value else f"'{tree.value}'"
    if isinstance(tree, Call):
        return f"{tree.name}({', '.join(map(_written, tree.arguments))})"
    if isinstance(tree, Negation):
        return f"-{_written(tree.operand, 9)}"
    if isinstance(tree, Binary):
        level = _LEVEL[tree.operator]
        text = f"{_written(tree.left, level - 1)} {tree.operator} {_written(tree.right, level)}"
        return f"({text})" if level <= floor else text
    steps = "/".join(_step(step) for step in tree.steps)
    return f"/{steps}" if tree.start == "/" else steps


def _step(step: Step) -> str:
    name = ".." if step.axis == "parent" else step.test
    return name + "".join(f"[{_written(predicate)}]" for predicate in step.predicates)


@given(_trees)
def test_a_tree_written_with_the_fewest_brackets_is_read_as_the_same_tree(tree: Tree) -> None:
    assert parse(_written(tree)) == tree
