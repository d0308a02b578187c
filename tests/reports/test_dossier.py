"""What is missing before a dossier leaves: named, with who owes it and the page that mends it."""

from datetime import date

import pytest
from django.urls import reverse

from criteria.enums import Claim
from criteria.models.assessments import measured_values
from criteria.services.results import set_result
from evidence.models import ContentScan, FileFault, IssuedDocument, Revision
from evidence.papers.enums import ScanState
from evidence.papers.models import Proof
from evidence.papers.storage import evidence_store
from reports.documents.kinds import kind_of
from reports.dossier.completeness import dossier_page
from reports.dossier.contents import dossier_of
from reports.dossier.own import kinds_of
from reports.drawn import drawn
from reports.fonts import font_fault
from tasks.services import set_supervision
from tests import factories as make
from tests.conftest import require
from tests.evidence import factories as make_paper
from tests.shared import one_line
from tests.world import open_world


def file_of(paper) -> Revision:
    return paper.revisions.get()


def damage(revision: Revision, content: bytes) -> None:
    """Other bytes in the store than were sent."""
    with open(evidence_store().path(revision.key), "wb") as file:
        file.write(content)


@pytest.fixture
def world(db):
    world = open_world("commune", "village", "assessment", "village_assessment", "lan", "tam")
    set_supervision(
        by=make.system(),
        assessment=world.assessment,
        criterion=world.result.indicator.criterion,
        officials=[world.official("tam")],
    )
    return world


def test_each_thing_that_is_missing_names_who_owes_it_and_where_it_is_mended(world) -> None:
    first, second = world.results()[:2]
    asked = make_paper.requirement(first.indicator, text="Biên bản nghiệm thu nhà văn hóa")
    make_paper.requirement(second.indicator, text="Ảnh minh họa", is_mandatory=False)
    sound = make_paper.paper(world.commune, first)
    ended = make_paper.paper(world.commune, first, expires_on=date(2024, 8, 2))
    spoilt, lost, blocked = (make_paper.paper(world.village, second) for _ in range(3))
    FileFault.objects.create(revision=file_of(spoilt), detail="SHA-256 khác")
    evidence_store().remove(file_of(lost).key)
    ContentScan.objects.create(sha256=file_of(blocked).sha256, state=ScanState.BLOCKED)

    page = dossier_page(world.access("lan"), dossier_of(world.assessment))

    part = page.parts[0]
    assert part.leaders == ("Đinh Văn Tám",)
    grave = {(lack.url, lack.owes): lack.sentence for lack in part.lacks if lack.is_grave}
    for url, words in (
        (f"/minh-chung/chi-tieu/{first.pk}/", str(asked)),
        (f"/minh-chung/{ended.pk}/", "hết hiệu lực"),
        (f"/minh-chung/{spoilt.pk}/", "không còn đúng"),
        (f"/minh-chung/{lost.pk}/", "không còn trong kho"),
        (f"/minh-chung/{blocked.pk}/", "mã độc"),
    ):
        assert words in grave[url, "Đinh Văn Tám"]
    assert not any(f"/minh-chung/{sound.pk}/" in url for url, _ in grave)
    assert [lack.is_grave for lack in part.lacks if "Ảnh minh họa" in lack.sentence] == [False]
    assert any("chưa có minh chứng nào" in lack.sentence for lack in page.parts[1].lacks)
    assert page.complete == 0
    assert page.papers == 5

    shown = world.client("lan").get(f"/danh-gia/{world.assessment.pk}/ho-so/").content.decode()
    assert all(f'href="{url}"' in shown for url, _ in grave)


def test_a_title_that_keeps_the_list_from_being_printed_is_named_before(world) -> None:
    require(not font_fault(), font_fault())
    first = world.results()[0]
    paper = make_paper.paper(world.commune, first, title="Họp dân 😀")
    make_paper.paper(world.commune, first, title="Họp dân")
    part = dossier_page(world.access("lan"), dossier_of(world.assessment)).parts[0]
    (lack,) = [one for one in part.lacks if "😀" in one.sentence and "phông chữ" in one.sentence]
    assert (lack.url, lack.is_grave) == (f"/minh-chung/{paper.pk}/", False)
    assert "danh mục hồ sơ không in được" in lack.sentence
    assert sum("phông chữ" in one.sentence for one in part.lacks) == 1


def test_the_papers_of_the_dossier_are_reached_from_the_assessment_and_the_dossier(world) -> None:
    client, key = world.client("lan"), world.assessment.pk
    dossier = reverse("reports:dossier", args=[key])
    assert dossier in client.get(reverse("reports:assessment", args=[key])).content.decode()
    submission = reverse("reports:recognition_submission_preview", args=[key])
    assert submission in client.get(dossier).content.decode()


def test_the_page_names_the_papers_of_the_dossier_that_have_no_number_yet(world) -> None:
    assessment, lan = world.assessment, world.client("lan")
    dossier = reverse("reports:dossier", args=[assessment.pk])
    page = lan.get(dossier).context["page"]
    names = [name for name, _ in page.unissued]
    assert "Tờ trình đề nghị xét công nhận" in names
    assert "Bìa hồ sơ" not in names
    assert "Trong ZIP còn là dự thảo" in lan.get(dossier).content.decode()
    kind = kind_of("recognition_submission")
    assert kind.url("preview", assessment) in [url for _, url in page.unissued]
    IssuedDocument.objects.create(
        unit=world.commune, kind=kind.slug, row_key=assessment.pk, year=2024, number=5,
        series="TTr-UBND", issued_on=date(2024, 8, 1), type_name="TỜ TRÌNH", title="Đề nghị",
        paper=make_paper.pdf_paper(world.commune, title="Tờ trình"),
    )  # fmt: skip
    left = [name for name, _ in lan.get(dossier).context["page"].unissued]
    assert left == [name for name in names if name != kind.title]


def save(result, **fields) -> None:
    result.refresh_from_db()
    entry = measured_values(result) | fields
    set_result(by=make.system(), result_id=result.pk, fields=entry, seen_version=result.version)


def issued(world, kind: str, number: int) -> IssuedDocument:
    return IssuedDocument.objects.create(
        unit=world.commune, kind=kind, row_key=world.assessment.pk, year=2024, number=number,
        series="BC-UBND", issued_on=date(2024, 8, 1), type_name="BÁO CÁO", title="Kết quả",
        paper=make_paper.pdf_paper(world.commune, title="Báo cáo"),
    )  # fmt: skip


def test_the_page_names_the_papers_issued_before_results_changed(world) -> None:
    lan, dossier = world.client("lan"), reverse("reports:dossier", args=[world.assessment.pk])
    first, second = world.results()[:2]
    save(first, claim=Claim.MET)
    report, survey = issued(world, "recognition_report", 5), issued(world, "recognition_survey", 6)
    assert lan.get(dossier).context["page"].outdated == ()

    save(first, note="Chỉ thêm ghi chú")
    assert lan.get(dossier).context["page"].outdated == ()
    save(second, claim=Claim.MET)
    response = lan.get(dossier)
    (paper,) = response.context["page"].outdated
    assert (paper.document, paper.codes) == (report, (second.indicator.code,))
    url = reverse("reports:recognition_report_preview", args=[world.assessment.pk])
    shown = response.content.decode()
    assert f'href="{url}"' in shown
    assert "số 05/BC-UBND đã phát hành ngày 01/8/2024, số liệu đã thay đổi từ đó" in one_line(shown)
    assert survey.full_number not in shown

    save(second, claim=Claim.NOT_YET)
    assert lan.get(dossier).context["page"].outdated == ()


@pytest.mark.parametrize("whose", ["assessment", "village_assessment"])
def test_a_paper_of_a_dossier_takes_a_number_where_it_bears_a_symbol(world, whose) -> None:
    row = getattr(world, whose)
    for kind in kinds_of(row):
        assert kind.is_numbered(row) == bool(drawn(kind, row).symbol), kind.slug


def test_the_list_counts_a_paper_of_two_criteria_once(world) -> None:
    own = world.result.indicator.criterion_id
    other = next(one for one in world.results() if one.indicator.criterion_id != own)
    paper = make_paper.paper(world.commune, world.result)
    Proof.objects.create(evidence=paper, result=other)
    document = drawn(kind_of("dossier_index"), world.assessment).document
    assert document.blocks[0].text == (
        "Hồ sơ gồm 01 văn bản của 02 tiêu chí, có phụ lục kèm theo; văn bản dùng cho nhiều tiêu "
        "chí ghi ở từng tiêu chí."
    )
    assert dossier_page(world.access("lan"), dossier_of(world.assessment)).papers == 1
