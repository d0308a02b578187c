"""A set's indicators from a file: tried first, all rows or none, errors that show what to do."""

import pytest
from django.utils import timezone

from criteria.models import Criterion, Indicator, Level
from criteria.resources import import_indicators
from ntm_project.common.views import Refused
from tests import factories as make
from villages.enums import Role
from villages.models import AuditEvent

HEAD = (
    "Số tiêu chí,Tên tiêu chí,Mã chỉ tiêu,Nội dung,Kiểu,Độ tin cậy,So sánh,Mức,Mẫu số,Đơn vị tính"
)
ROW = '1,Quy hoạch,1.1,Tỷ lệ hộ,Tỷ lệ (%),Đã đối chiếu văn bản gốc,≥,"41,5",,%'


@pytest.fixture
def desk(db):
    province = make.make_province()
    return province, make.make_official(province, Role.DATA_STEWARD), make.make_set(0, 0)


@pytest.fixture
def run(desk):
    _, admin, criteria_set = desk

    def run(*rows, head=HEAD, dry_run=False, encoding="utf-8"):
        content = "\r\n".join([head, *rows]).encode(encoding)
        return import_indicators(
            by=make.access(admin),
            criteria_set=criteria_set,
            content=content,
            dry_run=dry_run,
        )

    return run


def test_a_file_of_excel_becomes_indicators_with_levels(run, desk):
    graded = "2,Y tế,2.1,Xếp loại trạm,Xếp loại,,,,,"
    outcome = run(ROW, encoding="utf-8-sig")
    assert (outcome.added, outcome.changed, outcome.errors) == (1, 0, [])
    indicator = Indicator.objects.get()
    assert (indicator.code, indicator.kind, indicator.criterion.name) == (
        "1.1",
        "percent",
        "Quy hoạch",
    )
    assert indicator.levels.get().display == "≥ 41,5%"
    assert AuditEvent.objects.about(desk[2]).get().action == "nhập chỉ tiêu từ tệp"
    assert run(graded).errors


def test_semicolons_blank_lines_and_short_rows(run):
    head, row = HEAD.replace(",", ";"), "1;Quy hoạch;1.2;Có quy chế;Có/không;verified"
    outcome = run("", row, ";;;;;;;;;", head=head)
    assert outcome.errors == []
    assert Indicator.objects.get().code == "1.2"
    assert Level.objects.count() == 0


def test_a_second_file_changes_what_is_there(run):
    run(ROW)
    outcome = run(ROW.replace("Tỷ lệ hộ", "Tỷ lệ hộ nghèo").replace("41,5", "50"))
    assert (outcome.added, outcome.changed) == (0, 1)
    assert Indicator.objects.get().wording == "Tỷ lệ hộ nghèo"
    assert Level.objects.get().value == 50


def test_a_trial_writes_nothing(run):
    outcome = run(ROW, dry_run=True)
    assert (outcome.added, outcome.errors) == (1, [])
    assert Criterion.objects.count() == Indicator.objects.count() == 0


@pytest.mark.parametrize(
    ("bad", "where", "what"),
    [
        (ROW.replace("Tỷ lệ (%)", "Phần trăm"), "cột “Kiểu”", "Ghi một trong"),
        (ROW.replace("41,5", "41.5.2"), "cột “Mức”", "41.5.2"),
        (ROW.replace("≥", "lớn hơn"), "cột “So sánh”", "ghi ≥"),
        (ROW.replace("≥", ""), "", "dấu so sánh"),
        (ROW.replace("1,Quy hoạch", "một,Quy hoạch"), "cột “Số tiêu chí”", "từ 1 đến 99"),
        (ROW.replace("Quy hoạch", "Giao thông"), "cột “Tên tiêu chí”", "hãy sửa"),
        (ROW.replace("Tỷ lệ hộ", ""), "cột “Nội dung”", "không được"),
        (ROW.replace("1.1", "1.1.1.1.1.1.1"), "cột “Mã chỉ tiêu”", "10"),
        (ROW.replace("1.1", "1.9"), "cột “Mã chỉ tiêu”", "dòng lặp"),
        (ROW.replace(",%", ",%,thừa"), "", "10 cột"),
    ],
)
def test_one_bad_row_and_nothing_is_written(run, bad, where, what):
    good = ROW.replace("1.1", "1.9")
    outcome = run(good, bad)
    assert len(outcome.errors) == 1, outcome.errors
    (error,) = outcome.errors
    assert error.startswith("Dòng 3")
    assert where in error
    assert what in error
    assert Criterion.objects.count() == Indicator.objects.count() == Level.objects.count() == 0
    assert not AuditEvent.objects.filter(action="nhập chỉ tiêu từ tệp").exists()


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        (HEAD.replace(",Kiểu", ""), "Thiếu cột: Kiểu"),
        (HEAD + ",Màu", "Không có cột tên: Màu"),
        (HEAD + ",Mức", "Có hai cột cùng tên"),
    ],
)
def test_wrong_columns_are_named(run, head, sentence):
    (error,) = run(ROW, head=head).errors
    assert sentence in error


def test_a_file_in_another_encoding_is_shown_how_to_save(run):
    (error,) = run(ROW, encoding="utf-16").errors
    assert "CSV UTF-8" in error


def test_a_published_set_and_other_roles_are_refused(run, desk):
    province, _, criteria_set = desk
    clerk = make.make_official(province, Role.CLERK)
    with pytest.raises(Refused):
        import_indicators(
            by=make.access(clerk),
            criteria_set=criteria_set,
            content=b"",
            dry_run=True,
        )
    criteria_set.published_at = timezone.now()
    with pytest.raises(Refused, match="đã công bố"):
        run(ROW)
