"""Finding interviews by their words (`services.search_rows`): the index gives them in the order of submission."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Engine

from rhi_desktop.domain.searching import Term
from rhi_desktop.services.search_rows import SearchRow
from rhi_desktop.store.transactions import reading

_COUNT: Final = "SELECT count(*) FROM search_text WHERE search_text MATCH ?"
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
        """Return how many interviews have all of the terms."""
        if not terms:
            return 0
        with reading(self._engine) as connection:
            return int(connection.exec_driver_sql(_COUNT, (match_of(terms),)).scalar_one())

    def page(self, terms: Sequence[Term], *, offset: int, limit: int) -> tuple[SearchRow, ...]:
        """Return a page of them, the last submitted first."""
        if not terms:
            return ()
        with reading(self._engine) as connection:
            rows = connection.exec_driver_sql(_PAGE, (match_of(terms), limit, offset))
            return tuple(SearchRow(*row) for row in rows)


def match_of(terms: Sequence[Term]) -> str:
    """Return what FTS5 is asked. Folded words hold letters and digits alone, so none of it can be a command."""
    return " AND ".join(f'"{" ".join(term.words)}"{"*" if term.goes_on else ""}' for term in terms)
