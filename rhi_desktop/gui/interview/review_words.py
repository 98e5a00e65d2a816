"""What reviewers said of an interview, as its worker and the record read it: pure functions."""

from collections.abc import Iterator, Mapping
from html import escape

from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.domain.review import Comment, Mark, Review, ReviewState, Tone, Verdict
from rhi_desktop.gui.interview.wording import day
from rhi_desktop.questions.session import Session
from rhi_desktop.services.interviewing import Reading
from rhi_desktop.services.jottings import path_of

_VERDICTS = {
    Verdict.APPROVED: "Approved",
    Verdict.RETURNED: "Sent back",
    Verdict.URGENT: "Sent back as urgent",
}
_MARKS = {Mark.MET: "Met", Mark.PARTLY: "Partly", Mark.NOT_MET: "Not met", Mark.NOT_APPLICABLE: "Not applicable"}
ANSWER, CORRECT, GO_ON = "Answer the comments", "Correct this interview…", "Go on with it"


def state_words(reading: Reading) -> str:
    """Say where the interview stands with its review, and by whom."""
    version = reading.interview.value.version
    given = [one for one in reading.reviews if one.value.version == version]
    by = next((one for one in reversed(given) if one.value.verdict.value == reading.state.value), None)
    if by is None:
        return f"Version {version} waits for its review." if version > 1 else ""
    who = reading.authors.get(by.value.reviewer, "a colleague")
    when = day(parse_instant(by.value.at))
    asked = sum(comment.tone is Tone.ASK for one in given for comment in one.value.comments)
    comments = "" if not asked else ", one comment to answer" if asked == 1 else f", {asked} comments to answer"
    alone = " It was reviewed by whoever wrote it." if by.value.alone else ""
    return f"{_VERDICTS[by.value.verdict]} by {who}, {when}{comments}.{alone}"


def act_words(reading: Reading) -> str:
    """Say what its worker can do with it; empty for everybody else."""
    if not reading.mine:
        return ""
    return ANSWER if reading.state in {ReviewState.RETURNED, ReviewState.URGENT} else CORRECT


def review_page(reading: Reading) -> str:
    """Return all reviews as HTML, the newest first."""
    shown = (_review(one, reading.session, reading.authors) for one in reversed(reading.reviews))
    replies = {one.comment: one for one in reading.interview.value.replies}
    answered = "".join(
        f"<li>{escape(comment.text)} <b>{'Changed' if reply.changed else 'Not changed'}.</b> {escape(reply.text)}</li>"
        for one in reading.reviews
        for comment in one.value.comments
        if (reply := replies.get(comment.id)) is not None
    )
    became = f"<h2>What became of the comments</h2><ul>{answered}</ul>" if answered else ""
    return became + "".join(shown)


def _review(one: Filed[Review], session: Session, names: Mapping[str, str]) -> str:
    review = one.value
    who = escape(names.get(review.reviewer, "a colleague"))
    head = f"{_VERDICTS[review.verdict]}: version {review.version}"
    out = [f"<h2>{head}</h2><p>{who}, {day(parse_instant(review.at))}</p>"]
    if review.reasons:
        out.append(f"<p>{escape(review.reasons)}</p>")
    if review.comments:
        out.append(f"<ul>{''.join(_comments(review, session))}</ul>")
    rows = "".join(
        f'<tr><td width="45%">{escape(score.title or score.item)}</td><td width="15%"><b>{_MARKS[score.mark]}</b></td>'
        f'<td width="40%">{escape(score.comment)}</td></tr>'
        for score in review.scores
    )
    out.append(f'<table width="100%" cellspacing="0" cellpadding="4">{rows}</table>' if rows else "")
    return "".join(out)


def _comments(review: Review, session: Session) -> Iterator[str]:
    for comment in review.comments:
        praise = "Praise · " if comment.tone is Tone.PRAISE else ""
        quote = f" “{escape(comment.quote)}”" if comment.quote else ""
        yield f"<li><i>{praise}{escape(_where(session, comment))}{quote}</i><br>{escape(comment.text)}</li>"


def _where(session: Session, comment: Comment) -> str:
    path = path_of(session, comment.key) if comment.key else ""
    return session.node(path).label if path else "The whole interview"
