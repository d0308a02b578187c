"""Checks of who is named: for tasks, in offices, as bodies, and whom a plan addresses."""

from reports.checks.people import (
    addressed,
    assigned,
    bodies,
    directing,
    duties,
    offices,
    offices_in_words,
)

CHECKS = (
    *assigned.CHECKS,
    *bodies.CHECKS,
    *directing.CHECKS,
    *duties.CHECKS,
    *offices.CHECKS,
    *addressed.CHECKS,
    *offices_in_words.CHECKS,
)
