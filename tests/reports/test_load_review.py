"""The review chains that come with the sample."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from criteria.models import Assessment
from evidence.models import ReviewChain
from evidence.review.queries.chain import route_of
from ntm_project.sample.book import read_fixtures
from ntm_project.sample.loader import load
from ntm_project.sample.rows import FixtureError
from villages.access import system_access

FIXTURES = Path(settings.BASE_DIR, "fixtures")
TODAY = date(2024, 8, 15)


@pytest.mark.once
def test_chains_lead_from_village_and_commune_to_the_upper_level(db: None) -> None:
    load(FIXTURES, by=system_access(TODAY), with_accounts=False)
    for name, holders in (
        ("Mai Đình", ["xã Mai Đình", "huyện Hiệp Hòa"]),
        ("Thắng Lợi", ["xã Mai Đình", "huyện Hiệp Hòa"]),
    ):
        assessment = Assessment.objects.select_related("unit__parent").get(unit__name=name)
        route = route_of(assessment, TODAY)
        assert [str(stage.holder) for stage in route.stages] == holders
        # The sample keeps the units of 2024, so its chain stays open after the district has gone.
    assert all(chain.source for chain in ReviewChain.objects.all())
    again = load(FIXTURES, by=system_access(TODAY), with_accounts=False)
    assert not again.added


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (2, "đơn vị thẩm tra", "Huyện nào đó"),
        (2, "đơn vị giữ bước", "hiep-hoa"),
        (3, "tổ chức giữ bước", "khong-co"),
        (3, "tên quy trình", "Tên khác"),
        (3, "bước", "1"),
        (3, "nguồn của bước", ""),
    ],
)
def test_a_wrong_row_is_refused_by_its_place(tmp_path: Path, row: int, column: str, value: str):
    folder = shutil.copytree(FIXTURES, tmp_path / "fixtures")
    path = folder / "review_chains.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[row - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(FixtureError, match=rf"review_chains\.csv, dòng {row}"):
        read_fixtures(folder)
