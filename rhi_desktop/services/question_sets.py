"""The question sets of a workspace: kept as records, so that an interview can be read as it was asked."""

from collections.abc import Callable

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import named_record_id
from rhi_desktop.domain.people import QuestionSet
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.session import Session
from rhi_desktop.questions.xform import read_form
from rhi_desktop.services.filing import filed
from rhi_desktop.services.left_over import LeftOver, left_over
from rhi_desktop.services.ports import Records

RUBRIC = "review-rubric"
"""The form_id of the question sets that are rubrics of reviews, and no interviews."""


class QuestionSets:
    """Installs question sets into the store and reads them back; a form is read once and kept.

    Those of interviews; or, with `rubric`, those by which interviews are reviewed: where there is none yet, the one
    that it returns is taken up.

    The set in use is the one whose record was committed last, by this `member` or as the organisation's own: one that
    came with a colleague's interview is only there to read it by.
    """

    def __init__(self, records: Records, member: str, *, rubric: Callable[[], QuestionSet] | None = None) -> None:
        self._records = records
        self._rubric = rubric
        self._member = member
        self._forms: dict[str, Form] = {}

    def has_source(self, digest: str) -> bool:
        """Whether a set of this workspace was converted from this source."""
        return any(kept.value.source == digest for kept in self._in_use())

    def has_local(self) -> bool:
        """Whether new interviews are written on a set of the organisation's own."""
        return any(kept.value.local for kept in self._in_use()[:1])

    def install(self, xform: bytes, *, source: str = "", sheets: str = "") -> str:
        """Keep a question set as a record and return its id; the same bytes are kept once.

        Raises QuestionSetError where the engine cannot run it.
        """
        read = question_set(xform, source=source, sheets=sheets)
        known = next((kept.id for kept in self._in_use() if kept.value.digest == read.digest), None)
        return known if known is not None else self.adopt(read)

    def adopt(self, chosen: QuestionSet) -> str:
        """Write new interviews on this set from now on, and return its id; one that is known is taken up again."""
        body = to_body(chosen)
        known = next((kept for kept in self.every() if kept.value.digest == chosen.digest), None)
        if known is None:
            change = Change(named_record_id(Kind.QUESTION_SET, chosen.digest), Kind.QUESTION_SET, body)
        else:
            change = Change(known.id, Kind.QUESTION_SET, body, (known.head,))
        return self._records.commit([change])[0].id

    def every(self) -> tuple[Filed[QuestionSet], ...]:
        """Return all sets, the one in use first, then by when each was last taken up."""
        every = (filed(record, QuestionSet) for record in self._records.every(Kind.QUESTION_SET))
        kept = (one for one in every if (one.value.form_id == RUBRIC) is (self._rubric is not None))
        return tuple(sorted(kept, key=lambda one: one.at, reverse=True))

    def newest(self) -> tuple[Form, str]:
        """Return the form that a new interview is written on, and its record's id."""
        current = self._in_use()[0]
        return self.form(current.id), current.id

    def _in_use(self) -> tuple[Filed[QuestionSet], ...]:
        every = self.every()
        if not every and self._rubric is not None:
            self.adopt(self._rubric())
            every = self.every()
        return tuple(kept for kept in every if kept.value.local or kept.author == self._member) or every

    def form(self, question_set: str) -> Form:
        """Return the form of a question set record."""
        if question_set not in self._forms:
            kept = filed(self._records.get(Kind.QUESTION_SET, question_set), QuestionSet).value
            self._forms[question_set] = read_form(kept.xform.encode("utf-8"))
        return self._forms[question_set]

    def left_over(self, session: Session) -> tuple[LeftOver, ...]:
        """Return the answers that a session has no place for, as they were asked."""
        if not session.unplaced:
            return ()
        return left_over(session.unplaced, (self.form(kept.id) for kept in self.every()))


def question_set(xform: bytes, *, source: str = "", sheets: str = "", local: bool = False) -> QuestionSet:
    """Return the set of an XForm. Raises QuestionSetError where the engine cannot run it."""
    form = read_form(xform)
    return QuestionSet(
        form_id=form.form_id,
        version=form.version,
        title=form.title,
        digest=form.digest,
        xform=xform.decode("utf-8"),
        source=source,
        sheets=sheets,
        local=local,
    )
