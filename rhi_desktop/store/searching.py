"""Finding interviews by their words (`services.search_rows`): the index gives them in the order of submission."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, Engine

from rhi_desktop.domain.searching import Term
from rhi_desktop.services.search_rows import MOST_FOUND, SearchRow
from rhi_desktop.store.search_text import prefix_range
from rhi_desktop.store.transactions import reading

_COUNT: Final = "SELECT count(*) FROM (SELECT 1 FROM search_text WHERE search_text MATCH ? LIMIT ?)"
_BEGINNING: Final = "SELECT word FROM search_term WHERE word >= ? AND word < ? LIMIT ?"
_FEW: Final = 40
"""Up to so many words of one beginning are looked for each by itself: the index can stop once it has a page of them."""
_PAGE: Final = """
WITH found AS MATERIALIZED (
    SELECT rowid AS number FROM search_text WHERE search_text MATCH ? ORDER BY rowid DESC LIMIT ? OFFSET ?
)
SELECT entry.interview, row.child, coalesce(child.called, '') AS called, coalesce(child.reference, '') AS reference,
    row.submitted
FROM found
JOIN search_entry AS entry ON entry.number = found.number
JOIN interview_row AS row ON row.interview = entry.interview
LEFT JOIN child_row AS child ON child.child = row.child
ORDER BY found.number DESC
"""


class SqlSearch:
    """The full-text index (`search_rows.SearchStore`)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def count(self, terms: Sequence[Term]) -> int:
        """Return how many interviews have all of the terms, up to `MOST_FOUND`."""
        if not terms:
            return 0
        with reading(self._engine) as connection:
            asked = _match(connection, terms)
            return int(connection.exec_driver_sql(_COUNT, (asked, MOST_FOUND)).scalar_one()) if asked else 0

    def page(self, terms: Sequence[Term], *, offset: int, limit: int) -> tuple[SearchRow, ...]:
        """Return a page of them, the last submitted first."""
        if not terms:
            return ()
        with reading(self._engine) as connection:
            asked = _match(connection, terms)
            rows = connection.exec_driver_sql(_PAGE, (asked, limit, offset)) if asked else ()
            return tuple(SearchRow(*row) for row in rows)


def _match(connection: Connection, terms: Sequence[Term]) -> str:
    """Return what FTS5 is asked, empty where a word is in no interview.

    Folded words hold letters and digits alone, so none of it can be a command.
    """
    asked = [_asked(connection, term) for term in terms]
    return " AND ".join(asked) if all(asked) else ""


def _asked(connection: Connection, term: Term) -> str:
    phrase = " ".join(term.words)
    if not term.goes_on:
        return f'"{phrase}"'
    *before, last = term.words
    words = connection.exec_driver_sql(_BEGINNING, (*prefix_range(last), _FEW + 1)).scalars().all()
    if len(words) > _FEW:
        return f'"{phrase}"*'
    either = " OR ".join(f'"{" ".join((*before, word))}"' for word in words)
    return f"({either})" if either else ""
