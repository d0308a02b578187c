"""Checks of figures that words state: in several places, of people, of money, of indicators."""

from reports.checks.numbers import (
    agreement,
    community,
    costs,
    counts,
    crosswise,
    elsewhere,
    known,
    prose,
    villages_in_words,
)

CHECKS = (
    *villages_in_words.CHECKS,
    *agreement.CHECKS,
    *costs.CHECKS,
    *prose.CHECKS,
    *community.CHECKS,
    *counts.CHECKS,
    *crosswise.CHECKS,
    *elsewhere.CHECKS,
    *known.CHECKS,
)
