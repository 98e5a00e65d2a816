"""The list of helplines: shipped, and then the team's own to keep true."""

import json
import tomllib
from collections.abc import Callable, Iterable
from datetime import date, datetime

from rhi_desktop.domain.bodies import from_body, to_body
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.helpline import Helpline
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.questions.session import Session
from rhi_desktop.services.kept_settings import KeptSettings
from rhi_desktop.services.ports import Records

SETTING = "helplines"
_ASKED = ".helplines"


class HelplineUnclear(RhiError):
    """A helpline without a name or a number."""


class Helplines:
    """Reads and keeps the list. Calls read the store: give them to its lane."""

    def __init__(self, records: Records, shipped: tuple[Helpline, ...], clock: Callable[[], datetime]) -> None:
        self._settings = KeptSettings(records)
        self._shipped = shipped
        self._clock = clock

    def today(self) -> date:
        """Return today on a London clock."""
        return self._clock().astimezone(LONDON).date()

    def lines(self) -> tuple[Helpline, ...]:
        """Return the list as it is now: the team's own, else the shipped one."""
        kept = self._settings.find(SETTING)
        if kept is None:
            return self._shipped
        return tuple(from_body(line, Helpline) for line in json.loads(kept.value.value))

    def keep(self, lines: Iterable[Helpline]) -> tuple[Helpline, ...]:
        """Keep a changed list. Raises HelplineUnclear, RecordChanged."""
        changed = tuple(lines)
        if not all(line.name.strip() and line.contact.strip() for line in changed):
            raise HelplineUnclear("Each helpline needs a name and a number or address.")
        value = json.dumps([to_body(line) for line in changed], ensure_ascii=False)
        self._settings.keep(SETTING, value)
        return changed

    def name_in(self, session: Session) -> None:
        """Give the choices of an interview that is being written the numbers as they are now, and say what is stale."""
        labels = {line.code: _label(line, self.today()) for line in self.lines()}
        for definition in session.form.walk():
            if (definition.concept or "").endswith(_ASKED):
                session.relabel(definition.path, labels)


def read_helplines(text: str) -> tuple[Helpline, ...]:
    """Read the shipped list from its TOML (`resources/helplines.toml`)."""
    return tuple(
        Helpline(
            code=line["code"],
            name=line["name"],
            contact=line["contact"],
            audience=line["for"],
            what=line["what"],
            source=line["source"],
            checked=line["checked"],
        )
        for line in tomllib.loads(text)["helpline"]
    )


def _label(line: Helpline, today: date) -> str:
    caution = line.caution(today)
    return f"{line.name} {line.contact}" + (f" ({caution})" if caution else "")
