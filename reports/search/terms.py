"""Words that are searched: abbreviations, spellings, and how well a text matches."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from ntm_project.common.text import I_OR_Y, canonical_tones, fold, spoken

READ = 200  # candidates of each kind, ranked by the program

# Abbreviations (docs/domain/vietnamese.md §7), folded; only those with one meaning.
SYNONYMS = {
    "tc": "tieu chi",
    "ntm": "nong thon moi",
    "bcd": "ban chi dao",
    "bql": "ban quan ly",
    "bpt": "ban phat trien",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "bch": "ban chap hanh",
    "hnd": "hoi nong dan",
    "hpn": "hoi phu nu",
    "ccb": "cuu chien binh",
    "ctmt": "cong tac mat tran",
    "vpdp": "van phong dieu phoi",
    "ktht": "kinh te ha tang",
    "nn&ptnt": "nong nghiep va phat trien nong thon",
    "vhxh": "van hoa xa hoi",
    "gdvh": "gia dinh van hoa",
    "tdtt": "the duc the thao",
    "vhvn": "van hoa van nghe",
    "clb": "cau lac bo",
    "bhyt": "bao hiem y te",
    "bhxh": "bao hiem xa hoi",
    "tyt": "tram y te",
    "mn": "mam non",
    "thcs": "trung hoc co so",
    "htcd": "hoc tap cong dong",
    "gtnt": "giao thong nong thon",
    "gpmb": "giai phong mat bang",
    "attp": "an toan thuc pham",
    "vsattp": "ve sinh an toan thuc pham",
    "bvmt": "bao ve moi truong",
    "antt": "an ninh trat tu",
    "pctt": "phong chong thien tai",
    "pccc": "phong chay chua chay",
    "cchc": "cai cach hanh chinh",
    "cbcc": "can bo cong chuc",
    "dvc": "dich vu cong",
    "htx": "hop tac xa",
    "khkt": "khoa hoc ky thuat",
    "nvh": "nha van hoa",
}


_PHRASES = {short: re.compile(rf"\b{re.escape(phrase)}\b") for short, phrase in SYNONYMS.items()}


def variants(query: str) -> list[str]:
    """The folded query, with its abbreviations written out, and its phrases abbreviated."""
    folded = fold(query)
    written_out = " ".join(SYNONYMS.get(word, word) for word in folded.split())
    shortened = folded
    for abbreviation, phrase in _PHRASES.items():
        shortened = phrase.sub(abbreviation, shortened)
    return list(dict.fromkeys(text for text in (folded, written_out, shortened) if text))


def _spellings(word: str) -> list[str]:
    """A word with i and with y where both are written."""
    if match := I_OR_Y.fullmatch(word):
        return [f"{match[1]}i", f"{match[1]}y"]
    return [word]


def _holds(variant: str, field: str) -> Q:
    found = Q()
    for word in variant.split():
        spelt = Q()
        for spelling in _spellings(word):
            spelt |= Q(**{f"{field}__contains": spelling})
        found &= spelt
    return found


_CODE = re.compile(r"(?:(?:tieu chi|chi tieu|noi dung|tc)\s*)?([0-9]{1,3}(?:\.[0-9]{1,3})*)")


def code_in(query: str) -> str:
    """The number of a criterion or indicator that the whole question is: `13` of “tiêu chí 13”,
    `13.2` of “chỉ tiêu 13.2”; "" where it is none."""
    found = _CODE.fullmatch(fold(query))
    return found[1] if found else ""


def narrowed(
    rows: "QuerySet[Any]", query: str, *fields: str, order: Sequence[str] = ("pk",)
) -> "QuerySet[Any]":
    """Rows of which one of the keys holds every word of a variant; whole phrases come first."""
    spellings = variants(query)
    holds, whole = Q(pk__in=[]), Q(pk__in=[])
    for field in fields or ("search",):
        for variant in spellings:
            holds |= _holds(variant, field)
            whole |= Q(**{f"{field}__contains": variant})
    rank = Case(When(whole, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.filter(holds).annotate(search_rank=rank).order_by("search_rank", *order)[:READ]


def is_name(query: str, names: list[str]) -> bool:
    """Whether the words searched are one of the names, whole; diacritics count where typed."""
    key, wanted = _as_name(query)
    return any(key(name) == wanted for name in names)


@lru_cache(maxsize=16)  # as `_searched`
def _as_name(query: str) -> tuple[Callable[[str], str], str]:
    """How names are compared with the words searched, and these words so."""
    key = fold if fold(query) == query.casefold() else canonical_tones
    return key, key(query)


@lru_cache(maxsize=16)  # one search ranks two hundred rows of each kind
def _searched(query: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The beginning of a word by which the query stands in a text as typed, and its spellings."""
    typed = re.compile(rf"(?<!\w){re.escape(canonical_tones(query))}")
    return typed, tuple(spoken(variant) for variant in variants(query))


def rank(query: str, text: str) -> int | None:
    """0 exact with diacritics, 1 as a phrase without, 2 word by word; None when it does not match.

    A word matches the beginning of a word, so that `hoa` does not find `khoa`.
    """
    typed, spellings = _searched(query)
    if typed.search(canonical_tones(text)):
        return 0
    spoken_text = f" {spoken(text)}"
    if any(f" {variant}" in spoken_text for variant in spellings):
        return 1
    if any(all(f" {word}" in spoken_text for word in variant.split()) for variant in spellings):
        return 2
    return None
