"""What a thief of the hub's database, its backups and its logs holds is what `docs/threat-model.md` says, no more."""

import json
import re
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, text

from rhi_desktop.hub.engine import open_database, writing
from rhi_desktop.sync.hub_client import HttpHub
from rhi_desktop.wire import limits
from rhi_desktop.wire.envelope import ID, Header, parse
from tests.hub.databases import KINDS, prepare, sqlite_in
from tests.hub.dumps import Dump, dump
from tests.hub.postgres import Postgres
from tests.hub.served import ROOT, Served
from tests.spellings import coded, found, spellings
from tests.syncing.laptops import FOUNDING
from tests.syncing.months import WORDS, Team, lived_through

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

DOCUMENT = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
SEARCHED = {name: list(spellings(words)) for name, words in WORDS.items()}
HASH, DAY, FLAG, NUMBER = "[0-9a-f]{64}", r"\d{4}-\d\d-\d\d", "True|False", r"\d{1,9}"
WRAPPED: Final = 1168
"""How long a wrapped key is."""
SEALED: Final = 1136
"""By how much HPKE makes longer what it seals."""
FORMS = {
    "alembic_version.version_num": r"\d{4}",
    "hub.number": "1",
    "code.hash": HASH,
    "code.organisation": f"None|{NUMBER}",
    "code.expires": r"\d{10,13}",
    "organisation.number": NUMBER,
    "organisation.id": ID,
    "organisation.root_key": HASH,
    "organisation.size": NUMBER,
    "device.organisation": NUMBER,
    "device.id": ID,
    "device.member": f"({ID})?",
    "device.signing_key": HASH,
    "device.sealing_key": "([0-9a-f]{2432})?",
    "device.code": f"({HASH})?",
    "device.state": "pending|active|revoked",
    "device.team": FLAG,
    "device.recovered": FLAG,
    "device.counter": NUMBER,
    "device.tip": HASH,
    "device.held": NUMBER,
    "device.seen": f"({DAY})?",
    "envelope.organisation": NUMBER,
    "envelope.position": NUMBER,
    "envelope.device": ID,
    "envelope.quarantined": FLAG,
    "envelope.day": DAY,
    "envelope.size": NUMBER,
    "delivery.organisation": NUMBER,
    "delivery.reader": f"team|recovery|{ID}",
    "delivery.position": NUMBER,
    "tile.organisation": NUMBER,
    "tile.level": NUMBER,
    "tile.number": NUMBER,
}
"""All that may stand in each column that holds no bytes: nothing into which a word would fit."""
BYTES = {
    "hub.key": lambda raw: len(raw) == 32,
    "organisation.frontier": lambda raw: len(raw) % 32 == 0,
    "device.statement": lambda raw: not raw or (len(raw) - SEALED) % limits.SMALLEST == 0,
    "envelope.id": lambda raw: len(raw) == 32,
    "envelope.content": lambda raw: bool(parse(raw)),
    "tile.root": lambda raw: len(raw) == 32,
}
"""What those columns hold that hold bytes."""


@dataclass(frozen=True)
class Stolen:
    """What a thief has, and what there was to steal."""

    dump: Dump
    lines: list[str]
    team: Team


@pytest.fixture(scope="module", params=KINDS)
def stolen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stolen:
    """A hub's database, while it serves, and its log, after some months of a team."""
    folder: Path = tmp_path_factory.mktemp("stolen")
    (folder / "laptops").mkdir()
    if request.param == "sqlite":
        url = sqlite_in(folder)()
    else:
        cluster: Postgres = request.getfixturevalue("postgres")
        url = cluster.fresh(prepare)
    with Served(url) as served, ExitStack() as lines:
        team = lived_through(
            lambda _, signer: lines.enter_context(closing(HttpHub(served.url, signer))), folder / "laptops"
        )
        taken = dump(url)
    return Stolen(taken, served.lines, team)


def told(heading: str) -> frozenset[str]:
    """Return what the first column of the tables below a heading of the document names."""
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert section, heading
    cells = [line.split("|")[1] for line in section[1].splitlines() if line.startswith("|")]
    return frozenset(name for cell in cells for name in re.findall(r"`([^`]+)`", cell))


def test_the_document_names_every_column_of_the_database_and_no_other(stolen: Stolen) -> None:
    assert told("The hub's database") == stolen.dump.columns == FORMS.keys() | BYTES.keys()


def test_the_document_names_every_field_of_an_envelopes_header_and_no_other() -> None:
    assert told("The outside of an envelope") == set(Header.__struct_fields__)


def test_every_test_that_the_document_names_is_there() -> None:
    named = set(re.findall(r"`(?:tests/[\w/]+/)?(test_\w+\.py)`", DOCUMENT))
    assert len(named) > 20
    assert named - {path.name for path in (ROOT / "tests").rglob("test_*.py")} == set()


def test_none_of_the_words_is_in_the_database_though_all_of_them_went_through_it(stolen: Stolen) -> None:
    assert found(stolen.dump.raw, SEARCHED) == []
    ann = stolen.team.ann
    with ann.engine.connect() as connection:
        both = text("SELECT content FROM revision UNION ALL SELECT content FROM statement")
        contents = list(connection.execute(both).scalars())
    here = found(b"\n".join(contents), SEARCHED)
    assert set(WORDS) - set(here) == {"somebody invited"}


def test_every_value_is_of_a_form_into_which_no_word_fits(stolen: Stolen) -> None:
    strange = []
    for name, value in stolen.dump.values():
        if name in BYTES:
            fits = value is None or BYTES[name](bytes(value))
        else:
            fits = bool(re.fullmatch(FORMS[name], _written(name, value)))
        if not fits:
            strange.append(name)
    assert strange == []
    assert {name for name, _ in stolen.dump.values()} >= stolen.dump.columns - {"tile.root"} - _of("tile")


def _written(name: str, value: Any) -> str:
    return str(bool(value)) if FORMS[name] == FLAG else str(value)


def _of(table: str) -> set[str]:
    return {name for name in FORMS if name.startswith(f"{table}.")}


def test_the_length_of_an_envelope_tells_its_readers_and_its_size_class_alone(stolen: Stolen) -> None:
    classes = set()
    for row in stolen.dump.rows["envelope"]:
        envelope = parse(bytes(row["content"]))
        sealed = len(envelope.ciphertext) - limits.TAG
        assert limits.is_size_class(sealed)
        assert {len(wrap) for wrap in envelope.wraps} == {WRAPPED}
        assert row["size"] == len(envelope.content)
        assert envelope.content.count(envelope.header_bytes) == 1
        assert envelope.header_bytes == envelope.header.to_bytes()
        classes.add(sealed)
    assert len(classes) > 1


def test_no_time_is_finer_than_a_day_but_when_a_code_runs_out(stolen: Stolen) -> None:
    assert not re.search(rb"\d{4}-\d\d-\d\d[T ]\d\d:", _without_comments(stolen.dump.raw))
    late = {name for name, value in stolen.dump.values() if isinstance(value, int) and value > 10**9}
    assert late == {"code.expires"}


def _without_comments(raw: bytes) -> bytes:
    """Return a dump without what PostgreSQL's tool says of itself."""
    return b"\n".join(line for line in raw.splitlines() if not line.startswith(b"--"))


def test_no_private_key_is_in_the_database_but_the_hubs_own(stolen: Stolen) -> None:
    keys = stolen.team.keys
    assert len({name.partition(",")[0] for name in keys}) >= 3 + 2 * len(stolen.team.everybody) + 3
    assert found(stolen.dump.raw, {name: list(coded(key)) for name, key in keys.items()}) == []
    (hub,) = stolen.dump.rows["hub"]
    assert found(stolen.dump.raw, {"the hub's own": [bytes(hub["key"]), bytes(hub["key"]).hex().encode()]})


def test_no_code_that_lets_somebody_in_is_in_the_database(stolen: Stolen) -> None:
    assert len(stolen.team.codes) > 4
    searched = {code: list(spellings(code)) for code in (*stolen.team.codes, FOUNDING)}
    assert found(stolen.dump.raw, searched) == []


def test_the_log_of_the_hub_names_nobody_and_says_nothing(stolen: Stolen) -> None:
    written = "".join(stolen.lines).encode()
    ids = {value for name, value in stolen.dump.values() if name.endswith((".id", ".member", ".signing_key", ".tip"))}
    named = {str(value): [str(value).encode()] for value in ids if isinstance(value, str) and value}
    hashes = {row["id"].hex(): [bytes(row["id"]).hex().encode()] for row in stolen.dump.rows["envelope"]}
    assert found(written, SEARCHED | named | hashes) == []
    lines = [json.loads(line) for line in stolen.lines]
    requests = [line for line in lines if line["event"] == "request"]
    assert len(requests) > 50
    assert frozenset(requests[0]) == told("The hub's log and its counts")
    assert all(frozenset(line) == frozenset(requests[0]) for line in requests)
    assert {line["level"] for line in lines} == {"info"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_search_finds_what_was_planted(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = sqlite_in(tmp_path)() if kind == "sqlite" else request.getfixturevalue("postgres").fresh(prepare)
    planted = [(spelling, name) for name, each in SEARCHED.items() for spelling in each]
    table = Table("planted", MetaData(), Column("number", Integer), Column("content", LargeBinary))
    engine = open_database(url)
    table.create(engine)
    with writing(engine) as connection:
        rows = [{"number": number, "content": spelling} for number, (spelling, _) in enumerate(planted)]
        connection.execute(table.insert(), rows)
    taken = dump(url)
    engine.dispose()
    assert set(found(taken.raw, SEARCHED)) == set(WORDS)
    assert taken.columns >= {"planted.number", "planted.content"}
    assert all(found(b"-" + spelling + b"-", {name: SEARCHED[name]}) for spelling, name in planted)
