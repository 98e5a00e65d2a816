"""Names as notifications write them, made into names as people write them."""

import re
from dataclasses import dataclass

from rhi_desktop.services.intake.words import tidy

_TITLE = re.compile(r"^(?:mr|mrs|miss|ms|mx|master)\.?\s+", re.IGNORECASE)
_ALSO = re.compile(r"\s*[\[(]?\b(?:aka|a\.k\.a\.?|also known as|known as|alias)\b[:\s]*([^)\]]+)[)\]]?", re.IGNORECASE)
_BESIDE = re.compile(r"\s*(?:\(([^()\d]+)\)|[“\"]([^”\"\d]+)[”\"])")
_PIECE = re.compile(r"[^\s\-'’]+")
_INITIALS = 2


@dataclass(frozen=True, slots=True)
class ReadName:
    """A name in the order in which it is spoken, with other names that stood beside it."""

    name: str
    others: tuple[str, ...] = ()


def read_name(text: str) -> ReadName:
    """Read “SURNAME, Forename”, “FORENAME SURNAME”, “Forename SURNAME (aka Nickname)” and the like.

    Capitals are lowered where a whole word is in capitals, keeping O’Brien, McExample and double-barrelled names.
    """
    others: list[str] = []

    def beside(found: re.Match[str]) -> str:
        others.append(cased(tidy(next(part for part in found.groups() if part))))
        return " "

    plain = _TITLE.sub("", tidy(_BESIDE.sub(beside, _ALSO.sub(beside, text))))
    surname, comma, forenames = plain.partition(",")
    if comma and surname.strip() and forenames.strip(" ,"):
        return ReadName(joined(forenames.strip(" ,"), surname), tuple(others))
    return ReadName(cased(_spoken_order(plain.strip(" ,"))), tuple(others))


def joined(forename: str, surname: str) -> str:
    """Return the whole name from its two parts."""
    return tidy(f"{cased(tidy(forename))} {cased(tidy(surname))}")


def cased(text: str) -> str:
    """Lower the capitals of words that are all capitals, and raise a name that has none."""
    whole = text.isupper() or text.islower()
    return " ".join(_word(word, whole=whole) for word in text.split(" "))


def _word(word: str, *, whole: bool) -> str:
    if not whole and (not word.isupper() or len(word) <= _INITIALS):
        return word
    pieces = word.split("'" if "'" in word else "’")
    mark = "'" if "'" in word else "’"
    prefixed = len(pieces) > 1 and len(pieces[0]) == 1
    if prefixed:
        return mark.join("-".join(map(_piece, piece.split("-"))) for piece in pieces)
    return "-".join(
        _piece(piece) if "'" not in piece and "’" not in piece else _hyphened(piece) for piece in word.split("-")
    )


def _hyphened(piece: str) -> str:
    """Lower one part of a double-barrelled name that has an apostrophe."""
    return _word(piece, whole=True) if len(re.split("['’]", piece)[0]) == 1 else piece[:1].upper() + piece[1:].lower()


def _piece(piece: str) -> str:
    lowered = piece[:1].upper() + piece[1:].lower()
    if re.fullmatch(r"Mc[^\W\d_]{2,}", lowered):
        return f"Mc{lowered[2:3].upper()}{lowered[3:]}"
    return lowered


def _spoken_order(text: str) -> str:
    """Put a surname in capitals that stands first behind the forenames; “LE Thi Example” is left to a person."""
    words = text.split(" ")
    if text.isupper():
        return text
    capitals = [word.isupper() and len(word) > _INITIALS for word in words]
    count = capitals.index(False) if False in capitals else 0
    if count and not any(capitals[count:]):
        return " ".join(words[count:] + words[:count])
    return text
