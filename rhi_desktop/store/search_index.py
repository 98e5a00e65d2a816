"""Keeping the full-text index of submitted interviews in step with their records, inside the same transaction.

An interview is found by the words of its answers and jottings, and by its child's names and references.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, select

from rhi_desktop.domain.records import Body, Kind
from rhi_desktop.domain.searching import indexed_words
from rhi_desktop.store import search_tables, tables
from rhi_desktop.store.rows import among, unindexed
from rhi_desktop.store.standing import Standing, body_of

_ENTRY = search_tables.search_entry.c
_CHILD = tables.child_row.c
_BATCH: Final = 500
_CODE: Final = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+|yes|no|[0-9.:TZ+-]+")
"""What was chosen from a list, a date or a number: nobody searches for how the store spells it."""


def take_in(connection: Connection, standings: Sequence[Standing]) -> None:
    """Index the interviews among these records, and anew those of the children among them."""
    bodies = {one.record: one.body for one in standings if one.kind is Kind.INTERVIEW}
    children = [one.record for one in standings if one.kind is Kind.CHILD]
    link = tables.link.c
    theirs = select(link.record).where(among(link.subject, children), link.kind == Kind.INTERVIEW)
    others = set(connection.scalars(theirs)) - set(bodies) if children else set()
    take_out(connection, others)
    bodies.update(_bodies(connection, others))
    _put(connection, bodies)


def take_out(connection: Connection, interviews: Collection[str]) -> None:
    """Take interviews out of the index; their entries stay."""
    if interviews:
        numbers = connection.scalars(select(_ENTRY.number).where(among(_ENTRY.interview, interviews)))
        gone = [(number,) for number in numbers]
        if gone:
            connection.exec_driver_sql("DELETE FROM search_text WHERE rowid=?", gone)


def forget(connection: Connection) -> None:
    """Leave no trace of what was taken out: the index only marks it until it is written anew."""
    connection.exec_driver_sql("INSERT INTO search_text(search_text) VALUES('optimize')")
    with _vocabulary(connection):
        connection.exec_driver_sql(
            "DELETE FROM search_term WHERE word NOT IN (SELECT term FROM temp.search_vocabulary)"
        )


def make_anew(connection: Connection) -> None:
    """Index every interview whose entry there is."""
    connection.exec_driver_sql("INSERT INTO search_text(search_text) VALUES('delete-all')")
    connection.execute(delete(search_tables.search_term))
    for some in _every(connection):
        _put(connection, some)


def agrees(connection: Connection) -> bool:
    """Whether the index is what the interviews say: its entries, and how often each word stands in how many."""
    numbers = select(_ENTRY.number).order_by(_ENTRY.number)
    indexed = connection.exec_driver_sql("SELECT rowid FROM search_text ORDER BY rowid")
    if list(connection.scalars(numbers)) != [row[0] for row in indexed]:
        return False
    interviews: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for some in _every(connection):
        for _, words in _texts(connection, some):
            found = Counter(words.split())
            times.update(found)
            interviews.update(found.keys())
    if not times.keys() <= set(connection.scalars(select(search_tables.search_term.c.word))):
        return False
    with _vocabulary(connection):
        kept = connection.exec_driver_sql("SELECT term, doc, cnt FROM temp.search_vocabulary")
        if {row[0]: (row[1], row[2]) for row in kept} != {word: (interviews[word], times[word]) for word in times}:
            return False
    return _led_to(connection, interviews)


def _led_to(connection: Connection, interviews: Mapping[str, int]) -> bool:
    """Whether a search comes to each word where it stands: by a list of pages that the vocabulary does not need.

    FTS5 keeps that list by segment; a segment is in the bits of a page's id from 37 on (SQLite, fts5_index.c).
    """
    listed = connection.exec_driver_sql("SELECT DISTINCT segid FROM search_text_idx")
    pages = connection.exec_driver_sql("SELECT DISTINCT (id >> 37) & 65535 FROM search_text_data WHERE id > 10")
    if {row[0] for row in listed} != {row[0] for row in pages}:
        return False
    asked = "SELECT count(*) FROM search_text WHERE search_text MATCH ?"
    return all(
        connection.exec_driver_sql(asked, (f'"{word}"',)).scalar() == count for word, count in interviews.items()
    )


@contextmanager
def _vocabulary(connection: Connection) -> Iterator[None]:
    """Let what the index holds be read as the table `temp.search_vocabulary`."""
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.search_vocabulary USING fts5vocab(main, search_text, row)")
    try:
        yield
    finally:
        connection.exec_driver_sql("DROP TABLE temp.search_vocabulary")


def _every(connection: Connection) -> Iterator[dict[str, Body]]:
    ids = list(connection.scalars(select(_ENTRY.interview).order_by(_ENTRY.number)))
    for start in range(0, len(ids), _BATCH):
        yield dict(_bodies(connection, ids[start : start + _BATCH]))


def _bodies(connection: Connection, interviews: Collection[str]) -> Iterator[tuple[str, Body]]:
    if not interviews:
        return
    record, revision = tables.record.c, tables.revision.c
    kept = (
        select(record.id, record.merged, revision.content)
        .select_from(tables.record.join(tables.revision, record.head == revision.id))
        .where(among(record.id, interviews), unindexed(record.kind) == Kind.INTERVIEW)
    )
    for row in connection.execute(kept):
        yield row.id, body_of(row.content, row.merged)


def _put(connection: Connection, bodies: Mapping[str, Body]) -> None:
    if rows := sorted(_texts(connection, bodies)):
        connection.exec_driver_sql("INSERT INTO search_text(rowid, words) VALUES(?, ?)", rows)
        words = {word for _, text in rows for word in text.split()}
        if words:
            connection.exec_driver_sql("INSERT OR IGNORE INTO search_term(word) VALUES(?)", [(one,) for one in words])


def _texts(connection: Connection, bodies: Mapping[str, Body]) -> Iterator[tuple[int, str]]:
    """Yield each interview's number and the words by which it is found."""
    entries = select(_ENTRY.interview, _ENTRY.number).where(among(_ENTRY.interview, bodies))
    numbers = {row.interview: row.number for row in connection.execute(entries)}
    children = {str(body.get("child", "")) for body in bodies.values()}
    named = {
        row.child: row for row in connection.execute(select(tables.child_row).where(among(_CHILD.child, children)))
    }
    for interview, number in numbers.items():
        body = bodies[interview]
        child = named.get(str(body.get("child", "")))
        words = chain.from_iterable(map(indexed_words, (*_names(child), *_own_texts(body))))
        yield number, " ".join(words)


def _names(child: "Row[Any] | None") -> Sequence[str]:
    if child is None:
        return ()
    others = json.loads(child.other_names)
    return (child.name, child.preferred_name, *others, child.reference, child.police_reference, child.nhs_number)


def _own_texts(body: Body) -> Iterator[str]:
    codes = {str(one.get("value", "")) for one in _parts(body, "coded")}
    for answer in _parts(body, "answers"):
        value = str(answer.get("value", ""))
        if value and not all(word in codes or _CODE.fullmatch(word) for word in value.split()):
            yield value
    for jotting in _parts(body, "jottings"):
        yield str(jotting.get("text", ""))


def _parts(body: Body, name: str) -> Iterable[Body]:
    kept = body.get(name)
    return [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []
