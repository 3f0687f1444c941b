# SPDX-License-Identifier: Apache-2.0
"""Cause, event and effect of a risk as one readable sentence (domain-model entity 32)."""

from __future__ import annotations

from typing import Final

from planner.entities.risks.risk import Risk
from planner.kernel.text import language, tr

# Beginnings of sentences that may lose their capital inside another one; names never do.
_WORDS: Final = (
    "a an the two three no one some all both each every if when since it its there this these more only "
    "el la los las un una unos unas dos tres si cuando hay se su sus este esta cada"
)
_COMMON: Final = frozenset(_WORDS.split())


def risk_sentence(risk: Risk) -> str:
    """ "Rectifier overload, because two store extensions were put on R2; the effect: three stores lose their tills."

    Parts that are not known are left out; all words are the user's own.
    """
    event = _whole(risk.statement)
    cause, effect = _inside(risk.cause), _inside(risk.effect)
    if _other_script(risk):  # connecting words of another script would not read as one sentence
        return " → ".join(part for part in (cause, event, effect) if part)
    if cause and effect:
        return tr("{event}, because {cause}; the effect: {effect}.", event=event, cause=cause, effect=effect)
    if cause:
        return tr("{event}, because {cause}.", event=event, cause=cause)
    if effect:
        return tr("{event}; the effect: {effect}.", event=event, effect=effect)
    return event


def _other_script(risk: Risk) -> bool:
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in risk.statement)
    return chinese != language().startswith("zh")


def _whole(text: str | None) -> str:
    return " ".join((text or "").split()).rstrip(".。;；, ")


def _inside(text: str | None) -> str:
    """The text as a part of a sentence: without its full stop, and without the capital of a common first word."""
    found = _whole(text)
    first, _, _ = found.partition(" ")
    return found[:1].lower() + found[1:] if first.lower() in _COMMON else found
