"""Which indicator of the set above a row of this set refines."""

from criteria.mapping.proposal import Counterparts, MappingOffer
from criteria.models import CriteriaSet, Indicator
from criteria.resources.criterion_cells import indicator_code
from villages.imports.faults import CellError


class Refined:
    """The indicators of the set above, read once; found by their codes, or as offered."""

    def __init__(self, place: CriteriaSet) -> None:
        above = Indicator.objects.filter(criterion__criteria_set=place.refines_id)
        self._refines = bool(place.refines_id)
        self._noun = place.refines.noun if place.refines else ""
        self._by_code: dict[str, list[Indicator]] = {}
        for row in above.select_related("criterion") if self._refines else ():
            self._by_code.setdefault(row.code.lower(), []).append(row)
        every = (row for rows in self._by_code.values() for row in rows)
        self.counterparts = Counterparts(every)
        self._linked: dict[int, int] = {}  # indicator of the set above → the row that refines it

    def codes(self) -> list[str]:
        return [row.code for found in self._by_code.values() for row in found]

    def taken(self, offer: MappingOffer | None, number: int) -> Indicator | None:
        """The indicator that is offered for sure, to the first row (its number) for which it is."""
        if offer is None or not offer.is_sure:
            return None
        (found,) = offer.news
        return found if self._linked.setdefault(found.pk, number) == number else None

    def named(self, words: str, row: Indicator | None) -> Indicator | None:
        """The indicator of that code in the set that this one refines."""
        if not words:
            return None
        code = indicator_code(words).lower()
        if row and row.parent and row.parent.code.lower() == code:
            return row.parent
        found = self._by_code.get(code, [])
        if len(found) == 1:
            return found[0]
        if not self._refines:
            raise CellError("parent", "Bộ này không cụ thể hóa bộ nào.",
                            "Xóa ô này, hoặc sửa bộ: chọn bộ được cụ thể hóa.")  # fmt: skip
        how_many = f"có {len(found)} {self._noun}" if found else f"không có {self._noun}"
        raise CellError("parent", f"Bộ được cụ thể hóa {how_many} mang mã “{words}”.",
                        "Ghi mã như ở bộ đó.")  # fmt: skip
