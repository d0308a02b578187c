"""Each check finds what it names and nothing else."""

from datetime import date
from hashlib import sha256

import pytest

from criteria.models import Assessment
from evidence.papers.models import FileFault
from reports.checks.assessments import values
from reports.checks.check import Check, Severity
from reports.checks.queries import checked, summary
from reports.lines import Line, short
from reports.links import task_url
from reports.record import load_record
from tasks.models import Assignment, Funding, FundingPart, PlanWindow, Task
from tasks.services import assign, set_supervision
from tests import factories as make
from tests.evidence import factories as ev
from tests.reports.planting_meetings import closed
from tests.shared import made_once
from tests.world import World, open_world
from villages import services
from villages.enums import Role

pytestmark = pytest.mark.django_db


rows = made_once(lambda: open_world("assessment", "village_assessment", "plan"))


@pytest.mark.parametrize("length", range(8, 42))
def test_a_line_ends_with_a_whole_word_and_is_known_as_before(length) -> None:
    """A waiver knows a finding by words cut at a letter; a line shows none of half a word."""
    text = "Nạo vét mương nội đồng, làng Nguộn"
    line = Line(short(text, length), "", f"ghi “{short(text, length)}”.")
    at_a_letter = text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
    before = sha256("\n".join(["x", "", at_a_letter, f"ghi “{at_a_letter}”."]).encode())
    assert Check("x", "", "", Severity.LOW, list).fingerprint(line) == before.hexdigest()
    words = line.text.removesuffix("…")
    assert text.startswith(words)
    assert text[len(words) :][:1] in ("", " ", ",")
    assert line.note == f"ghi “{line.text}”."


CLAIMS, TARGETS = "Báo đạt nhưng số liệu chưa đủ mức", "Quá ngày phấn đấu"
LEADERS, ASSIGNEES = "Lãnh đạo phụ trách tiêu chí", "Nhiệm vụ chưa giao rõ người"
DEADLINES, WINDOWS = "Nhiệm vụ chưa rõ thời hạn", "Thời hạn ngoài khung kế hoạch"
FILES = "Tệp không còn nguyên vẹn"
MONEY, BODIES = "Kinh phí chưa khớp", "Thôn chưa có tổ chức"


def found(world: World, heading: str) -> list[Line]:
    record = load_record([world.commune], make.system())
    page = checked(record, world.commune, make.system(), may_waive=False)
    return [line for group in page.groups if group.check.heading == heading for line in group.lines]


def supervise(world: World, *leaders: int) -> None:
    """So many leaders for each criterion of the commune's assessment, in their order."""
    people = [make.make_official(world.commune, Role.VICE_CHAIR) for _ in range(max(leaders))]
    for criterion, count in zip(world.assessment.criteria_set.criteria.all(), leaders, strict=True):
        set_supervision(
            by=make.system(),
            assessment=world.assessment,
            criterion=criterion,
            officials=people[:count],
        )


def test_exactly_one_leader_directs_a_criterion(world) -> None:
    supervise(world, 2, 0)
    two, none = found(world, LEADERS)
    assert two.text.startswith("Tiêu chí 1")
    assert "2 lãnh đạo" in two.note
    assert none.text.startswith("Tiêu chí 2")
    assert none.url == f"/phan-cong/{world.assessment.pk}/"


def test_one_leader_each_is_right_and_a_village_may_have_none(world) -> None:
    supervise(world, 1, 1)
    assert found(world, LEADERS) == []


def test_no_leader_at_all_is_told_once(world) -> None:
    (finding,) = found(world, LEADERS)
    assert "nào" in finding.note


def test_a_claim_against_its_figures(world) -> None:
    low, high = world.results()[:2]
    world.claim(high, value="45")
    assert found(world, CLAIMS) == []
    world.claim(low, value="41.2")
    (finding,) = found(world, CLAIMS)
    assert finding.url == low.get_absolute_url()
    assert "41,2%" in finding.note
    counted = summary(load_record([world.commune], make.system()), (), "/ra-soat/")[0]
    assert counted.url == f"/danh-gia/{world.assessment.pk}/tieu-chi/1/"


def test_a_known_claim_against_its_figure_is_known_on_boards_too(world) -> None:
    low, other = world.results()[:2]
    for result in (low, other):
        world.claim(result, value="41.2")
    lines = found(world, CLAIMS)
    check = next(check for check in values.CHECKS if check.slug == "met-below-level")
    known = {check.fingerprint(lines[0])}
    record = load_record([world.commune], make.system())

    def counted() -> list[str]:
        badge = "Không khớp số liệu"
        return [line.note for line in summary(record, known, "/") if line.badge == badge]

    assert counted() == ["Có 1 chỉ tiêu báo đạt nhưng số liệu chưa đủ mức."]
    known.add(check.fingerprint(lines[1]))
    assert counted() == []
    world.claim(low, value="41.3")
    assert counted() == ["Có 1 chỉ tiêu báo đạt nhưng số liệu chưa đủ mức."]


def test_a_file_that_the_store_has_spoilt(world, tmp_path, settings) -> None:
    settings.EVIDENCE_FOLDER = tmp_path
    assert found(world, FILES) == []
    paper = ev.paper(world.village, title="Biên bản họp thôn")
    elsewhere = ev.paper(make.make_commune("Đồng Tân", world.district))
    for one in (paper, elsewhere):
        FileFault.objects.create(revision=one.revisions.get(), detail="SHA-256")
    (finding,) = found(world, FILES)
    assert (finding.text, finding.url) == (paper.title, f"/minh-chung/{paper.pk}/")


def test_tasks_that_nobody_does(world) -> None:
    task = make.make_task(world.plan, text="Việc chưa giao")
    make.make_task(world.plan, lead=make.make_official(world.commune, Role.OFFICIAL))
    done = make.make_task(world.plan, text="Việc đã thôi")
    done.state = "cancelled"
    done.save()
    (finding,) = found(world, ASSIGNEES)
    assert (finding.text, finding.url) == ("Việc chưa giao", f"/nhiem-vu/{task.pk}/")
    role = [Assignment(kind="lead", role_words="Trưởng thôn")]
    assign(by=make.system(), task_id=task.pk, assignees=role, seen_version=0)
    (finding,) = found(world, ASSIGNEES)
    assert "danh sách" in finding.note


@pytest.mark.parametrize(
    ("words", "words_shown"),
    [
        ("", "chưa ghi thời hạn"),
        ("khi nào xong", "“khi nào xong”"),
        ("hàng tuần, đến lúc gặt xong", "đến lúc gặt xong"),
        ("hàng tháng", None),
        ("trước tháng 8/2024", None),
    ],
)
def test_deadlines_that_nobody_can_read(world, words, words_shown) -> None:
    make.make_task(world.plan, deadline_words=words)
    sentences = [finding.note for finding in found(world, DEADLINES)]
    assert len(sentences) == (words_shown is not None)
    assert all(words_shown in sentence for sentence in sentences)


def test_deadlines_outside_the_windows_of_the_plan(world) -> None:
    make.make_task(world.plan, deadline_words="xong trong tháng 12/2024", text="Muộn")
    make.make_task(world.plan, deadline_words="xong trong tháng 01/2024", text="Sớm")
    make.make_task(world.plan, deadline_words="xong trong tháng 10/2024", text="Đúng")
    assert found(world, WINDOWS) == []
    window = PlanWindow(
        plan=world.plan, order=1, text="Thực hiện",
        deadline_words="từ tháng 03/2024 đến hết tháng 10/2024",
    )  # fmt: skip
    window.save()
    assert {finding.text for finding in found(world, WINDOWS)} == {"Muộn", "Sớm"}


@pytest.mark.parametrize(
    ("total", "parts", "words_shown"),
    [
        (2_320_000_000, [2_000_000_000, 250_000_000], "70 triệu đồng chưa rõ nguồn"),
        (100, [60, 50], "vượt"),
        (100, [60, 40], None),
        (100, [], None),
        (None, [60], None),
    ],
)
def test_money_that_does_not_add_up(world, total, parts, words_shown) -> None:
    funding = Funding.objects.create(
        unit=world.commune, plan=world.plan, text="Đường", stage="planned", total=total
    )
    for source, amount in zip(("commune", "people"), parts, strict=False):
        FundingPart.objects.create(funding=funding, source=source, amount=amount)
    sentences = [finding.note for finding in found(world, MONEY)]
    assert len(sentences) == (words_shown is not None)
    assert all(words_shown in sentence for sentence in sentences)


def test_a_village_with_targets_needs_a_body(world) -> None:
    (finding,) = found(world, BODIES)
    assert finding.text == "Thôn Thắng Lợi"
    services.create_body(by=make.system(), unit=world.village, name="Ban phát triển thôn")
    assert found(world, BODIES) == []


def test_a_day_of_success_that_has_passed(world) -> None:
    rows = Assessment.objects.filter(pk=world.assessment.pk)
    rows.update(target_on=make.TODAY)
    assert found(world, TARGETS) == []
    rows.update(target_on=date(2024, 8, 14))
    (finding,) = found(world, TARGETS)
    assert "14/8/2024" in finding.note
    assert "còn 2 tiêu chí" in finding.note


def test_a_closed_meeting_is_no_place_to_mend(world) -> None:
    """The deadline in force is the task's; what cannot be added any more leads nowhere."""
    early, lacking = "Kết luận có hạn trước ngày họp", "Cuộc họp kết thúc mà còn thiếu"
    task = make.make_task(world.plan, deadline_words="trước ngày 10/7/2024")
    closed(world, came="", task=task, deadline_words="trước ngày 10/7/2024")
    (line,) = found(world, early)
    assert line.url == task_url(task.pk)
    assert [line.url for line in found(world, lacking)] == [""]
    Task.objects.filter(pk=task.pk).update(deadline_words="trong tháng 8/2024")
    assert found(world, early) == []
