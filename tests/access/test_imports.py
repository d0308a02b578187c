"""Every kind of list, for every role: a file does what the form does, no more and no less.

A kind that is added is missed here until it has a case.
"""

from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.access.matrix import CANARY, Matrix
from tests.access.test_matrix import PEOPLE, _address
from tests.shared import undone
from villages.enums import Role
from villages.imports.kinds import kinds
from villages.models import ImportRun


@dataclass(frozen=True)
class Case:
    """A list of a row of the world, the form that writes one of its rows, and a file of one row."""

    slug: str
    place: str
    form: str
    args: str
    file: str
    keeper: str = Role.STANDING_OFFICER

    def __str__(self) -> str:
        return f"{self.slug} {self.place}"

    def import_url(self, world: Matrix) -> str:
        return reverse("villages:import_list", args=[self.slug, world.rows[self.place].pk])


CASES = [
    Case("don-vi", "commune", "villages:paste_villages", "pk=commune",
         "Tên đơn vị;Danh xưng\nNúi Mới;thôn\n", Role.ADMINISTRATOR),
    Case("to-chuc", "commune", "villages:paste_bodies", "pk=commune",
         "Tên tổ chức\nHội Làm vườn\n", Role.ADMINISTRATOR),
    Case("can-bo", "commune", "villages:paste_people", "pk=commune",
         "Họ và tên;Chức vụ;Vai trò\nTrần Văn Mới;Công chức;Thường trực NTM\n",
         Role.ADMINISTRATOR),
    Case("nhiem-vu", "plan", "tasks:create", "?ke_hoach=plan",
         "Nội dung nhiệm vụ\nRà soát nhà văn hóa\n"),
    Case("ket-qua", "assessment", "criteria:edit_result", "pk=result",
         "Chỉ tiêu;Kết quả\n1.1;12,5\n"),
    Case("phan-cong", "assessment", "tasks:set_supervision",
         "assessment_pk=assessment criterion_pk=criterion",
         "Tiêu chí;Lãnh đạo phụ trách\n1;\n"),
    Case("kinh-phi", "plan", "tasks:edit_funding", "pk=plan funding_pk=funding",
         f"Công trình;Giai đoạn;Tổng số\n{CANARY};Dự kiến;5 triệu\n"),
    Case("minh-chung", "commune", "evidence:edit", "pk=paper",
         f"Trích yếu;Số tờ\nBiên bản của {CANARY};7\n"),
    Case("minh-chung", "village", "evidence:edit", "pk=free_paper", "Trích yếu;Số tờ\n{free};7\n"),
    Case("bo-tieu-chi", "set", "admin:criteria_indicator_add", "",
         "Số tiêu chí;Tên tiêu chí;Mã chỉ tiêu;Nội dung;Kiểu;Độ tin cậy\n"
         "9;Quy hoạch;9.1;Có quy hoạch;Có/không;verified\n", Role.DATA_STEWARD),
    Case("bang-chuyen", "mapping", "criteria:settle_indicator", "pk=mapping old_pk=indicator",
         "Chỉ tiêu cũ;Thay đổi\n1.1;Bỏ\n", Role.DATA_STEWARD),
]  # fmt: skip


def test_every_kind_has_its_case() -> None:
    assert {case.slug for case in CASES} == set(kinds())


def sent(client: Client, url: str, name: str, content: bytes) -> ImportRun:
    answer = client.post(url, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 303, answer.content.decode()
    return ImportRun.objects.latest("pk")


def _is_written(client: Client, url: str, content: bytes) -> bool:
    """Whether the person gets the row of the file into the record."""
    if client.get(url).status_code != 200:
        assert client.post(url, {"file": SimpleUploadedFile("a.csv", content)}).status_code in (
            403, 404,
        )  # fmt: skip
        return False
    run = sent(client, url, "a.csv", content)
    client.post(reverse("villages:import_run", args=[run.pk]), {"viec": "ghi"})
    run.refresh_from_db()
    return bool(run.state == "done")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_nobody_gets_more_by_a_file_than_by_the_form(world: Matrix, case: Case) -> None:
    form = _address({"name": case.form, "args": case.args}, world)
    content = case.file.format(free=getattr(world.rows["free_paper"], "title", "")).encode()
    by_form, by_file = {}, {}
    for person in PEOPLE:
        client = world.clients[person]
        with undone():
            by_form[person] = client.get(form).status_code == 200
        with undone():
            by_file[person] = _is_written(client, case.import_url(world), content)
    assert by_file == by_form
    assert by_form[case.keeper]
