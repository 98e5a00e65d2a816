"""The order of the first run, without a window."""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """One page of the first run; the value is the name of the page in the form."""

    NAME = "name_page"
    KEYRING = "keyring_page"
    PASSPHRASE = "passphrase_page"
    SHEET = "sheet_page"
    CONFIRM = "confirm_page"
    DONE = "done_page"


TITLES = {
    Step.NAME: "Welcome",
    Step.KEYRING: "This computer has no keyring to use",
    Step.PASSPHRASE: "Choose a passphrase",
    Step.SHEET: "Your recovery sheet",
    Step.CONFIRM: "Is the sheet safe?",
    Step.DONE: "The workspace is ready",
}
FORWARD = {
    Step.NAME: "Next",
    Step.KEYRING: "Next",
    Step.PASSPHRASE: "Make the workspace",
    Step.SHEET: "I have it on paper",
    Step.CONFIRM: "Next",
    Step.DONE: "Begin",
}


@dataclass(frozen=True, slots=True)
class Course:
    """The steps of this first run: with a question about the keyring only where there is one to ask."""

    keyring_ready: bool = True

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, in order."""
        return tuple(step for step in Step if step is not Step.KEYRING or not self.keyring_ready)

    def after(self, step: Step) -> Step:
        """Return the step that follows."""
        return self.steps[min(self.steps.index(step) + 1, len(self.steps) - 1)]

    def before(self, step: Step) -> Step | None:
        """Return the step to go back to. Once the workspace is made there is no way back behind the sheet."""
        if step in {Step.NAME, Step.SHEET, Step.DONE}:
            return None
        return self.steps[self.steps.index(step) - 1]

    def caption(self, step: Step) -> str:
        """Return “Step 2 of 5”."""
        return f"Step {self.steps.index(step) + 1} of {len(self.steps)}"
