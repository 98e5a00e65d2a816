"""The words of the import."""

from rhi_desktop.domain.counted import counted, counted_if_any
from rhi_desktop.domain.moments import Moment
from rhi_desktop.services.intake.plan import ChildBecomes, Choice, Counts, EpisodeBecomes, PlanRow

_EPISODES = {
    EpisodeBecomes.NEW: "new episode",
    EpisodeBecomes.COMPLETES: "completes a known episode",
    EpisodeBecomes.KNOWN: "known episode",
}
_CHOICES = {Choice.SAME: "same child, as you said", Choice.NEW: "new child, as you said"}


def moment(text: str) -> str:
    """Return a stored moment in words, empty where there is none."""
    return Moment.parse(text).spoken if text else ""


def becomes(row: PlanRow) -> str:
    """Say in one line what becomes of a row."""
    if row.errors:
        return "Not imported: something to mend"
    if row.left_out:
        return "Left out, as you said"
    if row.child is ChildBecomes.DOUBTFUL:
        return "Doubtful child: please decide"
    if row.changes_nothing:
        return "Already on record, changes nothing"
    child = "New child" if row.child is ChildBecomes.NEW else "Known child"
    if row.decision is not None:
        child = _CHOICES.get(row.decision.choice, child).capitalize()
    parts = [child, _EPISODES.get(row.episode, "") if row.episode else "", "referral" if row.new_referral else ""]
    return ", ".join(part for part in parts if part)


def remarks(row: PlanRow) -> str:
    """Return everything there is to look at in a row, one sentence after the other."""
    told = [
        f"{note.column}: {note.sentence}" if note.column else note.sentence for note in (*row.errors, *row.warnings)
    ]
    told += [f"Adds {what}." for what in row.adds]
    if row.with_rows:
        others = ", ".join(str(number) for number in row.with_rows)
        told.append(f"Together with row {others}.")
    return " ".join(told)


def summary(counts: Counts) -> str:
    """Say what the import will do as a whole."""
    made = [
        counted_if_any(counts.new_children, "new child", "new children"),
        counted_if_any(counts.new_episodes, "new episode", "new episodes"),
        counted_if_any(counts.completed_episodes, "episode completed", "episodes completed"),
        counted_if_any(counts.new_referrals, "referral", "referrals"),
    ]
    will = ", ".join(part for part in made if part) or "nothing new"
    stays = [
        f"{counts.unchanged:,} already on record" if counts.unchanged else "",
        f"{counts.doubtful:,} to decide" if counts.doubtful else "",
        f"{counts.bad:,} to mend" if counts.bad else "",
        f"{counts.left_out:,} left out" if counts.left_out else "",
    ]
    beside = ", ".join(part for part in stays if part)
    return f"{counted(counts.rows, 'row')}: {will}." + (f" Besides, {beside}." if beside else "")
