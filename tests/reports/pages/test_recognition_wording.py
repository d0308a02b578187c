"""What the papers of a dossier state of the record: no blank that nobody fills, no sum of half."""

from datetime import date

import pytest

from criteria.enums import Claim, IndicatorKind
from evidence.authored.models import DocumentFacts
from reports.documents.blocks import Table
from reports.documents.kinds import kind_of
from reports.documents.plain_text import render_text
from reports.drawn import drawn
from tasks.models import Funding
from tests.evidence.review import factories as review
from tests.world import World

pytestmark = pytest.mark.django_db


def text_of(slug: str, row) -> str:
    return render_text(drawn(kind_of(slug), row).document)


def test_what_does_not_apply_leaves_no_figure_to_fill_in(world) -> None:
    world.result.indicator.kind = IndicatorKind.PERCENT
    world.result.indicator.save()
    blank = "Kết quả thực hiện: ……"
    before = text_of("recognition_report", world.assessment).count(blank)
    world.assessment.results.filter(pk=world.result.pk).update(
        claim=Claim.NOT_APPLICABLE, note="Xã không có"
    )
    assert text_of("recognition_report", world.assessment).count(blank) == before - 1


def test_the_report_speaks_of_the_set_that_it_reports_on(world) -> None:
    short, words = world.assessment.criteria_set, text_of("recognition_report", world.assessment)
    standard = short.short_name.replace("NTM", "nông thôn mới")
    assert f"kết quả thực hiện các tiêu chí {standard} năm" in words
    assert "NTM" not in text_of("dossier_index", world.assessment)


def test_a_debt_of_unknown_size_is_no_part_of_a_sum_that_reads_as_whole(world) -> None:
    own = {"plan": world.plan, "unit": world.commune, "stage": "owed", "as_of": date(2024, 6, 30)}
    for total in (120_000_000, 80_000_000, None):
        Funding.objects.create(**own, total=total, text=f"Đường {total}")
    words = text_of("recognition_debts", world.assessment)
    assert "Cộng các khoản đã có số liệu | 200" in words
    Funding.objects.filter(total=None).delete()
    words = text_of("recognition_debts", world.assessment)
    assert "Cộng | 200" in words
    assert "Số liệu đến ngày" not in words  # the one day stands above the table
    Funding.objects.filter(total=80_000_000).update(as_of=date(2024, 3, 31))
    assert "Số liệu đến ngày" in text_of("recognition_debts", world.assessment)


def test_the_opinions_are_added_up_once_every_count_is_known(world) -> None:
    facts = {
        f"{body}_{key}": count
        for body in ("front", "organisations", "people", "others")
        for key, count in (("consulted", 500), ("agreed", 499), ("other", 1))
    }
    del facts["others_other"]
    DocumentFacts.objects.create(
        unit=world.commune, kind="recognition_opinions", row_key=world.assessment.pk,
        title="Báo cáo", facts=facts,
    )  # fmt: skip
    table = next(
        block
        for block in drawn(kind_of("recognition_opinions"), world.assessment).document.blocks
        if isinstance(block, Table)
    )
    assert table.rows[-1].cells == ("", "Cộng", "2.000", "1.996", "")


def test_a_village_consults_the_front_s_board_and_the_branches(world) -> None:
    village = text_of("recognition_opinions", world.village_assessment)
    assert "Ban Công tác Mặt trận" in village
    assert "Ủy ban Mặt trận" not in village
    assert "Ủy ban Mặt trận Tổ quốc Việt Nam" in text_of("recognition_opinions", world.assessment)


def test_nobody_signed_the_minutes_before_their_meeting(world) -> None:
    kind, row = kind_of("recognition_minutes"), world.assessment
    assert drawn(kind, row).paper.not_before.day == date(row.year - 1, 1, 1)
    own = {"unit": world.commune, "kind": kind.slug, "row_key": row.pk, "title": "x"}
    DocumentFacts.objects.create(**own, facts={"day": "2024-06-28"})
    assert drawn(kind, row).paper.not_before.day == date(2024, 6, 28)


def test_a_reviewer_s_notice_is_not_signed_before_its_decision(db, time_machine) -> None:
    time_machine.move_to("2024-08-15 09:00 +0700", tick=False)
    submission = review.returned(review.ready_world(), bad=[0])
    one = drawn(kind_of("review_notice"), submission)
    assert one.paper.not_before.day == date(2024, 8, 15)
    assert "NTM" not in " ".join(one.document.title.abstract)


def test_an_empty_cell_of_a_table_keeps_its_place_in_a_message(world) -> None:
    world.assessment.results.update(claim=Claim.MET)  # behind it stands a cell that is not empty
    (table,) = drawn(kind_of("recognition_report"), world.assessment).document.appendices[0].blocks
    words = text_of("recognition_report", world.assessment)
    (row,) = [line for line in words.splitlines() if line.startswith(f"{table.rows[1].cells[0]} |")]
    assert row.count("|") == len(table.columns) - 1


def test_of_what_nobody_has_judged_no_paper_states_that_none_is_met() -> None:
    assessment = World().assessment
    for slug in ("recognition_submission", "recognition_report", "recognition_minutes"):
        assert "đạt 0/" not in text_of(slug, assessment)
        assert "0/2 tiêu chí" not in text_of(slug, assessment)


def test_what_nobody_has_judged_is_a_blank_of_the_report_and_named_beside_it(world) -> None:
    """The forms of recognition know only what is met and what is not."""
    assessment, kind = World().assessment, kind_of("recognition_report")
    one, code = drawn(kind, assessment), assessment.results.first().indicator.code
    assert "hưa đánh giá" not in one.wording.text
    assert "Tự đánh giá: ……" in one.wording.text
    (doubt,) = (words for words in one.doubts if "tiêu chưa đánh giá: " in words)
    assert code in doubt
    assessment.results.update(claim=Claim.MET)
    assert not [words for words in drawn(kind, assessment).doubts if "tiêu chưa đánh giá" in words]


@pytest.mark.parametrize(
    ("slug", "words"),
    [("opinions", "đến khi văn thư phát hành"), ("survey", "do cơ quan ký văn bản ghi"),
     ("cover", "")],
)  # fmt: skip
def test_a_preview_names_who_gives_number_and_day(world, slug, words) -> None:
    kind = kind_of(f"recognition_{slug}")
    page = world.standing.get(kind.url("preview", world.assessment)).content.decode()
    assert words in page
    assert ("Số và ngày" in page) is bool(words)
