"""With whom a referral is, on its page: a coordinator gives it and signs it off, a worker sees who gave it to them."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.domain.referral import Referral
from rhi_desktop.gui.cards import Line, button, card
from rhi_desktop.gui.casework.give_form import GiveForm
from rhi_desktop.gui.editing import EditPage, EditWords, Work
from rhi_desktop.gui.jobs import Err, Jobs, Ok, Result
from rhi_desktop.services.syncing.team import TeamMember
from rhi_desktop.services.syncing.teaming import Teaming

_GIVE = EditWords("Give the referral", "Leave it as it is", unsaved="The referral is not given yet.")
_LETS_GO = "The worker’s laptop keeps the case for some weeks, and then lets go of it."
_NOBODY = "With nobody yet"


class Allocation(QObject):
    """Puts a card on a referral's page where this laptop belongs to a team. `changed` after it was given or signed."""

    asked = Signal()
    changed = Signal()

    def __init__(self, teaming: Teaming, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._teaming = teaming
        self._jobs = jobs
        self._referral: Filed[Referral] | None = None
        self._members: tuple[TeamMember, ...] = ()
        self.form = GiveForm()
        self.page = EditPage(self.form, self.form, jobs, _GIVE)

    def show_referral(self, referral: Filed[Referral], put: Callable[[QWidget], None]) -> None:
        """Read who is in the team, and give the card to `put`; none where there is no team."""
        self._referral = referral
        self._jobs.background(self._teaming.team.members, partial(self._read, referral, put))

    def _read(
        self, referral: Filed[Referral], put: Callable[[QWidget], None], result: Result[tuple[TeamMember, ...]]
    ) -> None:
        if isinstance(result, Err):
            raise result.error
        if referral is self._referral and result.value:
            self._members = result.value
            put(self._card(referral, ""))
            self._put = put

    def _card(self, referral: Filed[Referral], wrong: str) -> QWidget:
        names = {one.member: one.name for one in self._members}
        lines = [*allocation_lines(referral.value, names, self._own), *([(wrong, "error")] if wrong else [])]
        return card(lines, self._buttons(referral) if self._teaming.allocating.may else ())

    @property
    def _own(self) -> str:
        """The id of the member whose laptop this is."""
        device = self._teaming.device
        return next((one.member for one in self._members if device in {each.device for each in one.devices}), "")

    def _buttons(self, referral: Filed[Referral]) -> list[QPushButton]:
        value, allocating = referral.value, self._teaming.allocating
        give = button("Give to somebody else…" if value.worker else "Give to…", "", partial(self._ask, referral))
        if value.signed_off:
            act = partial(self._do, partial(allocating.reopen, referral.id, referral.head))
            return [button("Reopen", "", act, named="Reopen: take the sign-off back")]
        if not value.worker:
            return [give]
        act = partial(self._do, partial(allocating.sign_off, referral.id, referral.head))
        return [give, button("Sign off", "", act, named="Sign off: the work is done")]

    def _ask(self, referral: Filed[Referral]) -> None:
        form = self.form
        form.show_members(self._members, referral.value.worker, self._own)

        def work() -> Work:
            allocating = self._teaming.allocating
            return partial(allocating.allocate, referral.id, referral.head, form.chosen(), form.why())

        self.page.begin("Give the referral to", work)
        self.asked.emit()
        first = next(iter(form.choices.values()), None)
        if first is not None:
            first.setFocus()

    def _do(self, job: Callable[[], object]) -> None:
        self._jobs.store(job, self._did)

    def _did(self, result: Result[object]) -> None:
        if isinstance(result, Ok):
            self.changed.emit()
            return
        if not isinstance(result.error, RhiError):
            raise result.error
        if self._referral is not None:
            self._put(self._card(self._referral, str(result.error)))


def allocation_lines(referral: Referral, names: Mapping[str, str], own: str) -> list[Line]:
    """Return with whom a referral is, how it came to them, and whether the work is done."""
    last = next((one for one in reversed(referral.transfers) if one.worker == referral.worker), None)
    by = names.get(last.by, "somebody") if last is not None else ""
    given = Moment.at(parse_instant(last.at)).spoken if last is not None else ""
    lines: list[Line] = []
    if not referral.worker:
        lines.append((_NOBODY, "section"))
    elif referral.worker == own:
        foreign = last is not None and last.by != own
        lines.append((f"Given to you by {by}" if foreign else "With you", "section"))
        lines.append((given if foreign else "", "muted"))
    else:
        lines.append((f"With {names.get(referral.worker, 'somebody who is not in the team')}", "section"))
        lines.append((f"Given by {by}, {given}" if by else "", "muted"))
    if last is not None and last.reason:
        lines.append((f"Reason: {last.reason}", "body"))
    if referral.signed_off:
        signer = names.get(referral.signed_off_by, "somebody")
        lines.append((f"Signed off by {signer}, {Moment.at(parse_instant(referral.signed_off)).spoken}", "chip:good"))
        lines.append((_LETS_GO, "caption"))
    return lines
