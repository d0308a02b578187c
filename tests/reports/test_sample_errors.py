"""A fixture that is wrong is refused at its row, in Vietnamese, and nothing is written."""

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from criteria.models import CriteriaSet
from ntm_project.sample.book import read_fixtures
from ntm_project.sample.journal import Journal
from ntm_project.sample.loader import load
from ntm_project.sample.rows import FixtureError, read_rows
from ntm_project.sample.sets import read_sets
from ntm_project.sample.write_sets import write_sets
from villages.access import system_access
from villages.models import AuditEvent, Unit

# A transaction is undone alike on both; PostgreSQL takes the sample in `test_load_sample.py`.
pytestmark = pytest.mark.once

FIXTURES = Path(settings.BASE_DIR, "fixtures")
TODAY = date(2024, 3, 4)
Edit = Callable[[str, int, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the fixtures to spoil."""
    return shutil.copytree(FIXTURES, tmp_path / "fixtures")


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Sets one cell: file, row as Excel numbers it, column, value."""

    def change(name: str, number: int, column: str, value: str) -> None:
        path = folder / name
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        rows[number - 2][column] = value
        with path.open("w", encoding="utf-8-sig", newline="") as lines:
            writer = csv.DictWriter(lines, rows[0])
            writer.writeheader()
            writer.writerows(rows)

    return change


@pytest.mark.parametrize(
    ("name", "number", "column", "value"),
    [
        ("mai-dinh/assessments.csv", 2, "bộ tiêu chí", "BG-XA-NC-1999"),
        ("sets/levels.csv", 5, "bộ", "KHONG-CO"),
        ("sets/index.csv", 5, "cụ thể hóa bộ", "KHONG-CO"),
        ("mai-dinh/tasks.csv", 4, "đơn vị", "thon-la"),
        ("nghi-hoa/units.csv", 3, "cấp trên", "tinh-la"),
        ("mai-dinh/baselines.csv", 9, "tiêu chí", "27"),
        ("mai-dinh/tasks.csv", 11, "chỉ tiêu", "13.99"),
        ("mai-dinh/tasks.csv", 11, "chỉ tiêu", "14.1"),
        ("mai-dinh/results.csv", 2, "tính đến ngày", "31/02/2023"),
        ("nghi-hoa/figures.csv", 4, "giá trị", "88.9.1"),
        ("nghi-hoa/funding.csv", 2, "số tiền như văn bản viết", "nhiều tiền"),
        ("mai-dinh/units.csv", 6, "mã", "thang-loi"),
        ("mai-dinh/tasks.csv", 3, "mã", "S1-T-01"),
        ("sets/VN-XA-NC-2021.csv", 4, "chỉ tiêu", "1.1"),
        ("mai-dinh/tasks.csv", 2, "phối hợp là", "tổ chức: to-chuc-la; vai trò"),
        ("mai-dinh/tasks.csv", 2, "phối hợp là", "vai trò"),
        ("mai-dinh/tasks.csv", 2, "phối hợp là", "ai đó; vai trò"),
        ("mai-dinh/supervision.csv", 2, "lãnh đạo", "nguoi-la"),
        ("mai-dinh/bodies.csv", 2, "trực thuộc UBND", "chắc là có"),
        ("mai-dinh/postings.csv", 2, "vai trò", "Vua"),
        ("sets/levels.csv", 2, "so sánh", "=>"),
        ("mai-dinh/plan.csv", 2, "năm", "hai nghìn"),
        ("mai-dinh/units.csv", 3, "tên", ""),
        ("mai-dinh/texts.csv", 2, "tệp", "texts/khong-co.txt"),
    ],
)
def test_a_wrong_cell_is_refused_at_its_row(
    folder: Path, edit: Edit, name: str, number: int, column: str, value: str
) -> None:
    edit(name, number, column, value)

    with pytest.raises(FixtureError) as refused:
        read_fixtures(folder)

    sentence = str(refused.value)
    assert sentence.startswith(f"{name}, dòng {number}")
    # Names the value, unless a cell is empty or has the wrong number of parts, and what to do.
    assert value in sentence or column in sentence
    assert len(sentence) > len(name) + 30


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "mai-dinh" / "tasks.csv").unlink()

    with pytest.raises(FixtureError, match=r"mai-dinh/tasks\.csv"):
        read_fixtures(folder)


def test_a_renamed_column_is_refused(folder: Path) -> None:
    path = folder / "mai-dinh" / "recipients.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("nơi nhận", "gửi"), "utf-8")

    with pytest.raises(FixtureError, match=r"recipients\.csv, dòng 1.*nơi nhận"):
        read_fixtures(folder)


def test_an_optional_column_may_lack_and_no_other_may_follow(tmp_path: Path) -> None:
    table = tmp_path / "viec.csv"
    for text, cells in (
        ("mã,tên\na,Việc\n", {"mã": "a", "tên": "Việc", "nơi làm": ""}),
        ("mã,tên,nơi làm\na,Việc,đình\n", {"mã": "a", "tên": "Việc", "nơi làm": "đình"}),
    ):
        table.write_text(text, "utf-8")
        (row,) = read_rows(tmp_path, "viec.csv", ["mã", "tên"], optional=["nơi làm"])
        assert row.cells == cells
    table.write_text("mã,tên,cột lạ\na,Việc,đình\n", "utf-8")
    with pytest.raises(FixtureError, match="tên cột phải là: mã, tên"):
        read_rows(tmp_path, "viec.csv", ["mã", "tên"], optional=["nơi làm"])


@pytest.mark.parametrize("content", [b"th\xf4ng tin", b'a,"b\n'])
def test_a_file_that_is_no_utf8_table_is_refused(folder: Path, content: bytes) -> None:
    (folder / "mai-dinh" / "recipients.csv").write_bytes(content)

    with pytest.raises(FixtureError, match=r"recipients\.csv"):
        read_fixtures(folder)


def test_text_is_cleaned_at_the_border(folder: Path, edit: Edit) -> None:
    edit("mai-dinh/recipients.csv", 2, "nơi nhận", "Đa\u0309ng  u\u0309y\u200b xa\u0303 ")

    assert read_fixtures(folder).plans[0].recipients[0].fields["text"] == "Đảng ủy xã"


@pytest.mark.parametrize(
    ("name", "number", "column", "value"),
    [
        # Well written, but refused by the rules or the record.
        ("mai-dinh/results.csv", 2, "tính đến ngày", ""),
        ("nghi-hoa/results.csv", 3, "giá trị", "236"),
        ("mai-dinh/units.csv", 8, "đến ngày", "30/06/1990"),
        ("mai-dinh/plan.csv", 2, "người ký", "A" * 200),
        ("nghi-hoa/tasks.csv", 64, "đơn vị", "mai-dinh"),
    ],
)
def test_what_the_record_refuses_leaves_nothing_half_written(
    folder: Path, edit: Edit, db: None, name: str, number: int, column: str, value: str
) -> None:
    edit("mai-dinh/units.csv", 8, "có từ ngày", "01/01/2000")
    edit(name, number, column, value)

    with pytest.raises(FixtureError, match=rf"^{name}, dòng {number}"):
        load(folder, by=system_access(TODAY), with_accounts=True)

    assert not CriteriaSet.objects.exists()
    assert not Unit.objects.exists()
    assert not AuditEvent.objects.exists()


def write_published(folder: Path) -> None:
    """Loads the sets alone: what is tried here does not need the communes."""
    with transaction.atomic():
        write_sets(read_sets(folder / "sets"), Journal(system_access(TODAY)))


@pytest.mark.parametrize(
    ("name", "number", "column", "value"),
    [
        ("sets/BG-THON-KM.csv", 2, "nội dung", "Giao thông nông thôn"),
        ("sets/levels.csv", 2, "mức", "91"),
        ("sets/index.csv", 5, "tên", "Bộ khác"),
        ("sets/BG-XA-NC-2022.csv", 3, "chỉ tiêu gốc", ""),
    ],
)
def test_a_published_set_is_never_edited_by_its_file(
    folder: Path, edit: Edit, db: None, name: str, number: int, column: str, value: str
) -> None:
    write_published(folder)
    edit(name, number, column, value)

    with pytest.raises(FixtureError, match=rf"^{name}, dòng {number}.*sửa đổi bộ"):
        write_published(folder)


def test_a_row_taken_from_a_published_set_is_missed(folder: Path, db: None) -> None:
    write_published(folder)
    path = folder / "sets" / "VN-XA-NTM-2026.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join(lines[:-1]), encoding="utf-8")

    with pytest.raises(FixtureError, match=r"index\.csv, dòng 4: tệp thiếu tiêu chí 10"):
        write_published(folder)


def test_a_new_row_is_added_beside_what_stands(folder: Path, db: None) -> None:
    load(folder, by=system_access(TODAY), with_accounts=False)
    path = folder / "mai-dinh" / "units.csv"
    path.write_text(
        path.read_text(encoding="utf-8-sig")
        + "thon-moi,Thôn,thôn,Đông Lỗ,,mai-dinh,TDMNPB,9,,,Thêm khi thử,\n",
        encoding="utf-8",
    )

    loaded = load(folder, by=system_access(TODAY), with_accounts=False)

    assert loaded.added == {"đơn vị": 1}
    assert Unit.objects.get(name="Đông Lỗ").parent.name == "Mai Đình"


def test_the_command_says_that_nothing_was_written(folder: Path, edit: Edit, db: None) -> None:
    edit("mai-dinh/tasks.csv", 4, "đơn vị", "thon-la")

    with pytest.raises(CommandError, match=r"thon-la.*Chưa ghi gì"):
        call_command("load_sample", "--folder", str(folder))
