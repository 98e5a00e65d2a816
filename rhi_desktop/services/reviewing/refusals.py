"""Why a review is not given, each in a sentence. Whatever was written stays."""

from rhi_desktop.domain.errors import RhiError


class MayNotReview(RhiError):
    """The member's roles do not let them review."""

    def __init__(self) -> None:
        super().__init__("You are not one of this team’s reviewers. A coordinator can make you one.")


class OwnInterview(RhiError):
    """Nobody reviews an interview that they held themselves."""

    def __init__(self) -> None:
        super().__init__("This is an interview of your own. Somebody else reviews it.")


class Superseded(RhiError):
    """The worker sent a new version while the review was being written."""

    def __init__(self, version: int) -> None:
        super().__init__(
            f"Version {version} of this interview came while you were reviewing. Open it again: what you wrote is "
            "kept, and what has changed is marked."
        )


class AlreadyReviewed(RhiError):
    """Somebody else gave a verdict on this version first."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} has reviewed this version meanwhile. What you wrote is kept here: you can give it as a second "
            "review, or put it away."
        )


class RubricChanged(RhiError):
    """The team took up another rubric while the review was being written."""

    def __init__(self) -> None:
        super().__init__(
            "The rubric changed while you were reviewing. Open the interview again: your marks are kept, and the "
            "points that are new have none yet."
        )


class PointsMissing(RhiError):
    """Points of the rubric have no mark."""

    def __init__(self, count: int) -> None:
        points = "One point has" if count == 1 else f"{count} points have"
        super().__init__(f"{points} no mark yet. Please mark each, “not applicable” where it does not apply.")


class CommentMissing(RhiError):
    """An interview does not go back without a word of why."""

    def __init__(self) -> None:
        super().__init__("Please say what is to be done: a comment on a question, or the reasons below.")
