"""The word of a set in templates: `{{ "Chỉ tiêu"|of_set:assessment }}`."""

from typing import Any

from django import template

from criteria.nouns import of_set as in_words_of

register = template.Library()


@register.filter
def of_set(words: str, row: Any) -> str:
    """The words with what the row's set calls its indicators."""
    return in_words_of(words, row)
