"""Paraphrases: which are asked again, how strong each section is, and how long ago it was said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbook.culture.records import Paraphrase
from workbook.guide import Section

#: Words below which a paraphrase says too little to be one.
FEWEST = 15

#: Days after which a section wants to be said again.
STALE = 21

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def complaint(text: str, section: Section) -> str:
    """Return why a paraphrase is asked again, or an empty string.

    It is where it has fewer than 15 words, and where it uses the section's own label: whoever needs
    the label has not said it in words of their own yet.
    """
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    if len(words) < FEWEST:
        count = f"{len(words)} word{'' if len(words) == 1 else 's'}"
        return f"This has {count}. Say it in {FEWEST} or more, so that it tells what people do."
    said = f" {' '.join(words)} "
    for label in section.labels:
        plain = " ".join(word.casefold() for word in _WORD.findall(label))
        if f" {plain} " in said:
            return f"“{label}” is the section's own label. Say it again without that word."
    return ""


@dataclass(frozen=True)
class Standing:
    """How well a section can be said.

    Attributes
    ----------
    strength
        Of the latest attempt, 0 to 4; None while it is not scored or not said.
    days
        Since it was last said; None where it never was.
    """

    section: Section
    strength: int | None
    days: int | None


def standings(
    sections: Sequence[Section], attempts: Sequence[Paraphrase], today: date
) -> tuple[Standing, ...]:
    """Return each section's standing, in the documents' order; `attempts` oldest first."""
    last = latest(attempts)
    return tuple(
        Standing(
            section,
            attempt.strength if (attempt := last.get(section.id)) else None,
            max((today - attempt.on).days, 0) if attempt else None,
        )
        for section in sections
    )


def latest(attempts: Sequence[Paraphrase]) -> dict[str, Paraphrase]:
    """Return the last attempt at each section, by the section's id; `attempts` oldest first."""
    return {each.section: each for each in attempts}
