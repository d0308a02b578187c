"""Changes many results at once: each by the rules of one, recorded as one act."""

from collections.abc import Mapping

from criteria.services.results import put_in_charge, put_result
from criteria.services.standings import recompute_of
from villages.access import Access
from villages.acts import acting
from villages.enums import Ability
from villages.models import Official

Seen = Mapping[int, int]  # result → what the person saw of it


def put_many_in_charge(*, by: Access, seen: Seen, official: Official | None) -> None:
    """Put one person, or nobody, in charge of the indicators."""
    with acting(by, "giao phụ trách nhiều chỉ tiêu", Ability.ASSIGN_RESULT) as act:
        for pk in sorted(seen):
            put_in_charge(by=by, result_id=pk, official=official, seen_version=seen[pk], act=act)


def claim_many(*, by: Access, seen: Seen, claim: str, reason: str) -> None:
    """Record one claim of the indicators, of today and for one reason; their values stay."""
    fields = {"claim": claim, "note": reason, "as_of": by.on}
    with acting(by, "tự đánh giá nhiều chỉ tiêu", Ability.SET_RESULT, reason) as act:
        put = [put_result(by, pk, fields, seen[pk], act) for pk in sorted(seen)]
        recompute_of(result for result, is_new in put if is_new)
