"""A result that was changed past the program differs from the last line of its history."""

from datetime import date
from decimal import Decimal

import pytest

from criteria.enums import Claim
from criteria.histories import unlike_their_history
from criteria.models import Result
from criteria.services import set_result
from ntm_project.backup.proofs import proofs
from tests import factories as make

pytestmark = pytest.mark.django_db

MET = make.entry(claim=Claim.MET, value=Decimal("50.25"), as_of=date(2024, 8, 1))


@pytest.fixture
def results() -> list[Result]:
    """One that was stated, one that was stated and stated otherwise, and two that never were."""
    assessment = make.make_assessment(make.make_commune())
    found = list(assessment.results.order_by("pk"))
    for result in found[:2]:
        set_result(by=make.system(), result_id=result.pk, fields=MET, seen_version=0)
    later = MET | {"value": Decimal(60)}
    set_result(by=make.system(), result_id=found[1].pk, fields=later, seen_version=1)
    assert list(unlike_their_history()) == []
    return found


@pytest.mark.parametrize("number", range(4))
def test_each_that_was_changed_by_hand_is_found(results: list[Result], number: int) -> None:
    Result.objects.filter(pk=results[number].pk).update(value=1, note="Sửa thẳng trong bảng")
    ((found, names),) = unlike_their_history()
    assert (found.pk, set(names)) == (results[number].pk, {"value", "note"})


def test_verify_names_the_result_its_assessment_and_the_fields(results: list[Result]) -> None:
    Result.objects.filter(pk=results[0].pk).update(note="Sửa thẳng trong bảng")
    wrong = {one.name: one.words for one in proofs(is_quick=True) if not one.is_well}
    words = wrong["kết quả và lịch sử"]
    assert str(results[0].assessment) in words
    assert "ghi chú, lý do khác lần ghi cuối trong lịch sử" in words
