"""What a new commune still lacks before its first dossier is sent, each step with its page."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Q
from django.urls import reverse

from criteria.enums import Claim
from criteria.models import Assessment, CriteriaSet
from evidence.review.models import Submission
from ntm_project.common.figures import count_of
from tasks.models import Plan
from villages.access import Access
from villages.enums import Ability, UnitLevel
from villages.models import Body, Posting, Unit
from villages.roles import ROLES_WITH, roles_named


@dataclass(frozen=True)
class FirstStep:
    """One step: what there is of it, where it is done, and who does it where one may not."""

    number: int
    name: str
    is_done: bool
    words: str
    url: str
    others: str = ""  # "" where the step is one's own

    @property
    def state(self) -> str:
        return "met" if self.is_done else "not_met"


def first_steps(access: Access) -> list[FirstStep]:
    """The steps of the commune of one's main posting; none once a dossier was sent. Whoever keeps
    the sets has one step, until a set is published."""
    posting = access.main_posting
    if access.can_anywhere(Ability.EDIT_REFERENCE):
        return _of_sets()
    if posting is None or posting.unit.level != UnitLevel.COMMUNE:
        return []
    commune = posting.unit
    if not (access.can(Ability.ADMINISTER, commune) or access.can(Ability.EDIT_PLAN, commune)):
        return []
    there = _entered(commune)
    if there.is_sent:
        return []
    found = [*_of_places(access, commune, there), *_of_work(commune, there)]
    return [
        FirstStep(number, name, is_done, words, url if access.can(ability, commune) else "", others)
        for number, (name, is_done, words, url, ability) in enumerate(found, 1)
        for others in ["" if access.can(ability, commune) else f"{roles_named(ability)} làm"]
    ]


_Found = tuple[str, bool, str, str, Ability]


@dataclass(frozen=True)
class _Entered:
    """What the commune has entered so far."""

    is_sent: bool
    villages: int
    bodies: int
    sets: int
    has_plan: bool


def _entered(commune: Unit) -> _Entered:
    """What the commune has so far, in one query."""
    sent = Submission.objects.filter(assessment__unit__path__below=commune.path)
    sets = CriteriaSet.objects.filter(published_at__isnull=False)
    row = Unit.objects.filter(pk=commune.pk).values_list(
        Exists(sent),
        count_of(Unit.objects.filter(parent=commune, valid_to__isnull=True)),
        count_of(Body.objects.filter(unit=commune)),
        count_of(sets),
        Exists(Plan.objects.filter(unit=commune)),
    )
    return _Entered(*row.get())


def _of_sets() -> list[FirstStep]:
    """The set by which communes are judged, without which none can begin."""
    if CriteriaSet.objects.filter(published_at__isnull=False).exists():
        return []
    drafts = list(CriteriaSet.objects.order_by("pk").values_list("pk", flat=True))
    words = f"{len(drafts)} bộ, chưa công bố bộ nào" if drafts else "chưa có bộ nào"
    url = _page("criteria:sets" if drafts else "criteria:draft_set")
    if len(drafts) == 1:
        url = reverse("criteria:set", args=drafts)
    return [FirstStep(1, "Bộ tiêu chí", False, words, url)]


def _of_places(access: Access, commune: Unit, there: _Entered) -> list[_Found]:
    """What the administrator does: places, bodies, and the people who then do the rest. Those of
    the villages count among the people, but send no dossier of the commune."""
    people = Posting.objects.open_on(access.on).filter(unit__path__below=commune.path)
    held = list(people.exclude(official=access.official).values_list("unit", "role"))
    roles = {role for unit, role in held if unit == commune.pk}
    lacking = "" if ROLES_WITH[Ability.SUBMIT] & roles else "; chưa có Thường trực NTM"
    if access.can(Ability.SUBMIT, commune):
        lacking = ""
    admin = Ability.ADMINISTER
    pasted = "?bat_dau=1"
    return [
        ("Thôn", bool(there.villages), f"{there.villages} thôn",
         _page("villages:paste_villages", commune) + pasted, admin),
        ("Tổ chức", bool(there.bodies), f"{there.bodies} tổ chức",
         _page("villages:paste_bodies", commune) + pasted, admin),
        ("Cán bộ", bool(held) and not lacking, f"{len(held)} chức vụ khác{lacking}",
         _page("villages:paste_people", commune) + pasted, Ability.EDIT_POSTINGS),
    ]  # fmt: skip


def _of_work(commune: Unit, there: _Entered) -> list[_Found]:
    """What the standing officer does: the assessment, the plan, the results, the dossier."""
    has_plan = there.has_plan
    judged = (
        Assessment.objects.filter(unit=commune)
        .annotate(
            every=Count("results"), stated=Count("results", filter=~Q(results__claim=Claim.NOT_YET))
        )
        .order_by("-year", "-pk")
        .first()
    )
    here = f"?don_vi={commune.pk}"
    steps = [
        ("Bộ tiêu chí", bool(there.sets), f"{there.sets} bộ để chọn",
         _page("criteria:sets"), Ability.EDIT_PLAN),
        ("Đánh giá", judged is not None, str(judged or "chưa lập đánh giá"),
         _page("criteria:open_assessment") + here, Ability.EDIT_PLAN),
        ("Kế hoạch", has_plan, "đã có kế hoạch" if has_plan else "chưa có kế hoạch",
         _page("tasks:plans" if has_plan else "tasks:create_plan"), Ability.EDIT_PLAN),
    ]  # fmt: skip
    if judged is None:
        after = "sau khi lập đánh giá"
        return [
            *steps,
            ("Kết quả", False, after, "", Ability.SET_RESULT),
            ("Hồ sơ", False, after, "", Ability.SUBMIT),
        ]
    noun = judged.criteria_set.noun
    words = f"{judged.stated}/{judged.every} {noun} đã đánh giá"
    return [
        *steps,
        ("Kết quả", judged.stated == judged.every, words,
         reverse("criteria:quick_entry", args=[judged.pk]), Ability.SET_RESULT),
        ("Hồ sơ", False, "chưa gửi thẩm tra lần nào",
         reverse("evidence:submit", args=[judged.pk]), Ability.SUBMIT),
    ]  # fmt: skip


def _page(name: str, unit: Unit | None = None) -> str:
    return reverse(name, args=[unit.pk] if unit else [])
