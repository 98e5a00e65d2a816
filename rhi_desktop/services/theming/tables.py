"""The tables of a survey: themes counted, two surveys compared, and passages without names."""

from collections.abc import Iterable
from datetime import date

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.survey import Chosen, Survey
from rhi_desktop.services.tables import Table
from rhi_desktop.services.theming.clearing import Cleared
from rhi_desktop.services.theming.surveys import Counted

NOT_PERFECT = (
    "Names that are on record were replaced by neutral words; somebody read every passage before it was saved. This "
    "cannot be perfect: what a child tells may be recognised without a name. Share it with care."
)


def share(number: int, of: int) -> str:
    """Return a count beside its percentage; of nothing there is no data, and not 0 %."""
    return f"{number} of {of} ({100 * number / of:.1f} %)" if of else f"{number} of 0 (no data)"


def period(survey: Survey) -> str:
    """Say between which days the interviews of a survey were submitted."""
    first, last = (date.fromisoformat(one) for one in (survey.since, survey.until))
    return f"{first.day} {first:%b %Y} to {last.day} {last:%b %Y}"


def chosen_words(survey: Survey) -> str:
    """Say how the interviews of a survey were chosen."""
    which = f"{len(survey.interviews)} of {counted(survey.out_of, 'interview')} submitted {period(survey)}"
    if survey.chosen == Chosen.DRAWN:
        return f"{which}, drawn at random, seed {survey.seed}"
    how = "chosen by hand" if survey.chosen == Chosen.BY_HAND else "all that there were"
    return f"{which}, {how}"


def counts_table(found: Counted) -> Table:
    """Return how often each theme came up."""
    rows = tuple(
        (one.theme, one.passages, share(one.interviews, found.read), share(one.children, found.children))
        for one in found.themes
    )
    return Table(
        title=found.survey.value.title,
        name="themes",
        columns=("Theme", "Passages", "Interviews read", "Children"),
        rows=rows,
        notes=notes(found),
        about=chosen_words(found.survey.value),
    )


def notes(found: Counted) -> tuple[str, ...]:
    """Return what has to be known to read the counts."""
    survey = found.survey.value
    read = share(found.read, len(survey.interviews))
    said = [
        f"{read} interviews were read or have a passage. Percentages are of these.",
        "An interview or a child can stand in several rows, so rows do not add up to 100 %.",
    ]
    if found.lost:
        lost = counted(found.lost, "passage is", "passages are")
        said.append(f"{lost} not counted: the words were changed when the interview was amended.")
    if found.missing:
        said.append(f"{counted(found.missing, 'interview is', 'interviews are')} not on this laptop.")
    return tuple(said)


def compared_table(one: Counted, other: Counted) -> Table:
    """Return two surveys side by side; a theme that one of them did not ask for has no number there."""
    here, there = ({each.theme: each for each in of.themes} for of in (one, other))
    themes = dict.fromkeys((*here, *there))
    rows = tuple(
        (
            theme,
            share(here[theme].interviews, one.read) if theme in here else "not a theme",
            share(there[theme].interviews, other.read) if theme in there else "not a theme",
        )
        for theme in themes
    )
    names = [f"{of.survey.value.title} ({period(of.survey.value)})" for of in (one, other)]
    return Table(
        title="Themes of two surveys",
        name="themes-compared",
        columns=("Theme", *names),
        rows=rows,
        notes=("Percentages are of the interviews read. With few interviews a difference may be chance.",),
    )


def passages_table(title: str, passages: Iterable[Cleared]) -> Table:
    """Return passages without names, as a person let them stand."""
    rows = tuple(("; ".join(one.themes), one.interview, one.text) for one in passages)
    return Table(
        title=title,
        name="themes-passages",
        columns=("Theme", "Interview", "Words"),
        rows=rows,
        notes=(NOT_PERFECT, "Interviews are numbered for this survey alone; the numbers are in no other record."),
        wide=frozenset({0, 2}),
    )
