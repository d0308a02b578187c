"""Tests of evidence: files, papers, review."""
