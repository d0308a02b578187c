"""What a new commune still lacks before its first dossier, each step with its page."""

from dataclasses import dataclass

from django.urls import reverse

from criteria.models import Assessment, CriteriaSet
from tasks.models import Plan
from villages.access import Access
from villages.enums import Ability, UnitLevel
from villages.models import Posting, Unit


@dataclass(frozen=True)
class Step:
    """One step: what there is of it, where it is done, and "" for where one may not."""

    number: int
    name: str
    count: int
    words: str
    url: str

    @property
    def state(self) -> str:
        return "met" if self.count else "not_met"


def first_steps(access: Access) -> list[Step]:
    """The steps of the commune of one's main posting; none once it has a plan, or for others."""
    posting = access.main_posting
    if posting is None or posting.unit.level != UnitLevel.COMMUNE:
        return []
    commune = posting.unit
    may = {a: access.can(a, commune) for a in (Ability.ADMINISTER, Ability.EDIT_PLAN)}
    if not any(may.values()) or Plan.objects.filter(unit=commune).exists():
        return []
    return [
        Step(number, name, count, words, url if may[ability] else "")
        for number, (name, count, words, url, ability) in enumerate(_steps(access, commune), 1)
    ]


def _steps(access: Access, commune: Unit) -> list[tuple[str, int, str, str, Ability]]:
    of_commune = {"unit__path__below": commune.path}
    villages = commune.children.filter(valid_to__isnull=True).count()
    bodies = commune.bodies.count()
    people = Posting.objects.open_on(access.on).filter(**of_commune)
    others = people.exclude(official=access.official).values("official").distinct().count()
    sets = CriteriaSet.objects.filter(published_at__isnull=False).count()
    judged = Assessment.objects.filter(**of_commune).count()
    admin, plan = Ability.ADMINISTER, Ability.EDIT_PLAN
    here = f"?don_vi={commune.pk}"
    return [
        ("Thôn", villages, f"{villages} thôn", _page("villages:paste_villages", commune), admin),
        ("Tổ chức", bodies, f"{bodies} tổ chức", _page("villages:paste_bodies", commune), admin),
        ("Cán bộ", others, f"{others} người khác", _page("villages:add_official") + here, admin),
        ("Bộ tiêu chí", sets, f"{sets} bộ để chọn", _page("criteria:sets"), plan),
        ("Đánh giá", judged, f"{judged} đánh giá", _page("criteria:open_assessment") + here, plan),
        ("Kế hoạch", 0, "chưa có kế hoạch", _page("tasks:create_plan"), plan),
    ]


def _page(name: str, unit: Unit | None = None) -> str:
    return reverse(name, args=[unit.pk] if unit else [])
