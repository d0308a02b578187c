"""Papers of agencies above whose recipients name the unit in which somebody works."""

import pytest
from django.urls import reverse

from evidence.issued.queries import received_by
from evidence.issued.rules import names_unit
from evidence.issued.services.issuing import issue_document
from evidence.models import IssuedDocument
from tests import factories as make
from tests.evidence import factories as ev
from tests.evidence.test_issued import files, order, register_row, sign
from villages.enums import NoticeKind, Role
from villages.models import Notice, Unit


@pytest.mark.parametrize(
    ("sent_to", "is_named"),
    [
        ("Bí thư các chi bộ, Trưởng các thôn", True),
        ("Các trưởng thôn", True),
        ("Các xóm, thôn", True),
        ("Các bản và thôn trên địa bàn", True),
        ("06 thôn", True),
        ("Ban phát triển thôn Thắng Lợi", True),
        ("Ban phát triển thôn Thắng Lợi Mới", False),
        ("Ban phát triển thôn Thắng", False),
        ("Các ban, ngành, đoàn thể xã", False),
        ("Công an xã", False),
        ("Đài truyền thanh thôn Mai Hạ", False),
        ("", False),
    ],
)
def test_recipients_name_a_village_or_all_of_them(sent_to: str, is_named: bool) -> None:
    assert names_unit(sent_to, Unit(noun="thôn", name="Thắng Lợi")) is is_named


def _issued(unit: Unit, number: int, sent_to: str) -> IssuedDocument:
    row = register_row(unit, number)
    row.paper = ev.pdf_paper(unit)
    row.sent_to = sent_to
    row.save()
    return row


@pytest.mark.both
def test_whoever_works_in_a_village_reads_what_is_sent_to_it(world, evidence_folder) -> None:
    commune, village = world.commune, world.village
    mine = _issued(commune, 1, f"Đảng ủy xã\nTrưởng {village.full_name}")
    of_all = _issued(commune, 2, "Trưởng các thôn")
    _issued(commune, 3, "Phòng Kinh tế huyện")
    _issued(world.neighbour, 4, "Trưởng các thôn")
    thon = world.client("thon")
    page = thon.get(reverse("evidence:received"))
    assert list(page.context["page"]) == [of_all, mine]
    url = reverse("evidence:received_file", args=[mine.pk, mine.paper.revisions.get().pk])
    assert f'href="{url}"' in page.content.decode()
    assert b"".join(thon.get(url).streaming_content).startswith(b"%PDF")
    other = reverse("evidence:received_file", args=[mine.pk, of_all.paper.revisions.get().pk])
    assert thon.get(other).status_code == 404


def test_a_commune_reads_what_the_district_sends_to_it_and_not_its_own_again(
    world, evidence_folder
) -> None:
    ours = _issued(world.district, 1, "UBND các xã, thị trấn")
    _issued(world.commune, 2, f"Ủy ban nhân dân {world.commune.full_name}")
    assert list(received_by(world.lan)) == [ours]
    above = make.access(make.make_official(world.district, Role.REVIEWER))
    assert not received_by(above).exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_works_in_a_village_is_notified_of_what_is_sent_to_it(evidence_folder) -> None:
    commune = make.make_commune()
    clerk = make.make_official(commune, Role.CLERK)
    mine = make.make_official(make.make_village(commune, "Mai Hạ"), Role.VILLAGE_BOARD)
    make.make_official(make.make_village(commune, "Mai Thượng"), Role.VILLAGE_BOARD)
    also_above = make.make_official(mine.postings.get().unit, Role.VILLAGE_BOARD)
    also_above.postings.create(unit=commune, role=Role.CHAIR, title="Chủ tịch")
    sign(commune)
    given = order(commune, sent_to="Đảng ủy xã\nTrưởng thôn Mai Hạ")
    document = issue_document(by=make.access(clerk), order=given, files=files())
    (notice,) = Notice.objects.all()
    assert (notice.recipient, notice.kind) == (mine, NoticeKind.PAPER)
    assert str(document) in notice.text
    assert notice.url == reverse("evidence:received")
