"""Checks of what is claimed of criteria and indicators, and what stands behind it."""

from reports.checks.assessments import proofs, standing, values, village_shares

CHECKS = (
    *standing.CHECKS,
    *values.CHECKS,
    *proofs.CHECKS,
    *village_shares.CHECKS,
)
