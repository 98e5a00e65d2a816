"""Amending a submitted interview: because a reviewer sent it back, or because the worker found something to correct.

The draft has the interview's own id; what is submitted is its next version, and the one before stays in the history.
What the worker says to each comment is kept with the draft as a reason of its own kind.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.interview import Draft, Interview, Override, Reply
from rhi_desktop.domain.records import Kind, RecordMissing
from rhi_desktop.domain.review import Comment, Review, Tone, Verdict
from rhi_desktop.questions.session import Session
from rhi_desktop.services.filing import filed
from rhi_desktop.services.findings import Finding, sections
from rhi_desktop.services.jottings import path_of
from rhi_desktop.services.ports import Drafts, Records

AMENDS, WHY, CHANGED, SAID = "amends", "amend.why", "reply.changed", "reply.said"
OWN: Final = frozenset({AMENDS, WHY, CHANGED, SAID})
"""Kinds of the reasons that are kept with a draft for its amendment, and do not travel as reasons."""
REPLY, REASON = "reply", "amend"
RETURNED: Final = "Returned by the reviewer."


class AmendedElsewhere(RhiError):
    """Another version of the interview came while this one was being written."""

    def __init__(self) -> None:
        super().__init__(
            "Another version of this interview was submitted meanwhile, perhaps on your other laptop. Nothing is lost: "
            "open the new version, take over what is missing there, then put this draft away."
        )


class NotYours(RhiError):
    """An interview is amended by whoever wrote it, and by nobody else."""

    def __init__(self) -> None:
        super().__init__("Only the worker who wrote this interview amends it. Send it back to them with a comment.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A comment of a reviewer that waits for an answer, or has one. `by` is who reviews."""

    review: str
    by: str
    comment: Comment
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an amendment answers. `version` is the one that it replaces, `head` the record as it was then.

    `why` is the worker's reason; where a reviewer sent it back, `reasons` are theirs.
    """

    version: int
    head: str
    why: str = ""
    asked: tuple[Asked, ...] = ()
    praise: tuple[Comment, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def returned(self) -> bool:
        """Whether a reviewer sent it back."""
        return bool(self.reasons or self.asked)

    @property
    def reason(self) -> str:
        """Why there is a new version."""
        return self.why.strip() or (RETURNED if self.returned else "")

    @property
    def replies(self) -> tuple[Reply, ...]:
        """What became of each comment."""
        return tuple(one.reply for one in self.asked if one.reply is not None)


def amendment_of(records: Records, drafts: Drafts, draft: Draft) -> Amendment | None:
    """Return what a draft amends, None for one that was never submitted. Raises DraftMissing."""
    kept = {(one.kind, one.path): one.reason for one in drafts.reasons(draft.interview) if one.kind in OWN}
    began = kept.get((AMENDS, ""), "")
    if not began:
        return None
    version, _, head = began.partition(" ")
    asked, praise, reasons = [], [], []
    for record in sorted(records.linked(Kind.REVIEW, draft.interview), key=lambda one: one.id):
        review = filed(record, Review).value
        if review.version != int(version):
            continue
        if review.verdict is not Verdict.APPROVED and review.reasons:
            reasons.append(review.reasons)
        for comment in review.comments:
            if comment.tone is Tone.PRAISE:
                praise.append(comment)
            else:
                asked.append(Asked(record.id, review.reviewer, comment, _reply(kept, record.id, comment.id)))
    return Amendment(int(version), head, kept.get((WHY, ""), ""), tuple(asked), tuple(praise), tuple(reasons))


def begin(drafts: Drafts, draft: Draft, version: int, head: str) -> None:
    """Note which version a draft amends."""
    drafts.give_reason(draft.interview, Override("", AMENDS, f"{version} {head}"))


def answer(drafts: Drafts, interview: str, reply: Reply) -> None:
    """Keep what became of a comment; one that is neither changed nor explained is open again."""
    drafts.give_reason(interview, Override(reply.comment, CHANGED, "yes" if reply.changed else ""))
    drafts.give_reason(interview, Override(reply.comment, SAID, reply.text.strip()))


def explain(drafts: Drafts, interview: str, why: str) -> None:
    """Keep why the interview is amended."""
    drafts.give_reason(interview, Override("", WHY, why.strip()))


def replaced(records: Records, draft: Draft, amendment: Amendment) -> Filed[Interview]:
    """Return the version that an amendment replaces. Raises AmendedElsewhere where there is a newer one."""
    kept = filed(records.get(Kind.INTERVIEW, draft.interview), Interview)
    if kept.value.version != amendment.version:
        raise AmendedElsewhere
    return kept


def findings(session: Session, amendment: Amendment | None) -> Iterator[Finding]:
    """Yield each comment without an answer at its question, and the reason where one is missing."""
    if amendment is None:
        return
    root = session.form.root.path
    if not amendment.reason:
        yield Finding(root, root, REASON, "Please say why you amend this interview.", overridable=False)
    shown = {section.path for section in sections(session)}
    for one in amendment.asked:
        if one.reply is None:
            path = path_of(session, one.comment.key) or root
            section = "/".join(path.split("/")[:3])
            sentence = f"A comment of the reviewer waits for your answer: “{one.comment.text}”"
            yield Finding(path, section if section in shown else root, REPLY, sentence, overridable=False)


def writer(records: Records, interview: str) -> str:
    """Return the member who wrote an interview, empty where it is not here."""
    try:
        kept = filed(records.get(Kind.INTERVIEW, interview), Interview)
    except RecordMissing:
        return ""
    return kept.value.worker or records.history(interview)[0].author


def _reply(kept: dict[tuple[str, str], str], review: str, comment: str) -> Reply | None:
    changed, said = kept.get((CHANGED, comment), ""), kept.get((SAID, comment), "")
    return Reply(review=review, comment=comment, changed=bool(changed), text=said) if changed or said else None
