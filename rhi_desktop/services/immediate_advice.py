"""Whom to tell, and by when: what guidance and law ask for when an answer says that a child is in danger or was harmed.

Each line names its source. Local procedures come first where they ask for more or for sooner.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do. It applies to answers whose concept begins with one of `concepts` (empty: to every one)."""

    who: str
    when: str
    what: str
    source: str
    concepts: tuple[str, ...] = ()


_WORKING_TOGETHER = "Working Together to Safeguard Children, chapter on immediate protection and referral"

ADVICE = (
    Advice(
        "Police, 999",
        "now, if the danger is now",
        "Ring 999 where the child, or another child, is in danger at this moment. Stay with the child.",
        _WORKING_TOGETHER,
        ("harm.", "indicator.any.", "indicator.cse.", "indicator.cce.", "health.self_harm", "special.", "urgent.other"),
    ),
    Advice(
        "Children’s social care",
        "today",
        "Speak to the child’s social worker or the front door; out of hours to the emergency duty team. "
        "Confirm it in writing within one working day.",
        _WORKING_TOGETHER,
    ),
    Advice(
        "Your manager",
        "today",
        "Tell your manager what was said, what you have done, and what is still to decide.",
        "Quality rubric, point 13: immediate risk is escalated the same day",
    ),
    Advice(
        "Health or a crisis line",
        "before you part",
        "Do not leave the child alone. Ring 999 where there is an injury or an overdose; else NHS 111, mental health, "
        "or the child’s own mental health team. Tell whoever the child lives with, where that is safe.",
        "NICE guideline NG225 on self-harm",
        ("health.self_harm", "indicator.any.self_harm"),
    ),
    Advice(
        "A doctor or nurse",
        "today",
        "Offer to go along. After sexual harm the sexual assault referral centre comes first: evidence is lost by the "
        "hour.",
        "Statutory guidance 2014, paragraph 34; FFLM on forensic time limits",
        ("harm.missing.hurt", "harm.pressure.", "indicator.cse.", "indicator.cce.hidden", "indicator.any.injuries"),
    ),
    Advice(
        "Police, 101",
        "by the end of the next working day",
        "Cutting that a girl under 18 tells of, or that was seen, is reported to the police in person by the "
        "regulated professional or teacher who learned of it. It cannot be handed on.",
        "Female Genital Mutilation Act 2003, section 5B",
        ("special.fgm",),
    ),
    Advice(
        "Police and social care, not the family",
        "today",
        "See the child alone. Never tell the family or ask them about it, and use no interpreter whom they know. "
        "The Forced Marriage Unit advises.",
        "Multi-agency statutory guidance on forced marriage",
        ("special.forced_marriage", "special.hba"),
    ),
    Advice(
        "A first responder, and the police",
        "today; the NRM form within days",
        "Councils and police are first responders of the National Referral Mechanism. A child’s consent is not needed, "
        "and public bodies must notify.",
        "Modern Slavery Act 2015, section 52",
        (
            "harm.asked.",
            "special.trafficking",
            "special.county_lines",
            "indicator.cse.moved",
            "indicator.cce.",
            "indicator.any.held",
        ),
    ),
    Advice(
        "Police, and the local Prevent lead",
        "today",
        "Ring 999 where an act is planned, else speak to the Prevent lead of the council.",
        "Prevent duty guidance for England and Wales",
        ("special.radicalisation",),
    ),
)
