"""What a refusal means, in a sentence for the person it concerns: what is wrong, and what to do."""

from typing import Final

from rhi_desktop.wire.api import Reason

WORDS: Final[dict[Reason, str]] = {
    Reason.MALFORMED: (
        "The hub could not read what was sent. Update the program; if it is up to date, tell your IT desk."
    ),
    Reason.TRUNCATED: "What was sent arrived cut short. It will be sent again.",
    Reason.TOO_LARGE: "This is larger than the hub takes. Shorten the longest texts, or tell your IT desk.",
    Reason.TOO_MANY: "Too much was sent at once. It will be sent again in smaller parts.",
    Reason.NEWER_VERSION: "This program is newer than the hub. Ask your IT desk to update the hub; nothing is lost.",
    Reason.FORGED: "A signature does not fit. Tell your coordinator: somebody may be interfering.",
    Reason.CLOCK: "The clocks of this computer and of the hub differ too much.",
    Reason.UNKNOWN_DEVICE: "The hub does not know this device. Ask your coordinator for a new invitation.",
    Reason.PENDING: "Your coordinator has not let this device in yet. Ring them and compare the code on your screen.",
    Reason.REVOKED: "This device was taken out of the team. Speak to your coordinator.",
    Reason.NOT_ALLOWED: "Only a coordinator's device may do this.",
    Reason.WRONG_CODE: "This invitation was used already, has run out, or was mistyped. Ask for a new one.",
    Reason.TAKEN: "The hub already has this. Ask your IT desk whether the team was set up before.",
    Reason.OTHER_ORGANISATION: "This is meant for another organisation's log. Nothing was taken.",
    Reason.UNKNOWN_READER: "Somebody this is meant for is no longer with the team. It will be sealed anew.",
    Reason.FORKED: (
        "The hub has other work under this device's name: this workspace was copied or put back from a backup. "
        "Nothing more is sent under that name. Ask your coordinator for a new invitation; what is here stays here."
    ),
    Reason.GAP: "Something sent before is missing at the hub. It will be sent again.",
    Reason.ROLLED_BACK: "The hub has lost what it once had. Tell your IT desk; nothing on this computer is lost.",
    Reason.TOO_FAST: "The hub is being asked too often. It will be tried again in a while.",
    Reason.FULL: "The hub's disk is full. Tell your IT desk; what you wrote is safe here and will be sent later.",
    Reason.BUSY: "The hub is busy. It will be tried again in a while.",
    Reason.NOT_FOUND: "The hub has nothing of that kind. Check the address of the hub.",
}
