"""What a row shows: values in words, and the sentence about value, level and claim."""

from decimal import Decimal

import pytest

from criteria.comparison import Measure
from criteria.enums import Claim, IndicatorKind, StandingSource, State
from criteria.measures import measured_words, weigh
from criteria.models import Indicator, Level, Standing
from criteria.scoring import score
from criteria.states import CriterionHead, indicator_state, tile_state


def _indicator(kind=IndicatorKind.PERCENT, unit="%", scale=""):
    return Indicator(code="1.1", kind=kind, unit_words=unit, grade_scale=scale)


def _level(indicator, comparator="gte", value="45", **more):
    number = Decimal(value) if value else None
    return Level(indicator=indicator, comparator=comparator, value=number, **more)


@pytest.mark.parametrize(
    ("kind", "unit", "measure", "words"),
    [
        ("percent", "%", Measure(Decimal("41.2")), "41,2%"),
        ("percent", "", Measure(Decimal("41.2000")), "41,2%"),
        ("percent", "%", Measure(Decimal(7), Decimal(8)), "7/8 (87,5%)"),
        ("percent", "%", Measure(Decimal("44.9999"), Decimal(100)), "44,9999/100 (44,99%)"),
        ("boolean", "số hộ", Measure(Decimal(2), Decimal(3)), "2/3 số hộ"),
        ("count", "hộ", Measure(Decimal(1635)), "1.635 hộ"),
        ("number", "", Measure(Decimal(0)), "0"),
        ("grade", "", Measure(grade="Khá"), "Khá"),
        ("percent", "%", Measure(), ""),
    ],
)
def test_a_value_in_words(kind, unit, measure, words):
    assert measured_words(_indicator(kind, unit), measure) == words


@pytest.mark.parametrize(
    ("comparator", "value", "claim", "part"),
    [
        ("gte", "41.2", Claim.MET, "Báo đạt nhưng 41,2% thấp hơn mức 45%."),
        ("gte", "41.2", Claim.NOT_MET, "41,2% thấp hơn mức 45%."),
        ("gt", "45", Claim.MET, "Báo đạt nhưng 45% chỉ bằng mức, trong khi phải trên 45%."),
        ("lt", "45", Claim.MET, "Báo đạt nhưng 45% chỉ bằng mức, trong khi phải dưới 45%."),
        ("lte", "46", Claim.MET, "Báo đạt nhưng 46% cao hơn mức 45%."),
        ("eq", "46", Claim.MET, "Báo đạt nhưng 46% khác mức 45%."),
        ("gte", "45", Claim.MET, ""),
        ("gte", "60", Claim.NOT_MET, "Báo chưa đạt, trong khi 60% đủ mức yêu cầu."),
    ],
)
def test_the_sentence_names_which_side(comparator, value, claim, part):
    indicator = _indicator()
    level = _level(indicator, comparator)
    assert weigh(indicator, claim, Measure(Decimal(value)), level) == part


def test_nothing_is_shown_where_nothing_is_known():
    indicator = _indicator()
    assert weigh(indicator, Claim.MET, Measure(Decimal(1)), None) == ""
    assert weigh(indicator, Claim.MET, Measure(), _level(indicator)) == ""
    assert weigh(indicator, Claim.MET, Measure(Decimal(1)), _level(indicator, value="")) == ""


def test_a_grade_outside_the_scale_is_left_to_the_claim():
    indicator = _indicator("grade", "", "Trung bình\nKhá\nTốt")
    level = Level(indicator=indicator, grade="Khá")
    assert "thấp hơn mức Khá" in weigh(indicator, Claim.MET, Measure(grade="Trung bình"), level)
    assert "chỉ xét theo tự đánh giá" in weigh(
        indicator, Claim.MET, Measure(grade="Xuất sắc"), level
    )


@pytest.mark.parametrize(
    ("claims", "contradicting", "baseline", "is_in_work", "tile"),
    [
        (["met", "met"], 0, None, False, "met"),
        (["met", "met"], 1, None, False, "contradicting"),
        (["met", "not_met"], 0, None, False, "partial"),
        (["met", "not_met"], 1, None, True, "contradicting"),
        (["not_met", "not_met"], 0, None, False, "not_met"),
        (["not_met", "not_yet"], 0, None, True, "partial"),
        (["not_yet", "not_yet"], 0, None, False, "unknown"),
        (["not_yet", "met"], 0, None, False, "partial"),
        (["not_yet", "not_yet"], 0, None, True, "partial"),
        (["not_yet", "not_yet"], 0, State.MET, False, "by_plan"),
        (["not_yet", "met"], 0, State.MET, True, "by_plan"),
        (["not_yet", "not_yet"], 0, State.NOT_MET, False, "not_met"),
        (["not_applicable", "met"], 0, None, False, "met"),
    ],
)
def test_the_shape_of_a_tile(claims, contradicting, baseline, is_in_work, tile):
    scored = score(claims, rule="all", contradicting=contradicting, baseline=baseline)
    assert tile_state(scored, is_in_work=is_in_work) == tile


def test_the_shape_of_a_dot():
    assert indicator_state(Claim.MET) == "met"
    assert indicator_state(Claim.MET, is_contradicting=True) == "contradicting"
    assert indicator_state(Claim.NOT_APPLICABLE, is_in_work=True) == "not_applicable"
    assert indicator_state(Claim.NOT_MET, is_in_work=True) == "partial"
    assert indicator_state(Claim.NOT_MET) == "not_met"
    assert indicator_state(Claim.NOT_YET) == "unknown"


def test_a_criterion_counts_its_indicators_as_every_board_does() -> None:
    standing = Standing(
        state=State.NOT_MET, source=StandingSource.RESULTS, met=1, not_met=1, not_applicable=1
    )
    head = CriterionHead(criterion=None, standing=standing, noun="chỉ tiêu")
    assert head.counts_words.startswith("1/2 chỉ tiêu đạt, 1 không áp dụng")
