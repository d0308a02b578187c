"""Checks of papers: those in the store, and those that a plan or a text cites."""

from reports.checks.papers import citations, cited_in_words, evidence

CHECKS = (
    *evidence.CHECKS,
    *citations.CHECKS,
    *cited_in_words.CHECKS,
)
