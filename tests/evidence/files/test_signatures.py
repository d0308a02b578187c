"""Signatures of PDFs: who, when, and what became of the file since; by certificates made here."""

import io
from pathlib import Path

import pikepdf
import pytest

from evidence.papers.enums import FileType
from evidence.papers.files import reading
from evidence.papers.files.signed import FoundSignature, plain_signatures, signatures_of
from tests.evidence.files import makers as m
from tests.evidence.files import signing as g

CASES = Path(__file__).parent / "cases"


def read(data: bytes) -> list[FoundSignature]:
    reading.check(io.BytesIO(data), "a.pdf")
    return list(reading.facts(io.BytesIO(data), FileType.PDF).signatures)


def test_who_signed_and_when_is_read() -> None:
    (one,) = read(g.signed())
    assert (one.signer, one.office, one.issuer) == (
        "Nguyễn Văn Hòa",
        "UBND xã Mai Đình",
        "Tổ chức thử",
    )
    assert one.state == "whole"
    assert one.signed_at


def test_two_signatures_stand_in_their_order() -> None:
    second = g.signer("Trần Thị Bé", "Sở Nông nghiệp")
    first, last = read(g.signed(g.signed(), by=second, field="A"))
    assert [(s.signer, s.state) for s in (first, last)] == [
        ("Nguyễn Văn Hòa", "added"),
        ("Trần Thị Bé", "whole"),
    ]


@pytest.mark.parametrize(
    ("change", "state"),
    [(g.changed_inside, "broken"), (g.added_to, "changed"), (lambda d: b"\n" + d, "whole")],
)
def test_what_was_changed_since_is_known(change, state) -> None:
    (one,) = read(change(g.signed()))
    assert one.state == state
    assert one.signer == "Nguyễn Văn Hòa"


def test_a_signature_over_a_change_does_not_heal_the_first() -> None:
    states = [s.state for s in read(g.signed(g.added_to(g.signed()), field="A"))]
    assert states == ["changed", "whole"]


def test_a_signature_of_somebody_else_s_certificate_is_none() -> None:
    """The signature was made by another key than the one whose certificate it shows."""
    false = g.signer("Chủ tịch tỉnh")
    liar = type(false)(
        signing_cert=false.signing_cert,
        signing_key=g.signer("Kẻ gian").signing_key,
        cert_registry=false.cert_registry,
    )
    (one,) = read(g.signed(by=liar))
    assert one.state == "broken"


def test_a_pdf_without_signatures_or_with_an_unreadable_one() -> None:
    assert read(m.pdf()) == []
    stamped = (CASES / "21-signed-with-visible-stamp.pdf").read_bytes()
    assert [s.state for s in read(stamped)] == ["unread"]


def test_a_locked_pdf_that_is_signed() -> None:
    locked = m.pdf(encryption=pikepdf.Encryption(user="", owner="y"))
    (one,) = read(g.signed(locked, password=""))
    assert (one.signer, one.state) == ("Nguyễn Văn Hòa", "whole")


@pytest.mark.parametrize("plain", [None, "x", [1], [{}], [{"state": "x", "signed_at": "9999"}]])
def test_nothing_else_is_believed(plain) -> None:
    found = signatures_of(plain)
    assert {s.state for s in found} <= {"unread"}
    assert signatures_of(plain_signatures(found)) == found
