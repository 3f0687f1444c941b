# SPDX-License-Identifier: Apache-2.0
"""How good a password is: how many guesses it takes somebody who knows how people choose them (reliability I68)."""

from __future__ import annotations

from typing import Final

from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr

SHORTEST: Final = 10
GOOD: Final = 3
_JUDGED: Final = 72
"""The estimate looks at no more signs than this; whatever is longer is at least as good."""
_WORDS: Final = ("waterline", "portfolio", "password", "kennwort", "contraseña", "mima")
_HINTS: Final = {
    0: N_("Too easy to guess"),
    1: N_("Too easy to guess"),
    2: N_("Could be guessed"),
    3: N_("Good"),
    4: N_("Very good"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """``score`` runs from 0 to 4; from `GOOD` on a password is taken. ``advice`` says what would mend it."""

    score: int
    text: str
    advice: str

    @property
    def is_enough(self) -> bool:
        """Whether it is taken."""
        return self.score >= GOOD


def judged(password: str, known: tuple[str, ...] = ()) -> Strength:
    """The strength of a password; ``known`` are words that anybody would try, such as the name of the portfolio."""
    if len(password) < SHORTEST:
        left = tr("Use {n} characters or more, such as four words.", n=SHORTEST)
        return Strength(score=0 if len(password) < SHORTEST // 2 else 1, text=tr("Too short"), advice=left)
    from zxcvbn import zxcvbn

    score = int(zxcvbn(password[:_JUDGED], user_inputs=[*_WORDS, *known])["score"])
    return Strength(score=score, text=tr(_HINTS[score]), advice="" if score >= GOOD else _advice())


def check_password(password: str, known: tuple[str, ...] = ()) -> None:
    """PlannerError for a password that is guessed too soon."""
    found = judged(password, known)
    if not found.is_enough:
        text = tr("This password is too easy to guess. {advice}", advice=found.advice)
        raise PlannerError(text, "weak-password")


def _advice() -> str:
    return tr("Use four words that do not belong together.")
