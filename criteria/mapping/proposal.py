"""What probably becomes of each indicator, from wording, criterion, number, kind and level.

Only offered: each offer states why and how sure it is, and nothing stands before a person took it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Any

from rapidfuzz import fuzz

from criteria.enums import IndicatorKind, MappingKind
from criteria.mapping.sameness import are_levels_known, is_same_measure, level_differs
from criteria.models import Indicator
from ntm_project.common.text import spoken

SURE, FAIR = 88, 70  # of 100
LEAST, LEAST_ELSEWHERE = 46, 56  # in a criterion of the same name, and in another

# What criteria of the set of 2026 to 2030 hold by their names, where no wording is known: in the
# name of the new one → in the name of the old one.
_HOLDS = {
    "ha tang": "giao thong|thuy loi|dien|truong hoc|co so vat chat|thuong mai|nha o",
    "phat trien kinh te": "thu nhap|to chuc san xuat",
    "nguon nhan luc": "lao dong",
    "van hoa giao duc": "giao duc",
    "moi truong": "moi truong",
    "he thong chinh tri": "he thong chinh tri",
    "giam ngheo": "ngheo",
    "chuyen doi so": "thong tin va truyen thong",
}


@dataclass(frozen=True)
class MappingOffer:
    """What an old indicator would become, how sure that is (0 to 100), and the reasons."""

    kind: str
    news: tuple[Indicator, ...]
    score: int
    why: str

    @property
    def is_sure(self) -> bool:
        return self.score >= SURE

    @property
    def sure_words(self) -> str:
        if self.is_sure:
            return "chắc"
        return "khá chắc" if self.score >= FAIR else "chưa chắc"

    @property
    def kind_words(self) -> str:
        return str(MappingKind(self.kind).label)


@dataclass(frozen=True)
class _Pair:
    old: Indicator
    new: Indicator
    score: int
    words: int  # how alike the wordings are
    is_by_criterion: bool  # the new wording is not known: the criterion's name alone speaks

    @property
    def rank(self) -> tuple[int, bool, int]:
        """The key that sorts proposals: of two as alike, the one of the same number first, then the
        order of the sets."""
        return (self.score, self.old.code == self.new.code, -self.new.order)


@dataclass(frozen=True)
class _Side:
    """An indicator with what is compared of it, prepared once."""

    row: Indicator
    words: str
    criterion: str
    tokens: frozenset[str]  # words and pairs of words: one syllable alone means little
    of_criterion: frozenset[str]

    @classmethod
    def of(cls, row: Indicator) -> "_Side":
        words, criterion = spoken(row.wording), spoken(row.criterion.name)
        return cls(row, words, criterion, _tokens(words), _tokens(criterion))

    @property
    def is_unknown(self) -> bool:
        """A criterion without known indicators has one of its own number, in its own words."""
        return self.row.code == str(self.row.criterion.number) and self.row.kind == (
            IndicatorKind.BOOLEAN
        )


def _tokens(words: str) -> frozenset[str]:
    parts = words.split()
    return frozenset(parts) | {" ".join(pair) for pair in pairwise(parts)}


@dataclass(frozen=True)
class _Weights:
    """The weight of each word: a word of nearly every indicator weighs nothing."""

    rows: int
    seen: Mapping[str, int]

    def of(self, tokens: Iterable[str]) -> float:
        return sum(log((1 + self.rows) / (1 + self.seen[token])) for token in tokens)

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How much of the two is the same, 0 to 100."""
        whole = self.of(one) + self.of(other)
        return 200 * self.of(one & other) / whole if whole else 0.0

    def held(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """How much of the one is in the other, 0 to 100."""
        weight = self.of(part)
        return 100 * self.of(part & whole) / weight if weight else 0.0


def offers_for(
    olds: Sequence[Indicator], news: Sequence[Indicator], settled: Iterable[int] = ()
) -> dict[int, MappingOffer]:
    """Key of each old indicator → what it probably becomes (criteria and levels read before); none
    where nothing is like it and the new set is not known whole.

    `settled` are the keys of the new ones to which something else leads already.
    """
    sides = [_Side.of(row) for row in news]
    chosen = _chosen(_pairs([_Side.of(row) for row in olds], sides))
    taken = Counter(settled)
    taken.update(pair.new.pk for found in chosen.values() for pair in found)
    # Of a set that is not known whole nobody can offer that something is no longer in it.
    is_whole = not any(side.is_unknown for side in sides)
    found = [old for old in olds if is_whole or old.pk in chosen]
    return {old.pk: _offer(chosen.get(old.pk, []), taken) for old in found}


def likeliest(old: Indicator, news: Sequence[Indicator], most: int = 6) -> list[Indicator]:
    """The new indicators that are most like an old one, however little, the likest first."""
    sides, mine = [_Side.of(row) for row in news], _Side.of(old)
    seen = Counter(token for side in sides for token in side.tokens | side.of_criterion)
    weights = _Weights(len(sides), seen)

    def alike(side: _Side) -> float:
        named = weights.shared(mine.of_criterion, side.of_criterion)
        return max(_alike(mine, side, weights), 0.5 * named)

    return [side.row for side in sorted(sides, key=alike, reverse=True)[:most]]


class Counterparts:
    """The indicators of a set, to find the one that an indicator of another most likely refines."""

    def __init__(self, rows: Iterable[Indicator]) -> None:
        self._sides = [_Side.of(row) for row in rows]

    def of(self, row: Indicator) -> MappingOffer | None:
        """The likest by wording, number and criterion, however the levels differ; the row may be
        one that is not stored yet."""
        pairs = [pair for pair in _pairs([_Side.of(row)], self._sides) if not pair.is_by_criterion]
        if not pairs:
            return None
        best = pairs[0]
        why = [_alike_words(best), *["cùng số"] * (best.old.code == best.new.code)]
        return MappingOffer(MappingKind.LEVEL, (best.new,), best.score, ", ".join(why))


def _pairs(olds: list[_Side], news: list[_Side]) -> list[_Pair]:
    """Every pair that is alike at all, the likest first."""
    seen = Counter(token for side in (*olds, *news) for token in side.tokens)
    weights = _Weights(len(olds) + len(news), seen)
    found = [pair for old in olds for new in news if (pair := _pair(old, new, weights))]
    return sorted(found, key=lambda pair: (*pair.rank, -(pair.old.pk or 0)), reverse=True)


def _pair(old: _Side, new: _Side, weights: _Weights) -> _Pair | None:
    criterion = fuzz.token_set_ratio(old.criterion, new.criterion)
    is_held = new.is_unknown and _holds(new.criterion, old.criterion)
    if new.is_unknown and (is_held or not old.is_unknown):
        # Nothing is known of the new indicators but the name of their criterion.
        named = weights.held(new.of_criterion, old.tokens)
        shorter, longer = sorted((old.of_criterion, new.of_criterion), key=len)
        held = max(weights.held(shorter, longer), named, 100.0 * is_held)
        score = 0.45 * held + 0.15 * named
        return _Pair(old.row, new.row, round(score), 0, True) if held >= 55 else None
    words = 100.0
    if old.words != new.words:
        words = min(_alike(old, new, weights), 99.0)
    score = 0.86 * words + 0.06 * criterion + 4 * is_same_measure(old.row, new.row)
    score += 4 * (old.row.code == new.row.code)
    if words == 100:
        score = 94.0 + 3 * (old.row.code == new.row.code) + 3 * (criterion > 90)
    score -= 6 * (old.row.kind != new.row.kind)
    score -= 8 * (bool(old.row.part_of_id) != bool(new.row.part_of_id))
    least = LEAST if criterion > 90 else LEAST_ELSEWHERE
    return _Pair(old.row, new.row, round(score), round(words), False) if score >= least else None


def _holds(new: str, old: str) -> bool:
    """Whether the new criterion holds the old one by the names of both."""
    names = (_HOLDS[name] for name in _HOLDS if name in new)
    return any(re.search(rf"\b(?:{found})\b", old) for found in names)


def _alike(old: _Side, new: _Side, weights: _Weights) -> float:
    """How alike two wordings are, 0 to 100: letter by letter, and by the words that weigh."""
    letters = max(fuzz.ratio(old.words, new.words), fuzz.token_sort_ratio(old.words, new.words))
    shared = weights.shared(old.tokens, new.tokens)
    if min(len(old.tokens), len(new.tokens)) >= 8:
        # Of a wording that was lengthened or cut, most of the shorter one stands in the longer.
        short, long = sorted((old.tokens, new.tokens), key=len)
        shared = max(shared, 0.85 * weights.held(short, long))
    return 0.4 * float(letters) + 0.6 * shared


def _chosen(pairs: Iterable[_Pair]) -> dict[int, list[_Pair]]:
    """Each to the likest that is still free; then what is left to what it clearly is a part of."""
    chosen: dict[int, list[_Pair]] = {}
    taken: set[int] = set()
    rest = []
    for pair in pairs:
        if pair.is_by_criterion or pair.old.pk in chosen or pair.new.pk in taken:
            rest.append(pair)
            continue
        chosen[pair.old.pk] = [pair]
        taken.add(pair.new.pk)
    for pair in rest:
        if pair.old.pk not in chosen and (pair.is_by_criterion or pair.score >= FAIR):
            chosen[pair.old.pk] = [pair]
            taken.add(pair.new.pk)
        elif pair.new.pk not in taken and pair.score >= FAIR and not pair.is_by_criterion:
            chosen[pair.old.pk].append(pair)
            taken.add(pair.new.pk)
    return chosen


def _offer(pairs: list[_Pair], taken: "Counter[int]") -> MappingOffer:
    if not pairs:
        why = "không thấy nội dung mới nào gần giống"
        return MappingOffer(MappingKind.DROPPED, (), 30, why)
    score = min(pair.score for pair in pairs)
    why = "; ".join(_reasons(pairs[0]))
    news = tuple(pair.new for pair in pairs)
    if len(pairs) > 1:
        in_order = tuple(sorted(news, key=lambda new: (new.criterion.number, new.order, new.pk)))
        return MappingOffer(
            MappingKind.SPLIT, in_order, min(score, FAIR), f"gần giống {len(pairs)} dòng mới"
        )
    pair = pairs[0]
    if taken[pair.new.pk] > 1:
        cap = score if pair.is_by_criterion else min(score, FAIR)
        return MappingOffer(
            MappingKind.MERGED, news, cap, f"{why}; {taken[pair.new.pk]} dòng cũ cùng vào"
        )
    return MappingOffer(_kind_of(pair), news, score, why)


def _kind_of(pair: _Pair) -> str:
    if pair.words < 97 or not is_same_measure(pair.old, pair.new):
        return MappingKind.REWORDED
    return MappingKind.LEVEL if level_differs(pair.old, pair.new) else MappingKind.SAME


def _alike_words(pair: _Pair) -> str:
    return "lời giống hệt" if pair.words == 100 else f"lời giống {pair.words}%"


def _reasons(pair: _Pair) -> list[str]:
    if pair.is_by_criterion:
        return ["chưa biết nội dung mới, chỉ theo tên tiêu chí"]
    old, new = pair.old, pair.new
    found = [_alike_words(pair)]
    facts: list[tuple[Any, str]] = [
        (old.code == new.code, "cùng số"),
        (spoken(old.criterion.name) == spoken(new.criterion.name), "cùng tên tiêu chí"),
        (not is_same_measure(old, new), "khác kiểu hoặc đơn vị tính"),
        (level_differs(old, new), "mức khác"),
        (not are_levels_known(old, new), "chưa rõ mức"),
    ]
    return found + [words for holds, words in facts if holds]
