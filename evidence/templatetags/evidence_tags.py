"""How a round is shown: until when what came back is to be mended."""

from django import template

from evidence.review.workdays import supplement_words

register = template.Library()
register.filter("supplement_words", supplement_words)
