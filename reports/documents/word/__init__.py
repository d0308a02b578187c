"""Blocks → a Word file that a clerk goes on editing."""

from reports.documents.word.document import render_docx

__all__ = ["render_docx"]
