"""What is wrong with the counts, shares and sums of a text."""

import re
from collections.abc import Iterator

from ntm_project.common.numbers import format_decimal, format_money
from reports.checks.reading.amounts import amount_faults
from reports.checks.reading.by_place import in_both_groups, wrong_by_place
from reports.checks.reading.differences import (
    spent_above,
    wrong_conversions,
    wrong_differences,
    wrong_kinds,
    wrong_names,
    wrong_prices,
    wrong_shares_of_plan,
    wrong_yields,
    wrongly_above,
)
from reports.checks.reading.groups import wrong_groups
from reports.checks.reading.lists import (
    wrong_averages,
    wrong_enumerations,
    wrong_growths,
    wrong_lists,
)
from reports.checks.reading.measures import wrong_measured_rests, wrong_measured_shares
from reports.checks.reading.multiples import wrong_multiples, wrong_products
from reports.checks.reading.named_lists import wrong_steps, wrongly_named
from reports.checks.reading.of_all import shares_of_all, wrong_rests_of_all
from reports.checks.reading.once import all_read_once
from reports.checks.reading.relations import relation_faults
from reports.checks.reading.rests import above_the_whole, wrong_rests, wrong_shares, wrong_sums
from reports.checks.reading.shares import (
    above_a_hundred,
    percents_before,
    shares_of_sources,
    wrong_percents,
    wrong_ways,
)
from reports.checks.reading.sources import wrong_sources
from reports.checks.reading.standings import wrong_standings
from reports.checks.reading.wholes import wrong_members, wrong_parts, wrong_shares_of_a_whole
from reports.lines import short

_DIGIT = re.compile(r"\d")


_NUMBER = re.compile(r"\d[\d.,]*(?<![.,])")


@all_read_once
def count_faults(text: str) -> Iterator[str]:
    """What is wrong with the counts, shares and sums of a text, in a sentence each."""
    if not _DIGIT.search(text):
        return
    found = [*_by_wording(text)]
    yield from found
    known = [(one.startswith("Tổng"), set(_NUMBER.findall(one))) for one in found]
    for words, true in (*relation_faults(text), *wrongly_named(text), *wrong_steps(text)):
        numbers = _NUMBER.findall(words)
        if not any(_is_of_one(own, numbers, is_sum=is_sum) for is_sum, own in known):
            yield f"“{short(words, 100)}”: {true}."


def _is_of_one(known: set[str], numbers: list[str], *, is_sum: bool) -> bool:
    """Whether a fault known already is of the numbers of another: of the same total, or of all."""
    is_part = len(known) > 1 and known.issubset(numbers)
    return numbers[0] in known if is_sum else is_part or known.issuperset(numbers)


def _by_wording(text: str) -> Iterator[str]:
    """What the readers of one wording each find."""
    for words in _wrong_counts(text):
        yield f"“{short(words, 100)}”: các số không khớp nhau."
    for words, true in _computed(text):
        yield f"“{short(words, 100)}”: tính ra {true}."
    sums = {one[0].removesuffix(" đồng"): one for one in (*wrong_sources(text), *wrong_sums(text))}
    for words, parts in sums.values():
        yield f"Tổng {words}, các phần cộng lại {format_money(parts)}."
    for words, count in (*wrong_kinds(text), *wrong_names(text)):
        yield f"“{short(words, 100)}”: kể ra {count}."
    yield from _of_lists(text)
    for words in wrong_ways(text):
        yield f"“{words}”: số sau không hợp với chiều tăng, giảm."
    for words in above_a_hundred(text):
        yield f"“{short(words, 100)}”: quá 100% của toàn bộ."
    for percent in shares_of_sources(text):
        yield f"Tỷ lệ các nguồn vốn cộng lại {format_decimal(percent)}%."
    yield from amount_faults(text)


def _of_lists(text: str) -> Iterator[str]:
    """What is wrong with the lists of a text: their sum, a place that is in two of them."""
    for words, amount in (*wrong_lists(text), *wrong_by_place(text), *wrong_groups(text)):
        yield f"“{short(words, 100)}”: các phần cộng lại {amount}."
    for words, name in in_both_groups(text):
        yield f"“{short(words, 100)}”: {name} kể ở cả hai nhóm, mâu thuẫn."


def _wrong_counts(text: str) -> list[str]:
    """The words whose counts contradict each other; of one place the longest."""
    of_counts = (
        wrong_shares, wrong_rests, above_the_whole, wrong_parts, wrong_products,
        spent_above, wrongly_above, wrong_members, wrong_prices, wrong_shares_of_a_whole,
        wrong_standings, wrong_rests_of_all, wrong_measured_rests,
    )  # fmt: skip
    wrong = dict.fromkeys(words for found in of_counts for words in found(text))
    return [one for one in wrong if not any(one != other and one in other for other in wrong)]


def _computed(text: str) -> Iterator[tuple[str, str]]:
    """(words, what it is) of each share, growth, count of a list or average that is another."""
    yield from wrong_percents(text)
    yield from percents_before(text)
    yield from shares_of_all(text)
    yield from wrong_enumerations(text)
    yield from wrong_averages(text)
    yield from wrong_multiples(text)
    yield from wrong_differences(text)
    yield from wrong_yields(text)
    yield from wrong_conversions(text)
    yield from wrong_shares_of_plan(text)
    yield from wrong_measured_shares(text)
    for words, percent in wrong_growths(text):
        yield words, f"{format_decimal(percent)}%"
