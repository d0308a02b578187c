"""Another province with everything in it, whose names carry a canary: none of ours may read it."""

from datetime import date

from django.db.models import Model

from criteria.enums import Claim
from criteria.models import Assessment, CriteriaSet
from criteria.services import set_result
from evidence.models import FileFacts, FileFault, ReviewChain, Submission
from evidence.review.enums import HolderKind
from evidence.review.services import submit
from ntm_project.common.text import spoken
from tasks.services import (
    add_conclusion,
    add_funding,
    hold_meeting,
    set_supervision,
)
from tests import factories as make
from tests.evidence import factories as make_paper
from villages.enums import Role
from villages.models import Body, Delegation, Lineage, Official, Posting, Unit

FOREIGN = "Vành Khuyên"
# What a set holds is known to everybody; that a unit is judged by it is not.
SET = "Chích Chòe"

# Words of addresses that take the key of one kind of row; any other is tried with every kind.
KINDS = {
    "don_vi": "unit", "danh_gia": "assessment", "assessment": "assessment", "tieu_chi": "criterion",
    "criterion": "criterion", "indicator": "indicator", "nguoi": "official", "to_chuc": "body",
    "ke_hoach": "plan", "ket_luan": "conclusion", "ket_qua": "result", "gan": "result",
    "nhiem_vu": "task", "yeu_cau": "requirement", "ma": "paper", "bo": "set", "tep": "revision",
    "chi_tieu": "item",
}  # fmt: skip
NO_KEYS = {"lua_chon", "trang", "q", "nam", "ngay", "so_voi", "quy", "so", "muc", "dong", "lan",
           "sau", "mo", "con_lai", "deadline_words", "den", "tinh_trang", "loai", "sap_het",
           "trung", "chua_gan", "chu", "thoi_dung", "qua_han", "da_thoi", "truoc",
           # words, ticks, years and counts, and an address to go back to
           "rieng", "viec_chung", "da_dong", "lay", "soan", "xem", "thay", "nam_ke_hoach", "dem",
           "ve", "phat_hien", "xep"}  # fmt: skip


def _places() -> dict[str, Model]:
    province = make.make_province(f"tỉnh {FOREIGN}")
    district = make.make_unit("district", f"huyện {FOREIGN}", province)
    commune = make.make_commune(f"xã {FOREIGN}", district)
    before = make.make_commune(f"xã cũ {FOREIGN}", district)
    return {
        "province": province,
        "unit": commune,
        "village": make.make_village(commune, f"thôn {FOREIGN}"),
        "body": Body.objects.create(unit=commune, name=f"Hội {FOREIGN}"),
        "lineage": Lineage.objects.create(
            predecessor=before, successor=commune, kind="merge",
            happened_on=date(2020, 1, 1), act=f"Nghị quyết {FOREIGN}",
        ),
    }  # fmt: skip


def _judged(commune: Unit, judged_by: CriteriaSet | None) -> dict[str, Model]:
    """Judged by a set whose words sing another canary, or by one that ours are judged by too."""
    if judged_by is not None:
        assessment = make.make_assessment(commune, judged_by)
        result = assessment.results.order_by("pk").first()
        return {"assessment": assessment, "result": result}
    judged_by = make.make_set(name="Bộ tiêu chí của nơi khác")
    for criterion in judged_by.criteria.all():
        criterion.name = f"Tiêu chí {SET} {criterion.number}"
        criterion.save()
        for indicator in criterion.indicators.all():
            indicator.wording = f"Chỉ tiêu {SET} {indicator.code}"
            indicator.save()
            make_paper.requirement(indicator, text=f"Giấy tờ {SET}")
    assessment = make.make_assessment(commune, judged_by)
    result = assessment.results.order_by("pk").first()
    return {
        "assessment": assessment,
        "set": judged_by,
        "result": result,
        "criterion": result.indicator.criterion,
        "indicator": result.indicator,
        "requirement": result.indicator.requirements.first(),
    }


def _worked(commune: Unit, assessment: Assessment, lead: Official) -> dict[str, Model]:
    plan = make.make_plan(commune, title=f"Kế hoạch {FOREIGN}")
    meeting = hold_meeting(by=make.system(), unit=commune, held_on=make.TODAY, name=FOREIGN)
    funding = {
        "unit": commune,
        "text": f"Công trình {FOREIGN}",
        "stage": "mobilised",
        "total": 7_000_000,
    }
    criterion = assessment.criteria_set.criteria.get(number=1)
    set_supervision(by=make.system(), assessment=assessment, criterion=criterion, officials=[lead])
    return {
        "plan": plan,
        "task": make.make_task(plan, lead=lead, text=f"Việc của {FOREIGN}"),
        "recipient": plan.recipients.create(order=1, text=f"Nơi nhận {FOREIGN}"),
        "funding": add_funding(by=make.system(), plan=plan, fields=funding),
        "meeting": meeting,
        "conclusion": add_conclusion(by=make.system(), meeting=meeting, text=FOREIGN),
    }


def _sent(province: Unit, assessment: Assessment) -> Submission:
    chain = ReviewChain.objects.create(unit=province, level="commune", name=f"Quy trình {FOREIGN}")
    for result in assessment.results.all():
        entered = make.entry(Claim.NOT_MET, as_of=date(2024, 1, 5), note=FOREIGN)
        set_result(by=make.system(), result_id=result.pk, fields=entered, seen_version=0)
    step = chain.steps.create(
        order=1,
        name=f"Bước {FOREIGN}",
        holder_kind=HolderKind.FIXED_UNIT,
        holder_unit=province,
        role=Role.REVIEWER,
    )
    return submit(by=make.system(), assessment=assessment, step=step)


def build_foreign(judged_by: CriteriaSet | None = None) -> dict[str, Model]:
    """One row of each kind, by the kind's name."""
    rows = _places()
    commune = rows["unit"]
    people = {
        role: make.make_official(commune, role, f"Nguyễn {FOREIGN}", title=f"Chức {FOREIGN}")
        for role in (Role.STANDING_OFFICER, Role.VICE_CHAIR, Role.ADMINISTRATOR)
    }
    rows |= _judged(commune, judged_by)
    rows |= _worked(commune, rows["assessment"], people[Role.VICE_CHAIR])
    paper = make_paper.paper(commune, rows["result"], title=f"Biên bản {FOREIGN}")
    words = {"text": f"Trong tệp {FOREIGN}", "words": f" {spoken(FOREIGN)}"}
    FileFacts.objects.filter(revision__evidence=paper).update(**words)
    FileFault.objects.create(revision=paper.revisions.get(), detail="Nội dung đã khác")
    rows["plan"].citations.create(order=1, number="1/QĐ", title=f"Viện dẫn {FOREIGN}")
    round_ = _sent(rows["province"], rows["assessment"])
    return rows | {
        "official": people[Role.STANDING_OFFICER],
        "posting": (posting := Posting.objects.get(official=people[Role.VICE_CHAIR])),
        "delegation": Delegation.objects.create(
            posting=posting,
            official=people[Role.STANDING_OFFICER],
            starts_on=date(2024, 8, 1),
            ends_on=date(2024, 8, 31),
        ),
        "paper": paper,
        "revision": paper.revisions.get(),
        "round": round_,
        "item": round_.items.order_by("pk").first(),
        "step": round_.step,
        "chain": round_.step.chain,
    }
