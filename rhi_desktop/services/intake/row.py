"""Reading one row."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Json
from rhi_desktop.services.intake.alike import Identity
from rhi_desktop.services.intake.facts import RowFacts, RowNote
from rhi_desktop.services.intake.fields import TIME_OF, Field
from rhi_desktop.services.intake.mapping import ColumnMapping
from rhi_desktop.services.intake.moments import before, comes_before
from rhi_desktop.services.intake.names import joined, read_name
from rhi_desktop.services.intake.notices import Notice, notice_of
from rhi_desktop.services.intake.references import nhs_number, reference_fault
from rhi_desktop.services.intake.sheets import Cell, SheetRow, cell_text
from rhi_desktop.services.intake.times import Unreadable, read_day, read_when
from rhi_desktop.services.intake.words import says_not_yet, says_nothing, tidy, yes_or_no

ADULT = 18
_BESIDE_BIRTH = re.compile(r"\s*(?:\([^)]*\)|,?\s*aged?\s+\d{1,2}.*)\s*$", re.IGNORECASE)
"""An age beside the date of birth."""
CLOCKS_DIFFER = timedelta(minutes=5)
_CHILD_TEXTS = (
    *(Field.PREFERRED_NAME, Field.FIRST_LANGUAGE, Field.ADDRESS, Field.POSTCODE, Field.CARER, Field.SCHOOL),
    *(Field.RESPONSIBLE_AUTHORITY, Field.HOST_AUTHORITY, Field.SOCIAL_WORKER),
)
_EPISODE_TEXTS = (
    *(Field.POLICE_CATEGORY, Field.LAST_SEEN_BY, Field.REPORTED_BY, Field.MISSING_FROM, Field.MISSING_FROM_POSTCODE),
    *(Field.FOUND_AT, Field.FOUND_POSTCODE, Field.CIRCUMSTANCES),
)
_STATUS_TEXTS = (Field.RESPONSIBLE_AUTHORITY, Field.HOST_AUTHORITY, Field.SOCIAL_WORKER)
_CHILD_CODES = {Field.SEX: "sex", Field.ETHNICITY: "ethnicity"}
_EPISODE_CODES = {
    Field.EPISODE_KIND: "episode_kind",
    Field.POLICE_RISK: "police_risk",
    Field.RETURNED_HOW: "returned_how",
    Field.MISSING_FROM_KIND: "place",
    Field.FOUND_KIND: "place",
}
_STATUS_CODES = {Field.CASE_STATUS: "case_status", Field.LEGAL_STATUS: "legal_status", Field.PLACEMENT: "placement"}
_NAMED_DIFFERENTLY = {Field.EPISODE_KIND: "kind"}
_HIDDEN = "This row is hidden in the spreadsheet, so it was not read. Show it there, or take it out."


class RowReader:
    """Reads the rows of one sheet."""

    def __init__(
        self,
        mapping: ColumnMapping,
        headings: tuple[str, ...],
        code_lists: CodeLists,
        now: datetime,
        *,
        from_1904: bool,
    ) -> None:
        self._headings = headings
        self._columns: dict[Field, list[int]] = {}
        for column, field in enumerate(mapping.columns):
            if field is not None:
                self._columns.setdefault(field, []).append(column)
        self._code_lists = code_lists
        self._now = now
        self.latest = Moment.at(now + CLOCKS_DIFFER)
        self._from_1904 = from_1904
        self._codes: dict[tuple[str, str], str | None] = {}
        self.child_texts = self._fed(_CHILD_TEXTS)
        self.episode_texts = self._fed(_EPISODE_TEXTS)
        self.status_texts = self._fed(_STATUS_TEXTS)

    def read(self, row: SheetRow) -> RowFacts:
        """Return what a row says."""
        return _Reading(self, row).facts()

    def _fed(self, fields: Sequence[Field]) -> tuple[Field, ...]:
        return tuple(field for field in fields if field in self._columns)

    def columns(self, field: Field) -> Sequence[int]:
        """Return the columns that feed a field."""
        return self._columns.get(field, ())

    def heading(self, column: int) -> str:
        """Return a column's heading."""
        return self._headings[column] if column < len(self._headings) else ""

    def code(self, name: str, text: str) -> str | None:
        """Return the code that a text means in a list, None where there is none."""
        if (name, text) not in self._codes:
            self._codes[name, text] = self._code_lists[name].find(text)
        return self._codes[name, text]

    @property
    def now(self) -> datetime:
        """The instant of the import."""
        return self._now

    @property
    def from_1904(self) -> bool:
        """Whether bare numbers count from 1904."""
        return self._from_1904


class _Reading:
    """One row while it is read: gathers notes."""

    def __init__(self, reader: RowReader, row: SheetRow) -> None:
        self._reader = reader
        self._row = row
        self._warnings: list[RowNote] = []
        self._errors: list[RowNote] = []
        self._notes: list[str] = []
        self._plain = [tidy(cell_text(cell)) for cell in row.cells]

    def facts(self) -> RowFacts:
        if self._row.hidden:
            self._fail(None, _HIDDEN)
            return RowFacts(row=self._row.number, errors=tuple(self._errors), cells=self._row.cells)
        name, others = self._name()
        born = self._born()
        missing_since, found, returned = self._times(born)
        identity = Identity(
            names=tuple(dict.fromkeys((name, *others))) if name else (),
            born=born,
            reference=self._reference(Field.REFERENCE),
            police_person=self._reference(Field.POLICE_PERSON),
            nhs_number=self._nhs_number(),
        )
        return RowFacts(
            row=self._row.number,
            name=name,
            identity=identity,
            child=self._child(others),
            missing_since=missing_since,
            found=found,
            returned=returned,
            police_reference=self._reference(Field.POLICE_REFERENCE),
            episode=self._episode(),
            status=self._status(),
            received=self._received(),
            source=self._text(Field.SOURCE),
            notes=(*self._texts(Field.NOTES), *self._notes),
            warnings=tuple(self._warnings),
            errors=tuple(self._errors),
            cells=self._row.cells,
        )

    def _name(self) -> tuple[str, tuple[str, ...]]:
        forename, surname = self._text(Field.FORENAME), self._text(Field.SURNAME)
        whole = self._text(Field.NAME)
        others = tuple(
            part.strip() for text in self._texts(Field.OTHER_NAMES) for part in text.replace(";", ",").split(",")
        )
        read = read_name(joined(forename, surname)) if forename or surname else read_name(whole)
        return read.name, tuple(one for one in (*read.others, *others) if one and not says_nothing(one))

    def _born(self) -> str:
        cell, column = self._cell(Field.BORN)
        if column is None or says_nothing(tidy(cell_text(cell))):
            return ""
        try:
            plain = _BESIDE_BIRTH.sub("", cell) if isinstance(cell, str) else cell
            day = read_day(plain, from_1904=self._reader.from_1904)
        except Unreadable as error:
            self._fail(column, str(error))
            return ""
        if day > self._reader.now.date():
            self._fail(column, "This date of birth is still to come. Write the year with four digits, and check it.")
            return ""
        return day.isoformat()

    def _times(self, born: str) -> tuple[str, str, str]:
        missing_since = self._time(Field.MISSING_SINCE)
        found = self._time(Field.FOUND)
        returned = self._time(Field.RETURNED)
        event = self._time(Field.EVENT)
        notice = self._notice(needed=bool(event))
        if event and notice is Notice.MISSING:
            missing_since = missing_since or event
        elif event and notice is Notice.FOUND:
            found = found or event
        elif event and notice is Notice.RETURNED:
            returned = returned or event
        self._check_order(missing_since, found, returned)
        first = missing_since or found or returned
        if not first and not self._errors:
            self._fail(self._first(Field.MISSING_SINCE, Field.EVENT, Field.FOUND), "There is no date of the episode.")
        self._check_age(born, first)
        return missing_since, found, returned

    def _notice(self, *, needed: bool) -> Notice | None:
        text = self._text(Field.NOTICE)
        notice = notice_of(text)
        if needed and notice is None:
            self._fail(
                self._first(Field.NOTICE), "This does not say whether the child went missing, was found, or came back."
            )
        return notice

    def _time(self, field: Field) -> str:
        if not self._reader.columns(field):
            return ""
        cell, column = self._cell(field)
        if column is None or says_not_yet(tidy(cell_text(cell))):
            return ""
        clock, clock_column = self._cell(TIME_OF[field])
        if says_nothing(tidy(cell_text(clock))):
            clock = None
        try:
            when = read_when(cell, clock, from_1904=self._reader.from_1904)
        except Unreadable as error:
            at_fault = (
                clock_column if clock_column is not None and str(error).startswith("This time cannot") else column
            )
            self._fail(at_fault, str(error))
            return ""
        if comes_before(self._reader.latest, when.moment):
            self._fail(column, "This is still to come. Check the date and the time.")
            return ""
        for note in when.notes:
            self._warn(column, note)
        return when.moment.text

    def _check_order(self, missing_since: str, found: str, returned: str) -> None:
        pairs = (
            (missing_since, found, Field.FOUND, "The child was found before going missing. Check both times."),
            (missing_since, returned, Field.RETURNED, "The child was back before going missing. Check both times."),
            (found, returned, Field.RETURNED, "The child was back before being found. Check both times."),
        )
        for earlier, later, field, sentence in pairs:
            if earlier and later and before(later, earlier):
                self._fail(self._first(field, Field.EVENT), sentence)
                return

    def _check_age(self, born: str, first: str) -> None:
        day = date.fromisoformat(first[:10]) if first else self._reader.now.date()
        text = self._text(Field.AGE)
        said = int(text) if text.isdigit() else None
        if born:
            birth = date.fromisoformat(born)
            years = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
            if years >= ADULT:
                self._fail(self._first(Field.BORN), "This makes the person 18 or older at the time. Check the year.")
            elif years < 0:
                self._fail(self._first(Field.BORN), "The episode is before this date of birth. Check both.")
            elif said is not None and abs(years - said) > 1:
                self._warn(self._first(Field.AGE), "The age does not fit the date of birth.")
        elif said is not None and said >= ADULT:
            self._fail(self._first(Field.AGE), "The person was 18 or older.")

    def _child(self, others: tuple[str, ...]) -> dict[str, Json]:
        fields: dict[str, Json] = {
            field.value: text for field in self._reader.child_texts if (text := self._text(field))
        }
        fields |= self._coded(_CHILD_CODES)
        alerts: list[Json] = [
            tidy(part)
            for text in self._texts(Field.ALERTS)
            for part in text.replace("\n", ";").split(";")
            if not says_nothing(tidy(part)) and yes_or_no(tidy(part)) != "no"
        ]
        return fields | ({"alerts": alerts} if alerts else {}) | ({"other_names": [*others]} if others else {})

    def _episode(self) -> dict[str, str]:
        fields = {field.value: text for field in self._reader.episode_texts if (text := self._text(field))}
        fields |= self._coded(_EPISODE_CODES)
        cell, column = self._cell(Field.POLICE_CHECK_ON)
        if column is not None and not says_not_yet(tidy(cell_text(cell))):
            try:
                fields["police_check_on"] = read_day(cell, from_1904=self._reader.from_1904).isoformat()
            except Unreadable as error:
                self._warn(column, f"{error} It was left out.")
        check = self._text(Field.POLICE_CHECK)
        return fields | ({"police_check": yes_or_no(check) or check} if check else {})

    def _status(self) -> dict[str, str]:
        fields = {field.value: text for field in self._reader.status_texts if (text := self._text(field))}
        fields |= self._coded(_STATUS_CODES)
        plan = self._text(Field.PROTECTION_PLAN)
        if plan:
            fields["protection_plan"] = yes_or_no(plan) or "yes"
        return fields

    def _coded(self, codes: dict[Field, str]) -> dict[str, str]:
        """Return codes; what is no code is told, and kept word for word in the notes of the referral."""
        fields = {}
        for field, name in codes.items():
            text = self._text(field) if self._reader.columns(field) else ""
            if not text:
                continue
            code = self._reader.code(name, text)
            if code is None:
                column = self._first(field)
                self._warn(column, "This is not on the code list. It was kept in the notes of the referral.")
                self._notes.append(f"{field.label}: {text}")
            else:
                fields[_NAMED_DIFFERENTLY.get(field, field.value)] = code
        return fields

    def _received(self) -> str:
        return self._time(Field.RECEIVED) if self._reader.columns(Field.RECEIVED) else ""

    def _reference(self, field: Field) -> str:
        text = self._text(field)
        fault = reference_fault(text) if text else ""
        if fault:
            self._warn(self._first(field), fault)
            return ""
        return text

    def _nhs_number(self) -> str:
        text = self._text(Field.NHS_NUMBER)
        number = nhs_number(text)
        if text and not number:
            self._warn(
                self._first(Field.NHS_NUMBER), "This is not an NHS number: its check digit is wrong. It was left out."
            )
        return number

    def _cell(self, field: Field) -> tuple[Cell, int | None]:
        """Return the cell of a field and its column, which is None where there is none that can be read."""
        for column in self._reader.columns(field):
            if column in self._row.faults:
                self._fail(column, self._row.faults[column])
                return None, None
            if column < len(self._row.cells) and self._row.cells[column] is not None:
                return self._row.cells[column], column
        return None, None

    def _text(self, field: Field) -> str:
        return next(iter(self._texts(field)), "")

    def _texts(self, field: Field) -> list[str]:
        texts = []
        for column in self._reader.columns(field):
            if column in self._row.faults:
                self._fail(column, self._row.faults[column])
            elif column < len(self._row.cells):
                text = self._plain[column]
                if not says_nothing(text):
                    texts.append(text)
        return texts

    def _first(self, *fields: Field) -> int | None:
        """Return the first column that feeds one of the fields."""
        return next((column for field in fields for column in self._reader.columns(field)), None)

    def _fail(self, column: int | None, sentence: str) -> None:
        note = self._note(column, sentence)
        if note not in self._errors:
            self._errors.append(note)

    def _warn(self, column: int | None, sentence: str) -> None:
        note = self._note(column, sentence)
        if note not in self._warnings:
            self._warnings.append(note)

    def _note(self, column: int | None, sentence: str) -> RowNote:
        return RowNote(self._row.number, self._reader.heading(column) if column is not None else "", sentence)
