"""A thousand single expressions: ours against the engine, and against openrosa-xpath-evaluator."""

from xml.sax.saxutils import quoteattr

import pytest

from rhi_desktop.questions.xform import read_form
from tests.oracle import deviations
from tests.oracle.compare import ours
from tests.oracle.expressions import DOCUMENT, EXPRESSIONS
from tests.oracle.peer import Peer


def _form(expressions: tuple[str, ...]) -> str:
    """Return an XForm that calculates each expression in a node of its own."""
    binds = "".join(
        f'<bind nodeset="/data/q{number}" type="string" calculate={quoteattr(expression)}/>'
        for number, expression in enumerate(expressions)
    )
    nodes = "".join(f"<q{number}/>" for number in range(len(expressions)))
    instance = DOCUMENT.replace("<data>", '<data id="expressions">').replace("</data>", f"{nodes}</data>")
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>'
        f"<h:title>Expressions</h:title><model><instance>{instance}</instance>{binds}</model></h:head><h:body>"
        '<input ref="/data/a"><label>A</label></input>'
        '<group ref="/data/r"><label>R</label><repeat nodeset="/data/r">'
        '<input ref="/data/r/x"><label>X</label></input></repeat></group></h:body></h:html>'
    )


@pytest.fixture(scope="module")
def mine() -> dict[str, str]:
    """What ours makes of each expression."""
    values = ours(read_form(_form(EXPRESSIONS).encode()), [])[0]["values"]
    return {expression: values[f"/data/q{number}"] for number, expression in enumerate(EXPRESSIONS)}


def test_the_table_is_large() -> None:
    assert len(EXPRESSIONS) > 900


def test_the_engine_makes_the_same_of_each_expression(peer: Peer, mine: dict[str, str]) -> None:
    values = peer.run(_form(EXPRESSIONS), [])["states"][0]["values"]
    theirs = {expression: values[f"/data/q{number}"] for number, expression in enumerate(EXPRESSIONS)}
    differing = {
        expression: (mine[expression], theirs[expression])
        for expression in EXPRESSIONS
        if mine[expression] != theirs[expression] and expression not in deviations.EXPRESSIONS
    }
    assert not differing


def test_openrosa_xpath_evaluator_makes_the_same_of_each_expression(peer: Peer, mine: dict[str, str]) -> None:
    fit = [expression for expression in EXPRESSIONS if not deviations.unfit_for_second(expression)]
    differing = {
        expression: (mine[expression], found)
        for expression, found in zip(fit, peer.evaluate(fit, DOCUMENT), strict=True)
        if found.get("value", "error").replace("NaN", "") != mine[expression].replace("NaN", "")
        and expression not in deviations.EXPRESSIONS
    }
    assert len(fit) > 900
    assert not differing


def test_every_listed_deviation_is_still_one_of_the_expressions() -> None:
    assert set(EXPRESSIONS) >= deviations.EXPRESSIONS.keys()
