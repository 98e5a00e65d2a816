"""The question sets of a workspace: kept as records, so that an interview can be read as it was asked."""

from collections.abc import Callable
from datetime import datetime

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.people import QuestionSet
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.xform import read_form
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import Records


class QuestionSets:
    """Installs question sets into the store and reads them back; a form is read once and kept."""

    def __init__(self, records: Records, clock: Callable[[], datetime]) -> None:
        self._records = records
        self._clock = clock
        self._forms: dict[str, Form] = {}

    def has_source(self, digest: str) -> bool:
        """Whether the set that new interviews are written on was converted from this source."""
        newest = next(iter(self._records.every(Kind.QUESTION_SET)), None)
        return newest is not None and filed(newest, QuestionSet).value.source == digest

    def install(self, xform: bytes, *, source: str = "") -> str:
        """Keep a question set as a record and return its id; the same bytes are kept once.

        Raises QuestionSetError where the engine cannot run it.
        """
        form = read_form(xform)
        for record in self._records.every(Kind.QUESTION_SET):
            if filed(record, QuestionSet).value.digest == form.digest:
                return record.id
        kept = QuestionSet(
            form_id=form.form_id,
            version=form.version,
            title=form.title,
            digest=form.digest,
            xform=xform.decode("utf-8"),
            source=source,
        )
        change = Change(new_record_id(self._clock()), Kind.QUESTION_SET, to_body(kept))
        return self._records.commit([change])[0].id

    def newest(self) -> tuple[Form, str]:
        """Return the form that a new interview is written on, and its record's id."""
        record = self._records.every(Kind.QUESTION_SET)[0]
        return self.form(record.id), record.id

    def form(self, question_set: str) -> Form:
        """Return the form of a question set record."""
        if question_set not in self._forms:
            kept = filed(self._records.get(Kind.QUESTION_SET, question_set), QuestionSet).value
            self._forms[question_set] = read_form(kept.xform.encode("utf-8"))
        return self._forms[question_set]
