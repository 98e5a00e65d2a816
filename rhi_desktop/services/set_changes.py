"""Changing the questions: what a new version changes, what becomes of open interviews, and taking it up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.interview import Draft
from rhi_desktop.domain.people import Member, QuestionSet
from rhi_desktop.domain.records import Kind
from rhi_desktop.questions.comparing import Difference, compare
from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.pairing import Pairs, pair
from rhi_desktop.questions.xform import read_form
from rhi_desktop.services.concept_uses import Loss, lost
from rhi_desktop.services.filing import filed
from rhi_desktop.services.moving import Move, plan_move, rekeyed
from rhi_desktop.services.ports import Drafts, Records
from rhi_desktop.services.question_sets import RUBRIC, QuestionSets
from rhi_desktop.services.set_files import Shipped, workbook
from rhi_desktop.services.translations import Translation, Translations


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the questions: who took it up and when. `in_use`: new interviews are written on it."""

    id: str
    title: str
    version: str
    at: datetime
    by: str
    local: bool
    in_use: bool
    drafts: int
    kept_whole: bool


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """An interview that is being written on other questions than those in use."""

    interview: str
    called: str
    version: str


@dataclass(frozen=True, slots=True)
class DraftMove:
    """An open interview on another version, and what becomes of it when it is moved to the one in question."""

    interview: str
    called: str
    version: str
    move: Move


@dataclass(frozen=True, slots=True)
class SetPreview:
    """What it means to take a version up. Nothing has happened yet."""

    chosen: QuestionSet
    before: str
    differences: tuple[Difference, ...]
    losses: tuple[Loss, ...]
    drafts: tuple[DraftMove, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The versions, the one in use first; the open interviews that are not on it; its translations.

    `shipped_waits`: the program brings a version that this workspace has not seen, and the one in use is its own.
    """

    versions: tuple[Version, ...]
    drafts: tuple[OpenDraft, ...]
    translations: tuple[Translation, ...]
    shipped_waits: bool


class OpenWork(Records, Drafts, Protocol):
    """Records and drafts of one store."""


class SetChanges:
    """Changes the questions of a workspace. Calls read the store, but for `read_shipped`: give them to its lane."""

    def __init__(
        self,
        store: OpenWork,
        question_sets: QuestionSets,
        translations: Translations,
        shipped: Shipped,
        member: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._sets = question_sets
        self._shipped = shipped
        self._member = member
        self._clock = clock
        self._translations = translations
        self._pairs: dict[tuple[str, str], Pairs] = {}

    def overview(self) -> Overview:
        """Return what there is."""
        every = self._sets.every()
        form, chosen = self._sets.newest()
        drafts = self._drafts(every)
        return Overview(
            tuple(self._version(kept, chosen, drafts) for kept in every),
            tuple(self._open(draft) for draft in drafts if draft.question_set != chosen),
            self._translations.of(form),
            self._sets.has_local() and not self._sets.has_source(self._shipped.source),
        )

    def read_shipped(self) -> QuestionSet:
        """Read the set that comes with the program; slow, and nothing of the store."""
        return self._shipped.read()

    def kept(self, version: str) -> QuestionSet:
        """Return a version that was in use before."""
        return filed(self._store.get(Kind.QUESTION_SET, version), QuestionSet).value

    def preview(self, chosen: QuestionSet) -> SetPreview:
        """Say what it means to take a version up.

        Raises QuestionSetError where it is in use already, or has the version id of another one.
        """
        current = self._sets.every()[0].value
        self._refuse(chosen, current)
        old, _ = self._sets.newest()
        new = read_form(chosen.xform.encode("utf-8"))
        drafts = (self._moved(draft, new) for draft in self._drafts(self._sets.every()) if draft.digest != new.digest)
        return SetPreview(
            chosen,
            current.version,
            compare(old, new).differences,
            lost(old, new),
            tuple(drafts),
            tuple(_notes(current, old, chosen, new)),
        )

    def adopt(self, chosen: QuestionSet) -> str:
        """Write new interviews on this version from now on; open ones stay where they are. Raises as `preview`."""
        self._refuse(chosen, self._sets.every()[0].value)
        return self._sets.adopt(chosen)

    def preview_move(self, interview: str) -> DraftMove:
        """Say what becomes of an open interview when it goes on with the questions in use. Raises DraftMissing."""
        draft, _ = self._store.read(interview)
        return self._moved(draft, self._sets.newest()[0])

    def move(self, interview: str) -> DraftMove:
        """Let an open interview go on with the questions in use. Raises DraftMissing."""
        moved = self.preview_move(interview)
        form, chosen = self._sets.newest()
        draft, _ = self._store.read(interview)
        pairs = self._paired(self._sets.form(draft.question_set), form)
        for jotting in self._store.jottings(interview):
            goes_on = replace(jotting, topic=pairs.get(jotting.topic, ""), placed=rekeyed(jotting.placed, form, pairs))
            if goes_on != jotting:
                self._store.jot(interview, goes_on)
        self._store.rebind(interview, chosen, form.digest, moved.move.delta, self._clock())
        return moved

    def workbook(self, version: str) -> bytes:
        """Return a version as an Excel workbook. Raises QuestionSetError where only its compiled form was kept."""
        kept = self.kept(version)
        if not kept.sheets and kept.source == self._shipped.source:
            kept = self._shipped.read()
        return workbook(kept)

    def check_translation(self, language: str, *, found_good: bool) -> None:
        """Note that the member at the desk has checked a translation of the questions in use, or take that back."""
        form, _ = self._sets.newest()
        if found_good:
            self._translations.check(form, language, self._member)
        else:
            self._translations.uncheck(form, language)

    def _drafts(self, every: tuple[Filed[QuestionSet], ...]) -> tuple[Draft, ...]:
        """Return the interviews that are being written on one of these sets."""
        ids = {kept.id for kept in every}
        return tuple(draft for draft in self._store.open_drafts() if draft.question_set in ids)

    def _refuse(self, chosen: QuestionSet, current: QuestionSet) -> None:
        if chosen.form_id != current.form_id and RUBRIC in {chosen.form_id, current.form_id}:
            raise QuestionSetError("This is a rubric for reviews. Bring it in where the reviews are, under Rubric.")
        if chosen.digest == current.digest:
            raise QuestionSetError("These are the questions that are in use already: nothing differs.")
        every = self._sets.every()
        if not chosen.local or chosen.digest in {kept.value.digest for kept in every}:
            return
        for kept in every:
            same = (kept.value.form_id, kept.value.version) == (chosen.form_id, chosen.version)
            if same:
                raise QuestionSetError(
                    f"Version {chosen.version} of these questions is known here with other content. Give the changed "
                    f"ones a version of their own on the settings sheet, such as {chosen.version}-a."
                )

    def _moved(self, draft: Draft, new: Form) -> DraftMove:
        _, entries = self._store.read(draft.interview)
        old = self._sets.form(draft.question_set)
        move = plan_move(entries, old, new, self._paired(old, new), self._clock)
        return DraftMove(draft.interview, self._called(draft), old.version, move)

    def _open(self, draft: Draft) -> OpenDraft:
        version = self.kept(draft.question_set).version
        return OpenDraft(draft.interview, self._called(draft), version)

    def _called(self, draft: Draft) -> str:
        return filed(self._store.get(Kind.CHILD, draft.child), Child).value.called

    def _paired(self, old: Form, new: Form) -> Pairs:
        both = old.digest, new.digest
        if both not in self._pairs:
            self._pairs = {both: pair(old, new)}
        return self._pairs[both]

    def _version(self, kept: Filed[QuestionSet], chosen: str, drafts: tuple[Draft, ...]) -> Version:
        author = filed(self._store.get(Kind.MEMBER, kept.author), Member).value
        return Version(
            id=kept.id,
            title=kept.value.title,
            version=kept.value.version,
            at=kept.at,
            by=author.name,
            local=kept.value.local,
            in_use=kept.id == chosen,
            drafts=sum(draft.question_set == kept.id for draft in drafts),
            kept_whole=bool(kept.value.sheets) or kept.value.source == self._shipped.source,
        )


def _notes(current: QuestionSet, old: Form, chosen: QuestionSet, new: Form) -> list[str]:
    notes = []
    if chosen.form_id != current.form_id:
        notes.append(
            f"These are other questions altogether: their id is “{chosen.form_id}”, not “{current.form_id}”. "
            "Check that this is the right file."
        )
    if chosen.title != current.title:
        notes.append(f"The title is “{chosen.title}” instead of “{current.title}”.")
    gone = [language for language in old.languages if language not in new.languages]
    come = [language for language in new.languages if language not in old.languages]
    if gone:
        notes.append(f"No longer in these languages: {', '.join(gone)}.")
    if come:
        notes.append(f"New languages: {', '.join(come)}. Somebody has to check the translation.")
    if new.default_language != old.default_language:
        notes.append(f"The first language is {new.default_language} instead of {old.default_language}.")
    return notes
