"""The whole story: a village's evidence from a phone to the recognition, through two steps."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from criteria.models import Assessment, Recognition
from criteria.services import set_result
from evidence.models import Evidence, Requirement, Submission
from evidence.review.enums import SubmissionState
from ntm_project.common.dates import format_day
from tests.browser.conftest import DESK, PHONE, Person, press
from tests.evidence.factories import photo_bytes
from villages.access import system_access

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _evidence_folder(settings, tmp_path: Path) -> None:
    settings.EVIDENCE_FOLDER = tmp_path / "files"


def thang_loi() -> Assessment:
    return Assessment.objects.select_related("unit").get(unit__name="Thắng Lợi")


def claim_all(assessment: Assessment) -> None:
    """The village calls all seven criteria met; nobody requires papers, of which it has none."""
    Requirement.objects.filter(indicator__results__assessment=assessment).delete()
    for result in assessment.results.select_related("indicator"):
        set_result(
            by=system_access(TODAY()),
            result_id=result.pk,
            fields={"claim": "met", "as_of": TODAY()},
            seen_version=result.version,
        )


def upload(page: Page, base: str, result_pk: int, photo: Path) -> None:
    page.goto(f"{base}/minh-chung/them/?ket_qua={result_pk}")
    page.locator("input[type=file]:not([capture])").set_input_files(photo)
    page.get_by_label("Ngày chụp", exact=False).first.fill(format_day(TODAY()))
    page.get_by_label("Chú thích ảnh", exact=False).fill("Đường trục thôn đã thông thoáng")
    page.get_by_role("button", name="Gửi minh chứng").click()
    expect(page.get_by_text("Đã lưu 1 tệp").first).to_be_visible()


def send(page: Page, base: str, assessment: Assessment) -> Submission:
    before = Submission.objects.filter(assessment=assessment).count()
    page.goto(f"{base}/tham-tra/danh-gia/{assessment.pk}/gui/")
    assert page.locator("#send-reason").count() == 0, page.locator("main").inner_text()
    press(page, "Gửi thẩm tra")
    rounds = Submission.objects.filter(assessment=assessment).order_by("pk")
    assert rounds.count() == before + 1, page.locator("main").inner_text()
    return rounds.last()


def approve(page: Page, base: str, submission: Submission) -> None:
    page.goto(f"{base}/hang-cho-tham-tra/{submission.pk}/dat-het/")
    press(page, "Ghi đạt các chỉ tiêu trên")
    page.goto(f"{base}/hang-cho-tham-tra/{submission.pk}/ket-luan/")
    page.get_by_role("radio", name="Thông qua").check()
    press(page, "Gửi kết quả")
    submission.refresh_from_db()
    assert submission.state == SubmissionState.APPROVED, page.locator("main").inner_text()


def give_back(page: Page, base: str, submission: Submission) -> None:
    first = submission.items.order_by("result__indicator__criterion__number").first()
    page.goto(f"{base}/hang-cho-tham-tra/{submission.pk}/?chi_tieu={first.pk}")
    page.locator("#verdict-form").get_by_role("radio", name="ổ sung").check()
    page.locator("#verdict-form").get_by_label("Lý do").select_option("unsigned")
    page.get_by_label("Nhận xét, yêu cầu bổ sung").fill("Đề nghị bổ sung ảnh có biển tên.")
    with page.expect_response(lambda response: "/chi-tieu/" in response.url):
        page.locator("#save-verdict").click()
    page.goto(f"{base}/hang-cho-tham-tra/{submission.pk}/dat-het/")
    press(page, "Ghi đạt các chỉ tiêu trên")
    page.goto(f"{base}/hang-cho-tham-tra/{submission.pk}/ket-luan/")
    page.get_by_role("radio", name="Trả lại").check()
    page.get_by_label("Kết luận chung").fill("Còn thiếu một ảnh ở tiêu chí 1.")
    page.get_by_label("Bổ sung chậm nhất ngày").fill("31/12/2030")
    press(page, "Gửi kết quả")
    submission.refresh_from_db()
    assert submission.state == SubmissionState.RETURNED, page.locator("main").inner_text()


def recognise(lan: Person, assessment: Assessment) -> None:
    lan.go(f"/tham-tra/danh-gia/{assessment.pk}/cong-nhan/")
    lan.looks_right()
    lan.page.get_by_label("Số quyết định", exact=False).fill("1234/QĐ-UBND")
    lan.page.get_by_label("Ngày", exact=False).first.fill(format_day(TODAY()))
    lan.page.get_by_label("Cơ quan", exact=False).fill("UBND tỉnh")
    lan.page.get_by_label("Số còn nợ", exact=False).fill("0")
    press(lan.page, "Ghi công nhận")


def test_from_the_village_to_the_recognition(people, tmp_path: Path) -> None:
    photo = tmp_path / "Ảnh đường thôn.jpg"
    photo.write_bytes(photo_bytes())
    assessment = thang_loi()
    claim_all(assessment)
    result = assessment.results.order_by("indicator__criterion__number").first()

    village = people("thangloi", PHONE)
    base = village.base
    upload(village.page, base, result.pk, photo)
    village.looks_right()
    first = send(village.page, base, assessment)

    vice_chair = people("tam", DESK)
    vice_chair.go("/hang-cho-tham-tra/")
    vice_chair.looks_right()
    approve(vice_chair.page, base, first)

    second = send(village.page, base, assessment)
    reviewer = people("thamtra", DESK)
    reviewer.go(f"/hang-cho-tham-tra/{second.pk}/")
    reviewer.looks_right()
    give_back(reviewer.page, base, second)

    village.go(f"/tham-tra/luot/{second.pk}/")
    expect(village.page.get_by_text("Đề nghị bổ sung ảnh có biển tên.").first).to_be_visible()
    village.looks_right()
    photo.write_bytes(photo_bytes())
    upload(village.page, base, result.pk, photo)
    third = send(village.page, base, assessment)
    assert [item.is_changed for item in third.items.all()].count(True) == 1
    approve(reviewer.page, base, third)

    recognise(people("lan", DESK), assessment)
    # The commune stands above its village, and its officer did not send the dossier.
    assert Recognition.objects.get(unit=assessment.unit).confirmation == "confirmed"
    assert Evidence.objects.filter(unit=assessment.unit).count() == 2
