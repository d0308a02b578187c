"""A release that words papers otherwise: what was signed before stays signed, in its own words."""

from dataclasses import replace

import pytest

from evidence.issued.enums import DocumentState
from reports.documents.blocks import Document, Signature
from reports.documents.data import kept_document, text_to_keep
from reports.drawn import drawn
from tests import factories as make
from tests.access.matrix import Matrix
from tests.access.test_documents import Kind, cases, each_kind
from tests.issuing import sign_paper
from tests.reports.rewording import NEW_WORDS, install_later_release
from villages.enums import Role

pytestmark = pytest.mark.both


def as_kept(document: Document) -> Document:
    """Without what is no part of what is checked."""
    header = replace(document.header, number=None, issued_on=None)
    return replace(document, header=header, signature=Signature(()))


@each_kind
def test_what_was_signed_stays_in_its_words(
    kind: Kind, world: Matrix, time_machine, monkeypatch
) -> None:
    for row, _ in cases(kind, world):
        time_machine.move_to("2024-08-15 09:30 +0700", tick=False)
        before = drawn(kind, row)
        # Every paper is the same once it was kept as data.
        again = kept_document(text_to_keep(before.document))
        assert again == as_kept(before.document)
        if not before.symbol or before.now.state != DocumentState.DRAFT:
            continue
        chair = make.make_official(before.unit, Role.CHAIR, "Ngô Văn Ký")
        sign_paper(kind, row, chair, on=make.TODAY)
        signed = drawn(kind, row)
        with monkeypatch.context() as later:
            install_later_release(later, kind)
            after = drawn(kind, row)
            assert after.now.state == DocumentState.SIGNED
            assert after.document == signed.document
            assert NEW_WORDS in str(kind.document(after.rows))
