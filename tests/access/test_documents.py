"""Every kind of document: its page leads to it, and button, preview and PDF give one answer."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from evidence.issued.enums import DocumentState
from reports.documents.blocks import (
    Block,
    Bullet,
    Document,
    Recipients,
    Signature,
    Table,
    as_cell,
    as_row,
)
from reports.documents.kind import DocumentKind
from reports.documents.kinds import KINDS
from reports.documents.number_room import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, widths
from reports.documents.word import render_docx
from reports.drawn import drawn
from reports.pdf import pdf_available
from reports.views import documents
from tests.access.matrix import Matrix
from tests.access.test_matrix import PEOPLE, ROWS
from tests.conftest import require
from tests.reports.decree30 import faults_of
from tests.reports.words import (
    renderings,
    tables_in_word,
    tables_on_paper,
    words_in_word,
    words_on_paper,
)
from villages.enums import Ability, Role
from villages.roles import roles_named

# The matrix of rights draws each kind from both databases.
pytestmark = pytest.mark.once

ROWS_OF_LONG = 2_000
REASON = "Văn bản thử này chưa in được vì bài thử không cho."
Kind = DocumentKind[Any, Any]
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)


def cases(kind: Kind, world: Matrix) -> Iterator[tuple[Model, str]]:
    """Rows of the world that the kind prints, one at least, each with a person who may see it."""
    found = [row for row in ROWS if row["name"] == kind.name_of("preview")]
    assert found, kind.slug
    for row in found:
        seen_by = next(person for person in PEOPLE if row.get(person) == "ok")
        yield world.rows[row["args"].partition("=")[2]], seen_by


def _page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def denied(kind: Kind) -> Iterator[None]:
    """The kind with a rule that lets nobody print."""
    before = kind.deny
    object.__setattr__(kind, "deny", lambda _access, _row: REASON)
    yield
    object.__setattr__(kind, "deny", before)


@each_kind
def test_the_page_leads_to_preview_pdf_and_word(kind: Kind, world: Matrix) -> None:
    for row, person in cases(kind, world):
        client = world.clients[person]
        preview, pdf = kind.url("preview", row), kind.url("pdf", row)
        word = kind.url("word", row)
        assert f'href="{preview}"' in _page(client, kind.page_url(row))
        shown = _page(client, preview)
        assert '<article class="doc"' in shown
        assert f'href="{kind.page_url(row)}"' in shown
        assert f'href="{word}"' in shown
        assert "data-copy" in shown
        if not pdf_available():
            assert f'href="{pdf}"' in shown


@pytest.mark.pdf
@each_kind
def test_the_pdf_is_a_file_with_a_name(kind: Kind, world: Matrix) -> None:
    require(not pdf_available(), pdf_available())
    for row, person in cases(kind, world):
        response = world.clients[person].get(kind.url("pdf", row))
        assert response.content.startswith(b"%PDF-")
        assert response["Content-Disposition"].startswith('inline; filename="')


@each_kind
def test_the_word_file_says_what_the_paper_says(kind: Kind, world: Matrix) -> None:
    for row, person in cases(kind, world):
        response = world.clients[person].get(kind.url("word", row))
        assert response["Content-Disposition"].startswith('attachment; filename="')
        assert words_in_word(response.content) == words_on_paper(drawn(kind, row).document)


@each_kind
def test_paper_word_and_message_of_every_kind_have_the_same_words_order_and_tables(
    kind: Kind, world: Matrix
) -> None:
    for row, _ in cases(kind, world):
        document = drawn(kind, row).document
        found = renderings(document)
        assert found["word"] == found["paper"]
        assert found["message"] == found["paper"]
        assert tables_in_word(render_docx(document)) == tables_on_paper(document)


@each_kind
@pytest.mark.usefixtures("denied")
def test_whoever_may_not_gets_one_reason_everywhere(kind: Kind, world: Matrix) -> None:
    for row, person in cases(kind, world):
        client = world.clients[person]
        for name in ("preview", "pdf", "word"):
            response = client.get(kind.url(name, row))
            assert response.status_code == 403
            assert REASON in response.content.decode()
        page = _page(client, kind.page_url(row))
        assert REASON in page
        for name in ("preview", "pdf", "word"):
            assert f'href="{kind.url(name, row)}"' not in page


@each_kind
def test_a_stranger_finds_neither(kind: Kind, world: Matrix) -> None:
    for row, _ in cases(kind, world):
        for name in ("preview", "pdf", "word"):
            assert world.clients["stranger"].get(kind.url(name, row)).status_code == 404


@each_kind
def test_a_machine_that_cannot_print_leads_to_the_preview(
    kind: Kind, world: Matrix, monkeypatch
) -> None:
    monkeypatch.setattr(documents, "pdf_available", lambda: REASON)
    for row, person in cases(kind, world):
        response = world.clients[person].get(kind.url("pdf", row))
        assert response.status_code == 503
        assert f'href="{kind.url("preview", row)}"' in response.content.decode()


def test_slugs_and_paths_are_each_kind_s_own() -> None:
    for one in KINDS:
        mine = one.slug, one.preview_path, one.path_of("pdf")
        others = [(k.slug, k.preview_path, k.path_of("pdf")) for k in KINDS if k is not one]
        assert not any(a == b for other in others for a, b in zip(mine, other, strict=True))


@each_kind
def test_whoever_may_not_do_what_is_next_sees_why_on_the_preview(kind: Kind, world: Matrix) -> None:
    for row, _ in cases(kind, world):
        one = drawn(kind, row)
        is_signed = one.now.state == DocumentState.SIGNED
        person = Role.STANDING_OFFICER if is_signed else Role.CLERK
        shown = _page(world.clients[person], kind.url("preview", row))
        if not one.symbol:
            assert 'id="way"' not in shown
            continue
        ability = Ability.ISSUE_DOCUMENT if is_signed else Ability.CHECK_DOCUMENT
        assert roles_named(ability) in shown
        for name in ("check", "sign", "issue"):
            assert f'"{kind.url(name, row)}"' not in shown


@each_kind
def test_a_row_s_number_of_three_figures_fits_its_column(kind: Kind, world: Matrix) -> None:
    for row, _ in cases(kind, world):
        document = drawn(kind, row).document
        parts = [
            (PORTRAIT_WIDTH, document.blocks),
            *((LANDSCAPE_WIDTH, one.blocks) for one in document.appendices if one.landscape),
            *((PORTRAIT_WIDTH, one.blocks) for one in document.appendices if not one.landscape),
        ]
        tables = [(width, one) for width, part in parts for one in part if isinstance(one, Table)]
        for width, table in tables:
            if as_cell(as_row(table.header[0]).cells[0]).text in ("TT", "STT"):
                padding, figure = 2 * 3, table.font_size / 2
                points = width * widths(table.columns)[0] / 100 * 72 / 25.4
                assert points >= 3 * figure + padding


def worst(document: Document) -> Document:
    """The same document with names as long as they come, forty recipients and empty tables."""
    name = "xã Nguyễn Thị Minh Khai - Trần Hưng Đạo - Phan Đình Phùng Thượng"
    header = replace(
        document.header,
        issuer_lines=(("ỦY BAN NHÂN DÂN", True), (name.upper(), True)),
        superior="ỦY BAN NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU - THÀNH PHỐ HỒ CHÍ MINH",
        place=document.header.place and name.partition(" ")[2],
    )
    abstract = (f"{line} của {name} và các thôn trực thuộc" for line in document.title.abstract)
    lines = tuple(f"Ban công tác Mặt trận thôn số {number}" for number in range(1, 40))
    office = "PHÓ CHỦ TỊCH THƯỜNG TRỰC PHỤ TRÁCH KINH TẾ, NÔNG NGHIỆP VÀ MÔI TRƯỜNG"
    return replace(
        document,
        header=header,
        title=replace(document.title, abstract=tuple(abstract)),
        blocks=tuple(map(_emptied, document.blocks)),
        addressees=tuple(f"{to} {name}" for to in document.addressees),
        recipients=Recipients((*lines, "Lưu: VT")) if document.recipients.lines else Recipients(()),
        signature=Signature(
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", office),
            name="Công Tằng Tôn Nữ Nguyễn Phúc Thị Minh Nguyệt Ánh",
        ),
        appendices=tuple(
            replace(one, title=f"{one.title} của {name}", blocks=tuple(map(_emptied, one.blocks)))
            for one in document.appendices
        ),
    )


def _emptied(block: Block) -> Block:
    return replace(block, rows=()) if isinstance(block, Table) else block


@pytest.mark.pdf
@each_kind
def test_every_kind_keeps_the_form_also_with_the_longest_names(kind: Kind, world: Matrix) -> None:
    """As it is printed of the sample it is held to the form in `tests/reports/test_sample_plan`."""
    require(not pdf_available(), pdf_available())
    row = next(row for row, _ in cases(kind, world))
    assert faults_of(worst(drawn(kind, row).document)) == {}


def longest(document: Document) -> Document:
    """The same document with 2,000 rows in its longest table, or so many lines in its body."""
    tables = [one for part in _parts(document) for one in part if isinstance(one, Table)]
    if not tables:
        lines = (Bullet("Nhà văn hóa thôn chưa đủ ghế ngồi cho Nhân dân đến họp."),) * ROWS_OF_LONG
        return replace(document, blocks=(*document.blocks[:-1], *lines, document.blocks[-1]))
    most = max(tables, key=lambda table: len(table.rows))
    rows = most.rows or (("1", *[""] * (len(most.columns) - 1)),)
    whole = replace(most, rows=rows * -(-ROWS_OF_LONG // len(rows)))

    def put(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(whole if one is most else one for one in blocks)

    appendices = tuple(replace(one, blocks=put(one.blocks)) for one in document.appendices)
    return replace(document, blocks=put(document.blocks), appendices=appendices)


def _parts(document: Document) -> Iterator[tuple[Block, ...]]:
    yield document.blocks
    yield from (one.blocks for one in document.appendices)


@pytest.mark.deep
@pytest.mark.pdf
@each_kind
def test_every_kind_keeps_the_form_with_two_thousand_rows(kind: Kind, world: Matrix) -> None:
    require(not pdf_available(), pdf_available())
    row = next(row for row, _ in cases(kind, world))
    assert faults_of(longest(drawn(kind, row).document)) == {}
