"""The paper of an issued document: shown, linked, given a scan; never corrected nor withdrawn."""

from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from evidence.issued.queries import RegisterSearch, document_register
from evidence.models import Evidence, IssuedDocument
from evidence.papers.rules import ISSUED
from tests.criteria.pages.test_many_results import confirm
from tests.evidence import factories as ev
from tests.evidence.pages.conftest import page_of
from tests.evidence.test_issued import register_row
from villages.models import Unit


@pytest.fixture
def paper(world) -> Evidence:
    paper = ev.paper(world.commune, title="Kế hoạch đã phát hành", by=world.lan)
    Evidence.objects.filter(pk=paper.pk).update(is_issued=True)
    paper.refresh_from_db()
    return paper


def test_its_words_stay_and_every_page_says_why(world, paper) -> None:
    page = page_of(world.standing.get(reverse("evidence:paper", args=[paper.pk])))
    assert ISSUED in page
    assert reverse("evidence:add_revision", args=[paper.pk]) in page
    for name in ("edit", "withdraw"):
        url = reverse(f"evidence:{name}", args=[paper.pk])
        assert f'href="{url}"' not in page
        refused = world.standing.get(url)
        assert refused.status_code == 403
        assert ISSUED in page_of(refused)
    sent = f"{reverse('evidence:sent')}?ma={paper.revisions.get().upload_key}"
    assert reverse("evidence:edit", args=[paper.pk]) not in page_of(world.standing.get(sent))


def test_its_page_shows_what_was_issued_and_the_scan_beside_it(world) -> None:
    row = register_row(world.commune)
    for name in ("Kế hoạch.pdf", "Kế hoạch.docx", "Quét.pdf"):
        number = row.paper.revisions.count() + 1
        row.paper.revisions.create(
            number=number, key=f"k{number}", name=name, sha256=str(number) * 64, size=9,
            file_type=name.rpartition(".")[2], upload_key=uuid4(),
        )  # fmt: skip
    row.save()
    url = reverse("evidence:paper", args=[row.paper_id])
    for query, name, digest, as_scan in (
        ("", "Kế hoạch.pdf", "1", False), ("?lan=2", "Kế hoạch.docx", "2", False),
        ("?lan=3", "Quét.pdf", "3", True),
    ):  # fmt: skip
        shown = world.standing.get(url + query)
        assert (shown.context["revision"].name, shown.context["revision"].is_signed_scan) == (
            name, as_scan
        )  # fmt: skip
        view = page_of(shown).partition("</section>")[0]
        assert ("Bản đã phát hành" in view) is not as_scan
        assert str(row) in view
        assert digest * 64 in view
        assert "Tệp đang dùng" not in view


def test_the_form_of_a_scan_offers_what_may_be_one(world, paper) -> None:
    url = reverse("evidence:add_revision", args=[paper.pk])
    assert ".docx" not in page_of(world.standing.get(url))
    Evidence.objects.filter(pk=paper.pk).update(is_issued=False)
    assert ".docx" in page_of(world.standing.get(url))


def test_who_adds_no_papers_hears_that_first(world, paper) -> None:
    refused = world.member("chair").get(reverse("evidence:edit", args=[paper.pk]))
    assert refused.status_code == 403
    assert ISSUED not in page_of(refused)


def test_many_papers_at_once_leave_it_as_it_is_but_link_it(world, paper) -> None:
    url = reverse("evidence:many_papers")
    query = {"chon": [paper.pk]}
    page = world.standing.get(url, query | {"lam": "loai"})
    assert ISSUED in page_of(page)
    typed = {"assessment": str(world.assessment.pk), "code": world.result.indicator.code}
    page = world.standing.get(url, query | {"lam": "gan"})
    assert confirm(world.standing, page, **typed).status_code == 303
    assert paper.proofs.get().result == world.result


def test_the_register_shows_what_lies_in_scope_and_what_was_looked_for(world) -> None:
    def add(unit: Unit, title: str) -> None:
        register_row(unit, title=title).save()

    add(world.commune, "Kế hoạch của xã")
    add(world.neighbour, "Kế hoạch của xã bên")
    url = reverse("evidence:register")
    page = page_of(world.standing.get(url))
    assert "Kế hoạch của xã" in page
    assert "xã bên" not in page
    assert "Kế hoạch của xã" in page_of(world.standing.get(url, {"q": "ke hoach", "nam": "2024"}))
    register_row(world.commune, 2, "Báo cáo tháng 8").save()
    up, down = (page_of(world.standing.get(url, {"xep": by})) for by in ("so", "-so"))
    assert up.index("01/KH-UBND") < up.index("02/KH-UBND")
    assert down.index("02/KH-UBND") < down.index("01/KH-UBND")
    for other in ({"q": "thông báo"}, {"nam": "2023"}):
        assert "Không có văn bản nào khớp" in page_of(world.standing.get(url, other))


@pytest.mark.both
def test_the_register_finds_what_replaces_or_amends_an_earlier_paper(world) -> None:
    def add(number: int, title: str, earlier: IssuedDocument | None = None, **does: bool):
        row = register_row(world.commune, number, title)
        row.replaces, row.is_amendment = earlier, does.get("is_amendment", False)
        row.save()
        return row

    first = add(1, "Kế hoạch năm 2024")
    amending = add(2, "Kế hoạch năm 2024", first, is_amendment=True)
    replacing = add(3, "Kế hoạch năm 2024", first)
    named = add(4, "Quyết định thay thế thành viên Ban Chỉ đạo")
    words = {
        "thay thế": {replacing, named},
        "thay the ke hoach nam": {replacing},
        "Sửa đổi": {amending},
        "SUA DOI, BO SUNG 2024": {amending},
        "bổ sung": {amending},
        "thế": {named},
        "kế hoạch": {first, amending, replacing, named},
    }
    found = {typed: set(document_register(world.lan, RegisterSearch(typed))) for typed in words}
    assert found == words


@pytest.mark.both
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Kế hoạch số 05/KH-UBND ngày 15/8/2024", {5}),
        ("(Kế hoạch số: 05/KH-UBND ngày 15 tháng 8 năm 2024);", {5}),
        ("số 5", {5}),
        ("số 02", set()),
        ("24", set()),
        ("2024", {5, 6}),
        ("05 / KH-UBND", {5}),
        ("15-8-2024", {5, 6}),
        ("kế hoạch ngày 14/8/2024", set()),
        ("31/2/2024", set()),
        ("theo công điện ngày 2/8/2024", {6}),
    ],
)
def test_the_register_finds_a_paper_by_the_words_that_cite_it(world, typed, found) -> None:
    for number, title in ((5, "Năm 2024"), (6, "Theo công điện ngày 2/8/2024")):
        register_row(world.commune, number, title).save()
    rows = document_register(world.lan, RegisterSearch(typed))
    assert {row.number for row in rows} == found


def _sent(world, number: int, sent_to: str) -> IssuedDocument:
    row = register_row(world.commune, number)
    row.sent_to = sent_to
    row.save()
    return row


@pytest.mark.both
def test_the_register_looks_among_the_recipients_too(world) -> None:
    one, other = _sent(world, 1, "Phòng Kinh tế huyện\nCác thôn"), _sent(world, 2, "Trạm Y tế xã")
    for typed, found in (("phòng kinh tế", {one}), ("tram y te", {other}), ("tế", {one, other})):
        assert set(document_register(world.lan, RegisterSearch(typed))) == found


@pytest.mark.both
def test_what_was_issued_before_is_found_by_its_recipients_after_the_migration(
    world, monkeypatch
) -> None:
    """Its key was made without them; the guards of the table come back with the test's end."""
    with monkeypatch.context() as before:
        key = IssuedDocument._meta.get_field("search")
        before.setattr(key, "sources", key.sources[:-1])
        row = _sent(world, 1, "Trạm Y tế xã")
    search = RegisterSearch("y tế")
    assert not document_register(world.lan, search).exists()
    migration = import_module("evidence.migrations.0038_search_of_recipients")
    migration.fill(apps, SimpleNamespace(connection=connection))
    assert document_register(world.lan, search).get() == row
