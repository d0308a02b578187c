"""The words that a guesser tries for one person: those of the work, of the place, of the person."""

from collections.abc import Iterator

from django.db.models import Q

from ntm_project.common.text import fold
from villages.models import Official, Unit, keys_of_path

# Telex without an input method, too: `noong thoon mowis` is `nông thôn mới`.
_OF_THE_WORK = """
    nongthonmoi nongthon nongthonmoinangcao nongthonmoikieumau noongthoonmowis noongthoon nangcao
    kieumau ntm sontm ntmnc botieuchi tieuchi chitieu minhchung hoso banchidao ubnd uybannhandan
    uyban nhandan hdnd hoidongnhandan danguy mttq canbo congchuc chutich phochutich thuongtruc
    vanthu thamtra quantri quantrivien truongthon truongxom bithu tinh huyen phuong thitran thon
    xom vietnam matkhau matkhaumoi matkhaumau mau moi password passwd admin administrator root
    user login
"""


def guessed_words(official: Official | None) -> set[str]:
    """All of them, folded and without blanks; a person not yet stored has no place yet."""
    words = set(_OF_THE_WORK.split())
    if official is not None:
        words.update(_of_person(official))
        if official.pk:
            for unit in _units_of(official):
                words.update(_in_pieces(unit.name), _in_pieces(f"{unit.noun} {unit.name}"))
    return words


def _of_person(official: Official) -> Iterator[str]:
    for text in (official.full_name, official.aliases, official.email.partition("@")[0]):
        yield from _in_pieces(text)
    yield from (*_in_pieces(official.username), *_in_pieces(official.username.replace(".", " ")))
    yield "".join(c for c in official.phone if c.isdigit())


def _in_pieces(text: str) -> Iterator[str]:
    """The whole without blanks, and each of its words."""
    words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    yield "".join(words)
    yield from words


def _units_of(official: Official) -> "list[Unit]":
    """The units of all postings, ended ones too, and those above them."""
    wanted = Q()
    for path in official.postings.values_list("unit__path", flat=True):
        wanted |= Q(pk__in=keys_of_path(path))
    return list(Unit.objects.filter(wanted)) if wanted else []
