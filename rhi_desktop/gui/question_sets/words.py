"""What a change of the questions means, as a page to read: pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from rhi_desktop.domain.british_dates import date_words
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.questions.comparing import Difference
from rhi_desktop.services.change_words import LOST, WHAT, counted, kept_words
from rhi_desktop.services.concept_uses import Loss
from rhi_desktop.services.moving import Move, Point
from rhi_desktop.services.set_changes import DraftMove, SetPreview, Version

STAYS = (
    "Interviews that are being written stay on the questions they were begun on, until somebody moves them. If they "
    "were moved:"
)


def preview_page(preview: SetPreview) -> str:
    """Return all that a change means as HTML, the gravest first."""
    return "".join(
        [
            *(f"<p>{escape(note)}</p>" for note in preview.notes),
            *_losses(preview.losses),
            *_drafts(preview.drafts),
            *_differences(preview.differences),
        ]
    )


def move_page(moved: DraftMove) -> str:
    """Return what becomes of one draft as HTML."""
    return "".join([f"<p>{escape(kept_words(moved.move))}</p>", *_points(moved.move)])


def version_words(version: Version) -> str:
    """Say since when a version is in use, by whom it was taken up, and whose it is."""
    whose = "The organisation’s own." if version.local else "Comes with the program."
    return f"{whose} Taken up on {date_words(version.at.astimezone(LONDON).date())} by {version.by}."


def _losses(losses: tuple[Loss, ...]) -> Iterator[str]:
    if losses:
        yield f"<h2>What is no longer fed</h2><p>{LOST}</p>"
    for feeds, group in groupby(sorted(losses, key=lambda loss: loss.feeds), key=lambda loss: loss.feeds):
        asked = "; ".join(f"“{loss.label}” ({loss.concept})" for loss in group)
        yield f"<p><b>{escape(feeds[0].upper() + feeds[1:])}.</b> It was asked as {escape(asked)}.</p>"


def _drafts(drafts: tuple[DraftMove, ...]) -> Iterator[str]:
    if drafts:
        yield f"<h2>Interviews that are being written</h2><p>{STAYS}</p>"
    for one in drafts:
        yield f"<p><b>{escape(one.called)}</b>, on version {escape(one.version)}. {escape(kept_words(one.move))}</p>"
        yield from _points(one.move)


def _points(move: Move) -> Iterator[str]:
    for heading, points in (("Needs attention", move.attention), ("Hidden, and kept with the draft", move.hidden)):
        if points:
            yield f"<p><i>{heading}</i></p><ul>{''.join(map(_point, points))}</ul>"


def _point(point: Point) -> str:
    return f"<li>{escape(point.section)}: “{escape(point.label)}”. {escape(point.why)}</li>"


def _differences(differences: tuple[Difference, ...]) -> Iterator[str]:
    yield f"<h2>What changes</h2><p>{escape(counted(differences))}</p>"
    sections: dict[str, list[Difference]] = {}
    for one in differences:
        sections.setdefault(one.section, []).append(one)
    for section, group in sections.items():
        yield f"<h3>{escape(section)}</h3>"
        yield f'<table width="100%" cellspacing="0" cellpadding="4">{"".join(map(_row, group))}</table>'


def _row(one: Difference) -> str:
    said = "".join(f"<br>{escape(sentence)}" for sentence in one.details)
    return f'<tr><td width="12%">{WHAT[one.what]}</td><td width="88%"><b>{escape(one.label)}</b>{said}</td></tr>'


@dataclass(frozen=True, slots=True)
class SetWords:
    """What the screen says of the sets that it is about."""

    title: str
    about: str
    shipped: str
    taken_up: str


QUESTIONS = SetWords(
    title="Questions",
    about=(
        "New interviews are written on these questions. To change them, save them as a workbook, edit it in Excel or "
        "LibreOffice, and bring it in: you see what it means before anything happens."
    ),
    shipped=(
        "The program brings a newer version of its own questions. Yours stay in use until somebody decides otherwise."
    ),
    taken_up="New interviews are written on version {version} from now on.",
)
RUBRIC = SetWords(
    title="Rubric",
    about=(
        "Interviews are reviewed by these points. To change them, save them as a workbook, edit it in Excel or "
        "LibreOffice, and bring it in. Reviews that were given keep the points by which they were given."
    ),
    shipped="The program brings a newer version of its own rubric. Yours stays until somebody decides otherwise.",
    taken_up="Interviews are reviewed by version {version} from now on.",
)
