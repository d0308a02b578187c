"""The chains of review with which a new commune begins; each is set by a unit above its level."""

from criteria.enums import SetLevel
from evidence.review import chain_rules
from evidence.review.enums import HolderKind
from evidence.review.models import ReviewChain, ReviewStep
from ntm_project.common.models import clean_and_save
from villages.access import Access
from villages.edit import create_row
from villages.enums import Ability, Role
from villages.models import Unit

SOURCE = "Quy trình mặc định của sổ: số ngày là mức mẫu, sửa theo văn bản của tỉnh."


def set_default_chains(*, by: Access, commune: Unit, upper: Unit) -> list[ReviewChain]:
    """The commune's chain, set by the unit above it, and its villages', set by the commune itself.

    What was set there before stays.
    """
    return [
        chain
        for unit, level, name in (
            (upper, SetLevel.COMMUNE, "Thẩm tra xã"),
            (commune, SetLevel.VILLAGE, "Thẩm tra thôn"),
        )
        if (chain := _set(by, unit, level, name))
    ]


def _set(by: Access, unit: Unit, level: SetLevel, name: str) -> ReviewChain | None:
    if ReviewChain.objects.filter(unit=unit, level=level, valid_to__isnull=True).exists():
        return None

    def steps(chain: ReviewChain) -> dict[str, str]:
        made = [ReviewStep(chain=chain, order=1, **_OWN)]
        if level == SetLevel.COMMUNE:
            made.append(ReviewStep(chain=chain, order=2, holder_unit=unit, **_UPPER))
        for step in made:
            clean_and_save(step)
        return {"các bước": "; ".join(str(step) for step in made)}

    return create_row(
        by=by,
        row=ReviewChain(unit=unit, level=level, name=name, source=SOURCE),
        deny_reason=chain_rules.deny_set_chain(by, unit, level),
        action="khai báo quy trình thẩm tra",
        ability=Ability.ADMINISTER,
        parts=steps,
    )


_OWN = {
    "name": "Xã kiểm tra",
    "holder_kind": HolderKind.OWN_COMMUNE,
    "role": Role.VICE_CHAIR,
    "working_days": 5,
}
_UPPER = {
    "name": "Thẩm tra cấp trên",
    "holder_kind": HolderKind.FIXED_UNIT,
    "role": Role.REVIEWER,
    "working_days": 15,
}
