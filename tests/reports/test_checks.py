"""Each check finds what it names and nothing else."""

from datetime import date

import pytest

from criteria.models import Assessment
from reports import checks
from reports.queries.record import load_record
from tasks.models import Assignment, Funding, FundingPart, PlanWindow
from tasks.services import assign, set_supervision
from tests import factories as make
from tests.office import Office, open_office
from villages import services
from villages.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return open_office()


def found(office: Office, kind: str) -> list[checks.Finding]:
    record = load_record([office.commune], make.system())
    return [finding for finding in checks.findings(record) if finding.kind == kind]


def supervise(office: Office, *leaders: int) -> None:
    """So many leaders for each criterion of the commune's assessment, in their order."""
    people = [make.make_official(office.commune, Role.VICE_CHAIR) for _ in range(max(leaders))]
    for criterion, count in zip(
        office.assessment.criteria_set.criteria.all(), leaders, strict=True
    ):
        set_supervision(
            by=make.system(),
            assessment=office.assessment,
            criterion=criterion,
            officials=people[:count],
        )


def test_exactly_one_leader_directs_a_criterion(office) -> None:
    supervise(office, 2, 0)
    two, none = found(office, "leader")
    assert two.title.startswith("Tiêu chí 1")
    assert "2 lãnh đạo" in two.sentence
    assert none.title.startswith("Tiêu chí 2")
    assert none.url == f"/phan-cong/{office.assessment.pk}/"


def test_one_leader_each_is_right_and_a_village_may_have_none(office) -> None:
    supervise(office, 1, 1)
    assert found(office, "leader") == []


def test_no_leader_at_all_is_told_once(office) -> None:
    (finding,) = found(office, "leader")
    assert "nào" in finding.sentence


def test_a_claim_against_its_figures(office) -> None:
    low, high = office.results()[:2]
    office.claim(high, value="45")
    assert found(office, "contradicting") == []
    office.claim(low, value="41.2")
    (finding,) = found(office, "contradicting")
    assert finding.url == f"/danh-gia/{office.assessment.pk}/#tieu-chi-1"


def test_tasks_that_nobody_does(office) -> None:
    task = make.make_task(office.plan, text="Việc chưa giao")
    make.make_task(office.plan, lead=make.make_official(office.commune, Role.OFFICIAL))
    done = make.make_task(office.plan, text="Việc đã thôi")
    done.state = "cancelled"
    done.save()
    (finding,) = found(office, "assignee")
    assert (finding.title, finding.url) == ("Việc chưa giao", f"/nhiem-vu/{task.pk}/")
    role = [Assignment(kind="lead", role_words="Trưởng thôn")]
    assign(by=make.system(), task_id=task.pk, assignees=role, seen_version=0)
    (finding,) = found(office, "assignee")
    assert "vai trò" in finding.sentence


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "chưa ghi thời hạn"),
        ("khi nào xong", "“khi nào xong”"),
        ("hàng tháng", None),
        ("trước tháng 8/2024", None),
    ],
)
def test_deadlines_that_nobody_can_read(office, words, told) -> None:
    make.make_task(office.plan, deadline_words=words)
    sentences = [finding.sentence for finding in found(office, "deadline")]
    assert len(sentences) == (told is not None)
    assert all(told in sentence for sentence in sentences)


def test_deadlines_outside_the_windows_of_the_plan(office) -> None:
    make.make_task(office.plan, deadline_words="xong trong tháng 12/2024", text="Muộn")
    make.make_task(office.plan, deadline_words="xong trong tháng 01/2024", text="Sớm")
    make.make_task(office.plan, deadline_words="xong trong tháng 10/2024", text="Đúng")
    assert found(office, "window") == []
    window = PlanWindow(
        plan=office.plan, order=1, text="Thực hiện",
        deadline_words="từ tháng 03/2024 đến hết tháng 10/2024",
    )  # fmt: skip
    window.save()
    assert {finding.title for finding in found(office, "window")} == {"Muộn", "Sớm"}


@pytest.mark.parametrize(
    ("total", "parts", "told"),
    [
        (2_320_000_000, [2_000_000_000, 250_000_000], "0,07 tỷ đồng chưa rõ nguồn"),
        (100, [60, 50], "vượt"),
        (100, [60, 40], None),
        (100, [], None),
        (None, [60], None),
    ],
)
def test_money_that_does_not_add_up(office, total, parts, told) -> None:
    funding = Funding.objects.create(
        unit=office.commune, plan=office.plan, text="Đường", stage="planned", total=total
    )
    for source, amount in zip(("commune", "people"), parts, strict=False):
        FundingPart.objects.create(funding=funding, source=source, amount=amount)
    sentences = [finding.sentence for finding in found(office, "funding")]
    assert len(sentences) == (told is not None)
    assert all(told in sentence for sentence in sentences)


def test_a_village_with_targets_needs_a_body(office) -> None:
    (finding,) = found(office, "body")
    assert finding.title == "Thôn Thắng Lợi"
    services.create_body(by=make.system(), unit=office.village, name="Ban phát triển thôn")
    assert found(office, "body") == []


def test_a_day_of_success_that_has_passed(office) -> None:
    rows = Assessment.objects.filter(pk=office.assessment.pk)
    rows.update(target_on=make.TODAY)
    assert found(office, "target") == []
    rows.update(target_on=date(2024, 8, 14))
    (finding,) = found(office, "target")
    assert "14/8/2024" in finding.sentence
    assert "còn 2 tiêu chí" in finding.sentence


def test_every_kind_has_its_heading_and_badge(office) -> None:
    make.make_task(office.plan, deadline_words="")
    record = load_record([office.commune], make.system())
    rows = checks.findings(record)
    assert {finding.kind for finding in rows} <= set(checks.HEADINGS)
    assert set(checks.BADGES) == set(checks.HEADINGS)
    assert sum(len(group) for _, group in checks.grouped(rows)) == len(rows)
