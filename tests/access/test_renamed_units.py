"""A unit whose name is corrected in place: what was signed before stays signed, as it read."""

import pytest

from evidence.issued.enums import DocumentState
from reports.drawn import drawn
from tests import factories as make
from tests.access.matrix import Matrix
from tests.access.test_documents import Kind, cases, each_kind
from tests.issuing import sign_paper
from villages.edit import edit_row
from villages.enums import Role
from villages.models import Unit

# PostgreSQL draws every kind of paper anew in `test_reworded_papers.py`.
pytestmark = pytest.mark.once


def _rename_all(world: Matrix) -> None:
    """Commune, village and district bear other names from now on."""
    names = {
        "commune": {"name": "Xuân Cẩm"},
        "village": {"noun": "tổ dân phố", "name": "Thắng Lợi"},
        "district": {"name": "Việt Yên"},
    }
    for unit, fields in names.items():
        pk = world.rows[unit].pk
        edit_row(by=make.system(), rows=Unit.objects.all(), pk=pk, action="sửa", fields=fields)


@each_kind
def test_what_was_signed_stays_signed_under_the_names_of_its_day(
    kind: Kind, world: Matrix, time_machine
) -> None:
    for row, _ in cases(kind, world):
        before = drawn(kind, row)
        if not before.symbol or before.now.state != DocumentState.DRAFT:
            continue
        time_machine.move_to("2024-08-15 09:30 +0700", tick=False)
        chair = make.make_official(before.unit, Role.CHAIR, "Ngô Văn Ký")
        sign_paper(kind, row, chair, on=make.TODAY)
        signed = drawn(kind, row)
        assert signed.now.state == DocumentState.SIGNED
        time_machine.move_to("2024-08-15 10:00 +0700", tick=False)
        _rename_all(world)
        again = drawn(kind, type(row)._default_manager.get(pk=row.pk))
        assert again.now.state == DocumentState.SIGNED
        assert again.document == signed.document
