"""The fault planted for each check, by its slug, in a sound plan."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from criteria.enums import Claim, State
from criteria.models import Assessment, Level, Result, Standing
from evidence.papers.models import Evidence, Proof
from tasks.enums import AssignmentKind, FundingStage, PlanSection, TaskState
from tasks.models import (
    Assignment,
    Citation,
    Funding,
    FundingPart,
    Plan,
    PlanText,
    PlanWindow,
    ReportingDuty,
    Target,
    Task,
)
from tests import factories as make
from tests.reports.planting import (
    a_target,
    again_in_the_village,
    aim_for,
    aims_at_another_figure,
    aims_at_another_share,
    aims_below_the_level,
    all_villages,
    another_set,
    baseline,
    body,
    cited_twice,
    cites_an_old_set,
    dossier,
    elsewhere,
    ended_village,
    enter,
    finished,
    five_villages_of_one,
    founding,
    fraction,
    in_september_2025,
    income_below,
    indicator_left_out,
    issue,
    known_otherwise,
    late_work_of_met,
    lead,
    led_by_another,
    led_by_one_who_left,
    of_an_old_department,
    one_order,
    one_paper_for_both,
    paid_by_the_district,
    paper,
    part,
    recipients,
    renewed_late,
    rising_level,
    same_as_now,
    second_chair,
    survey,
    target_after_its_day,
    task,
    text,
    three_associations,
    to_the_other,
    twice,
    two_aims,
    two_sums,
    under_another,
    under_two_criteria,
    village_unlike,
    window,
    work_after_its_target,
    work_after_the_target,
    work_in_another_village,
)
from tests.reports.planting_cited import OF_CITED
from tests.reports.planting_meetings import came_before_office, closed, meeting
from tests.reports.planting_pasted import OF_PASTED
from tests.reports.planting_progress import OF_PROGRESS
from tests.reports.planting_steps import OF_STEPS
from tests.world import World
from villages.enums import Role

Plant = Callable[[World], object]

PLANTS: dict[str, Plant] = {
    "text-counts": lambda w: text(w, PlanSection.ACHIEVEMENTS, "Có 3/8 thôn đã xong, còn 4 thôn."),
    "text-criterion": lambda w: text(w, PlanSection.QUALITY, "Giữ vững tiêu chí số 40."),
    "criteria-miscounted": lambda w: text(
        w, PlanSection.SHORTCOMINGS, "Còn 3 tiêu chí chưa đạt: số 1 (Nhà ở), số 2."
    ),
    "one-thing-twice": lambda w: twice(
        w, "Trồng mới 12 ha cây ăn quả ven hồ.", "Trồng mới 15 ha cây ăn quả ven hồ."
    ),
    "text-known-figure": lambda w: known_otherwise(w, "- Bảo hiểm y tế đạt 96,5%."),
    "compared-later": lambda w: text(
        w, PlanSection.ACHIEVEMENTS, "- Thu ngân sách tăng 8% so với cùng kỳ năm 2024."
    ),
    "body-unknown": lambda w: three_associations(w, "- Hội Làm vườn xã chuyển giao kỹ thuật."),
    "text-code-unknown": lambda w: text(w, PlanSection.QUALITY, "Tập trung chỉ tiêu 2.9."),
    "text-state": lambda w: text(w, PlanSection.SHORTCOMINGS, "Tiêu chí số 1 chưa đạt."),
    "text-villages": lambda w: (
        make.make_village(w.commune, "Mai Trung"),
        task(w, "Sửa loa truyền thanh ở 7/9 thôn"),
    ),
    "stuck": lambda w: Task.objects.update(obstacle="Ba hộ chưa nhận tiền"),
    "work-elsewhere": work_in_another_village,
    "met-below-level": lambda w: enter(w.results()[0], claim=Claim.MET, value=Decimal(41)),
    "villages-miscounted": five_villages_of_one,
    "village-against-share": lambda w: all_villages(w, "100"),
    "paper-other-figure": lambda w: paper(w, w.results()[0], title="Xác nhận đạt 71,5%"),
    "signer-office": lambda w: Plan.objects.update(signatory_name=w.official("hien").full_name),
    "leader-gone": led_by_one_who_left,
    "districts-counted-on": paid_by_the_district,
    "citation-sign": lambda w: part(
        w, Citation, number="4/NQ-HĐND", dated_on=date(2023, 2, 1), issuer="UBND tỉnh"
    ),
    "target-other-figure": aims_at_another_figure,
    "text-met": lambda w: text(w, PlanSection.OPENING, "Đến 30/12/2023 xã đã đạt 2/2 tiêu chí."),
    "text-other-set": lambda w: text(w, PlanSection.GOALS, "Phấn đấu đưa xã đạt 19/19 tiêu chí."),
    "text-of-another": lambda w: text(w, PlanSection.CLOSING, "Kế hoạch của UBND xã Tân Lập."),
    "text-old-year": lambda w: text(w, PlanSection.QUALITY, "- Hoàn thành trong năm 2021."),
    "unlike-the-present": income_below,
    "text-money": lambda w: text(w, PlanSection.RESOURCES, "Tổng kinh phí dự kiến 3,2 tỷ đồng."),
    "blank-left": lambda w: task(w, "Giao ……………… lập danh sách"),
    "half-filled": lambda w: text(w, PlanSection.PURPOSE, "- Nâng cao đời sống."),
    "text-deadline": lambda w: task(w, "Nghiệm thu cầu, xong trước ngày 30/4/2024"),
    "text-code": lambda w: task(w, "Rà soát chỉ tiêu 1.1", 2),
    "text-person": to_the_other,
    "text-body": led_by_another,
    "open-though-finished": lambda w: Task.objects.update(progress="Đã hoàn thành 100%."),
    "board-elsewhere": elsewhere,
    "no-districts": in_september_2025,
    "done-not-done": lambda w: finished(w, "Mới đạt 60% khối lượng"),
    "rhythm-silent": lambda w: task(w, "Vệ sinh chợ", deadline_words="hàng tuần"),
    "target-below-level": lambda w: a_target(
        w, criterion=w.results()[2].indicator.criterion, indicator=w.results()[2].indicator,
        value=Decimal(30), comparator="gte",
    ),
    "sum-unlike-words": lambda w: Funding.objects.update(words="10 tỷ đồng"),
    "no-source": lambda w: FundingPart.objects.all().delete(),
    "one-number-for-two": lambda w: [
        (setattr(row, "number", "7/BC-UBND"), row.save()) for row in Evidence.objects.all()
    ],
    "paper-without-day": lambda w: Evidence.objects.update(dated_on=date(2024, 12, 1)),
    "unmet-without-work": lambda w: Task.objects.update(
        state=TaskState.DONE, done_on=date(2024, 8, 1), result="Xong"
    ),
    "indicator-without-work": indicator_left_out,
    "work-not-applicable": lambda w: (
        enter(w.results()[2], claim=Claim.NOT_APPLICABLE, note="Không có"),
        Task.objects.update(indicator=w.results()[2].indicator),
    ),
    "met-with-late-work": late_work_of_met,
    "standing-unknown": lambda w: w.village_assessment,
    "unmet-unexplained": lambda w: (
        enter(w.results()[2], claim=Claim.NOT_YET),
        Standing.objects.filter(criterion__number=2).update(state=State.NOT_MET),
    ),
    "label-unlike-set": lambda w: baseline(w, state=State.NOT_MET, label="Hệ thống thủy lợi"),
    "village-against-commune": village_unlike,
    "unmet-above-level": lambda w: enter(w.results()[2], claim=Claim.NOT_MET, value=Decimal(60)),
    "met-without-value": lambda w: enter(w.results()[0], claim=Claim.MET),
    "value-without-origin": lambda w: enter(w.results()[0], claim=Claim.MET, value=Decimal(80)),
    "value-of-another-year": lambda w: enter(
        w.results()[0], claim=Claim.MET, value=Decimal(80), as_of=date(2021, 8, 1), source="Xã"
    ),
    "level-unknown": lambda w: Level.objects.all().delete(),
    "level-rises": rising_level,
    "figure-impossible": lambda w: Result.objects.filter(pk=w.results()[0].pk).update(value=180),
    "met-without-paper": lambda w: Proof.objects.all().delete(),
    "paper-out-of-period": lambda w: Evidence.objects.update(dated_on=date(2020, 1, 1)),
    "paper-expired": lambda w: Evidence.objects.update(expires_on=date(2024, 8, 1)),
    "paper-for-both": one_paper_for_both,
    "several-leads": lambda w: lead(Task.objects.get(), body=body(w.commune, "Hội Nông dân")),
    "given-name-only": lambda w: lead(Task.objects.get(), role_words="đồng chí Cao"),
    "assignee-gone": lambda w: w.official("hien").postings.update(ends_on=date(2024, 6, 30)),
    "body-elsewhere": lambda w: lead(
        Task.objects.get(), body=body(make.make_commune("Đông Lỗ", w.commune.parent), "Hội CCB")
    ),
    "ended-unit-works": ended_village,
    "lead-and-support": lambda w: Assignment.objects.create(
        task=Task.objects.get(), kind=AssignmentKind.SUPPORT, official=w.official("hien")
    ),
    "body-not-set-up": founding,
    "plan-not-issued": lambda w: window(w, "từ tháng 3/2024 đến hết tháng 10/2024"),
    "window-after-target": lambda w: (
        aim_for(w, date(2024, 10, 31)),
        window(w, "từ tháng 3/2024 đến hết tháng 11/2024"),
    ),
    "recipient-twice": lambda w: recipients(w, "Đảng ủy xã", "Đảng ủy xã;"),
    "paper-of-another": lambda w: paper(w, w.results()[0], issuer="UBND xã Đông Lỗ"),
    "fraction-for-percent": lambda w: fraction(w, "Tỷ lệ thuê bao điện thoại thông minh"),
    "body-renewed-late": renewed_late,
    "survey-not-by-front": lambda w: survey(w, "UBND xã Mai Đình"),
    "dossier-before-survey": lambda w: dossier(w, "trước ngày 30/10/2024"),
    "two-chairs": second_chair,
    "unit-unknown": lambda w: task(w, "Làm đường thôn Đồng Cả"),
    "person-unknown": lambda w: task(w, "Giao đồng chí Trần Thị Bưởi lập danh sách"),
    "outside-year": lambda w: task(w, "Làm cầu", deadline_words="tháng 3/2025"),
    "after-target": work_after_the_target,
    "again-in-village": again_in_the_village,
    "under-two-criteria": under_two_criteria,
    "after-its-window": lambda w: (
        part(w, PlanWindow, text="Cải tạo hồ chứa nước Cầu Rễ", deadline_words="tháng 6/2024"),
    ),
    "after-its-target": work_after_its_target,
    "ordered-twice": lambda w: task(
        w, "Cải tạo hồ chứa nước Cầu Rễ", 2, deadline_words="tháng 11/2024"
    ),
    "before-window": lambda w: (
        window(w, "từ tháng 3/2024 đến hết tháng 10/2024"),
        task(w, "Vệ sinh chợ", 2, deadline_words="quý I/2024"),
    ),
    "under-another": under_another,
    "one-order-for-several": one_order,
    "of-another-set": another_set,
    "code-unknown": lambda w: task(w, "Hoàn thiện chỉ tiêu 2.9 theo hướng dẫn", 2),
    "counts-contradict": lambda w: task(w, "4/8 thôn đã có nhà văn hóa, còn 5 thôn chưa xong"),
    "only-begun": lambda w: task(w, "Khởi công trạm bơm Cầu Rễ", 2),
    "empty-words": lambda w: task(w, "Căn cứ hướng dẫn, thực hiện và minh chứng tiêu chí", 2),
    "tentative": lambda w: task(w, "Làm cổng chào", deadline_words="dự kiến tháng 9/2024"),
    "no-plan": lambda w: (
        Task.objects.all().delete(), Funding.objects.all().delete(), Plan.objects.all().delete()
    ),
    "no-signer": lambda w: Plan.objects.update(signatory_name=""),
    "citation-incomplete": lambda w: part(w, Citation, title="Đề án của xã"),
    "citation-year": lambda w: part(
        w, Citation, number="1/2022/QĐ-UBND", dated_on=date(2023, 2, 1)
    ),
    "citation-after-year": lambda w: part(w, Citation, number="1/QĐ", dated_on=date(2025, 2, 1)),
    "citation-other-period": cites_an_old_set,
    "cited-twice": cited_twice,
    "citation-inferred": lambda w: part(
        w, Citation, number="1/QĐ", dated_on=date(2023, 2, 1), is_inferred=True
    ),
    "window-outside-year": lambda w: window(w, "đến hết tháng 3/2025"),
    "window-unread": lambda w: window(w, "sau khi có hướng dẫn"),
    "target-without-unit": lambda w: a_target(w, value=Decimal(75)),
    "targets-contradict": two_aims,
    "text-other-target": aims_at_another_share,
    "target-late": target_after_its_day,
    "target-reached": same_as_now,
    "duty-incomplete": lambda w: part(w, ReportingDuty, text="Báo cáo tiến độ", who="Các thôn"),
    "duty-twice": lambda w: [
        ReportingDuty.objects.create(
            plan=w.plan, order=order, who="Các thôn", text="Báo cáo tiến độ làm đường",
            rhythm_words=words, report_to="UBND xã",
        )
        for order, words in enumerate(("hàng tuần", "hàng tháng"), 1)
    ],
    "period-unlike-year": lambda w: PlanText.objects.update_or_create(
        plan=w.plan, section=PlanSection.CLOSING,
        defaults={"text": "Trên đây là kế hoạch giai đoạn 2022-2025."},
    ),
    "people-give-nothing": lambda w: text(
        w, PlanSection.RESOURCES, "Năm nay không huy động Nhân dân đóng góp."
    ),
    "no-money": lambda w: Funding.objects.all().delete(),
    "parts-do-not-add-up": lambda w: FundingPart.objects.create(
        funding=Funding.objects.get(), source="commune", amount=7
    ),
    "two-sums": two_sums,
    "sum-without-day": lambda w: Funding.objects.update(stage=FundingStage.PAID),
    "debts": lambda w: Funding.objects.update(stage=FundingStage.OWED),
    "sum-too-small": lambda w: Funding.objects.update(total=850_000),
    "head-of-another": lambda w: Plan.objects.update(place="Đông Lỗ"),
    "note-against-claim": lambda w: Result.objects.filter(pk=w.results()[0].pk).update(
        note="Hai hộ chưa đạt"
    ),
    "target-above-whole": lambda w: a_target(w, value=Decimal(120), unit_words="%"),
    "work-below-level": aims_below_the_level,
    "citation-kind": lambda w: part(
        w, Citation, number="4/KH-UBND", dated_on=date(2023, 2, 1), title="Quyết định giao vốn"
    ),
    "names-miscounted": lambda w: (
        make.make_village(w.commune, "Mai Trung"),
        task(w, "Lắp loa tại 3 thôn (Thắng Lợi, Mai Trung)"),
    ),
    "passage-twice": lambda w: [
        text(w, part, "- Phân công rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ kết quả.")
        for part in (PlanSection.LEADERSHIP, PlanSection.QUALITY)
    ],
    "weekday": lambda w: task(w, "Họp dân", deadline_words="thứ Hai, ngày 17/9/2024"),
    "no-such-day": lambda w: text(w, PlanSection.GOALS, "Xong trước ngày 31/9/2024."),
    "met-before": lambda w: baseline(w, state=State.MET),
    "standing-to-come": lambda w: baseline(
        w, state=State.NOT_MET, as_of=date(2024, 12, 31)
    ),
    "standing-after-plan": lambda w: issue(w.plan, date(2023, 12, 1)),
    "citation-two-days": lambda w: (
        part(w, Citation, number="8/KH-UBND", dated_on=date(2024, 1, 16), issuer="UBND tỉnh"),
        text(w, PlanSection.WORKS, "Theo Kế hoạch số 8/KH-UBND ngày 06/01/2024 của UBND tỉnh."),
    ),
    "duty-to-oneself": lambda w: part(
        w, ReportingDuty, who="UBND xã", report_to="UBND xã", text="Tiến độ", rhythm_words="tháng"
    ),
    "village-unassessed": lambda w: (
        make.make_village(w.commune, "Mai Trung"),
        text(w, PlanSection.GOALS, "Phấn đấu thôn Mai Trung đạt chuẩn thôn NTM kiểu mẫu."),
    ),
    "village-without-body": lambda w: w.village_assessment,
    "content-too-few": lambda w: text(
        w, PlanSection.ACHIEVEMENTS, "Tỷ lệ người dân hài lòng đạt 65,5%."
    ),
    "papers-before-work": lambda w: (
        task(w, "Xây cống Cầu Rễ", deadline_words="tháng 10/2024"),
        task(w, "Nghiệm thu cống Cầu Rễ", deadline_words="tháng 9/2024"),
    ),
    "task-money": lambda w: (
        task(w, "Sửa cống làng Nguộn với kinh phí 65 triệu đồng"),
        Funding.objects.create(
            plan=w.plan, unit=w.commune, text="Cống làng Nguộn", stage="planned", total=56 * 10**6
        ),
    ),
    "goal-other-day": lambda w: (
        aim_for(w, date(2024, 12, 15)),
        text(w, PlanSection.GOALS, "Phấn đấu xã đạt chuẩn NTM nâng cao trong quý II năm 2024."),
    ),
    "order-above": lambda w: task(w, "Yêu cầu UBND tỉnh bố trí vốn"),
    "office-no-more": of_an_old_department,
    "text-office": lambda w: task(
        w, f"Đồng chí {w.official('hien').full_name} - Chủ tịch UBND xã chủ trì hội nghị"
    ),
    "phone": lambda w: text(w, PlanSection.CLOSING, "Liên hệ điện thoại 091234567."),
    "households-twice": lambda w: [
        text(w, part, f"Toàn xã có {count} hộ.")
        for part, count in ((PlanSection.WORKS, "2.140"), (PlanSection.QUALITY, "2.041"))
    ],
    "fewer-people": lambda w: text(w, PlanSection.OPENING, "Xã gồm 3.800 hộ, 2.960 nhân khẩu."),
    "day-off": lambda w: task(w, "Gửi biểu mẫu về xã", deadline_words="ngày 20/10/2024"),
    "report-early": lambda w: task(
        w, "Báo cáo kết quả quý III về Ban Chỉ đạo", deadline_words="trước ngày 15/8/2024"
    ),
    "paper-too-early": lambda w: paper(w, w.results()[0], title="Biên bản họp ngày 15/7/2024"),
    "village-later": lambda w: (
        aim_for(w, date(2024, 10, 31)),
        Assessment.objects.filter(pk=w.village_assessment.pk).update(target_on=date(2024, 12, 1)),
    ),
    "named-and-gone": lambda w: (
        make.make_official(w.commune, Role.OFFICIAL, "Lê Văn Cũ").postings.update(
            ends_on=date(2024, 5, 31)
        ),
        window(w, "tháng 9/2024"),
        PlanWindow.objects.update(who="Đồng chí Lê Văn Cũ"),
    ),
    "village-noun": lambda w: task(w, f"Sửa rãnh xóm {w.village.name}"),
    "dossier-window": lambda w: (
        window(w, "tháng 9/2024"),
        part(w, PlanWindow, text="Hoàn thiện hồ sơ trình tỉnh", deadline_words="tháng 6/2024"),
    ),
    "sum-too-large": lambda w: Funding.objects.update(total=12 * 10**11),
    "target-criterion": lambda w: (
        a_target(w, criterion=w.results()[0].indicator.criterion),
        Target.objects.update(text="Hoàn thành tiêu chí số 2"),
    ),
    "target-over": lambda w: a_target(
        w, criterion=w.results()[2].indicator.criterion, deadline_words="trước ngày 30/3/2024"
    ),
    "guessed": lambda w: enter(
        w.results()[0], claim=Claim.MET, value=Decimal(80), source="Ước tính của cán bộ"
    ),
    "conclusion-without-task": lambda w: meeting(w, "Giao Hội Nông dân sửa mương"),
    "conclusion-too-early": lambda w: meeting(w, "Đã rõ", deadline_words="trước ngày 10/7/2024"),
    "meeting-left-open": lambda w: meeting(w, "Thống nhất với báo cáo"),
    "meeting-closed-without": lambda w: closed(w, came=""),
    "notice-not-issued": closed,
    "present-without-office": came_before_office,
}  # fmt: skip
PLANTS |= OF_STEPS
PLANTS |= OF_CITED
PLANTS |= OF_PASTED
PLANTS |= OF_PROGRESS
