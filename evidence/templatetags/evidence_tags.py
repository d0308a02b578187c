"""How a round is shown: until when what came back is to be mended."""

from django import template

from evidence.review.workdays import is_late, reply_words, supplement_words

register = template.Library()
register.filter("supplement_words", supplement_words)
register.filter("reply_words", reply_words)
register.filter("is_late", is_late)
