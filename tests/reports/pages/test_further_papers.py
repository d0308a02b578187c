"""A further paper of the same row replaces or amends the one that was issued before."""

import hashlib
import io
import re
from datetime import date
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from evidence.models import IssuedDocument
from reports.documents.kinds import kind_of
from tests.issuing import sign_paper
from tests.reports.words import words_in_word
from tests.shared import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
PLAN = kind_of("plan")


def _issue(client, plan, number="5"):
    typed = {"number": number, "issued_on": "14/8/2024", "skips": "on"}
    return client.post(reverse("reports:plan_issue", args=[plan.pk]), typed)


def _sign(world) -> None:
    sign_paper(PLAN, world.plan, world.official("chair"), on=date(2024, 8, 14))


def test_a_further_paper_says_by_itself_which_one_it_replaces(world, clerk) -> None:
    preview = reverse("reports:plan_preview", args=[world.plan.pk])
    named = "Kế hoạch số 05/KH-UBND ngày 14 tháng 8 năm 2024 của Ủy ban nhân dân xã Mai Đình về"
    said = f"Kế hoạch này thay thế {named}"
    assert "trước khi trình ký" in clerk.get(preview).content.decode()
    _sign(world)
    _issue(clerk, world.plan)
    page = clerk.get(preview).content.decode()
    assert "này thay thế" not in page
    assert "trước khi trình ký" not in page  # its doubts stand under another heading
    world.plan.title = "Trích yếu khác"
    world.plan.save()
    assert said in clerk.get(preview).content.decode().replace("\u00a0", " ")
    _sign(world)
    assert _issue(clerk, world.plan, number="6").status_code == 303
    first, second = IssuedDocument.objects.order_by("number")
    assert second.replaces == first
    # Issued, it still reads so, and does not replace itself.
    page = clerk.get(preview).content.decode().replace("\u00a0", " ")
    assert page[page.index("<article") : page.index("</article>")].count(said) == 1
    assert "thay thế Kế hoạch số 06" not in page
    kept = second.paper.revisions.order_by("number").last()
    sent = b"".join(clerk.get(reverse("evidence:file", args=[kept.pk])).streaming_content)
    assert said.casefold() in " ".join(words_in_word(sent))
    for page, words in (
        (reverse("evidence:register"), ("thay thế Kế hoạch số 05", "bởi Kế hoạch số 06")),
        (reverse("evidence:paper", args=[first.paper_id]), ("Đã được thay thế", str(second))),
        (reverse("evidence:paper", args=[second.paper_id]), ("Thay thế", str(first))),
    ):
        shown = clerk.get(page).content.decode()
        assert all(word in shown for word in words), page


def test_what_was_issued_before_its_text_named_the_earlier_one_stays_so(
    world, clerk, monkeypatch
) -> None:
    preview = reverse("reports:plan_preview", args=[world.plan.pk])
    _sign(world)
    _issue(clerk, world.plan)
    world.plan.title = "Trích yếu khác"
    world.plan.save()
    with monkeypatch.context() as then:
        then.setattr("reports.drawn.as_following", lambda document, _earlier: document)
        _sign(world)
        assert _issue(clerk, world.plan, number="6").status_code == 303
    first, second = IssuedDocument.objects.order_by("number")
    assert second.replaces == first
    files = {kept.pk: kept.sha256 for kept in second.paper.revisions.all()}
    assert len(files) == 2
    for pk, digest in files.items():
        sent = b"".join(clerk.get(reverse("evidence:file", args=[pk])).streaming_content)
        assert hashlib.sha256(sent).hexdigest() == digest
    page = world.standing.get(preview).content.decode().replace("\u00a0", " ")
    paper = page[page.index("<article") : page.index("</article>")]
    assert "Số: 06/KH-UBND" in " ".join(re.sub("<[^>]+>", "", paper).split())
    assert "này thay thế" not in paper
    assert reverse("reports:plan_check", args=[world.plan.pk]) not in page
    assert "Nội dung đã thay đổi" not in page
    # What is written from now on names the one that holds, and is a draft.
    world.plan.title = "Trích yếu thứ ba"
    world.plan.save()
    page = world.standing.get(preview).content.decode().replace("\u00a0", " ")
    assert "Kế hoạch này thay thế Kế hoạch số 06/KH-UBND" in page
    assert reverse("reports:plan_check", args=[world.plan.pk]) in page


def test_a_further_paper_amends_the_earlier_one_where_the_person_says_so(world, clerk) -> None:
    """The amended one goes on to hold until a third paper replaces both."""
    plan = world.plan
    preview = reverse("reports:plan_preview", args=[plan.pk])
    relate = reverse("reports:plan_relate", args=[plan.pk])
    _sign(world)
    _issue(clerk, plan)
    assert world.standing.post(relate, {"is_amendment": "on"}).status_code == 403
    plan.title = "Trích yếu khác"
    plan.save()
    assert f'action="{relate}"' in world.standing.get(preview).content.decode()
    assert clerk.post(relate, {"is_amendment": "on"}).status_code == 403
    _sign(world)
    # Whoever checked with the other sentence checks again.
    assert world.standing.post(relate, {"is_amendment": "on"}).status_code == 303
    page = world.standing.get(preview).content.decode()
    assert "trở lại dự thảo" in page
    said = "Kế hoạch này sửa đổi, bổ sung Kế hoạch số 05/KH-UBND ngày 14 tháng 8 năm 2024 của "
    assert said in page.replace("\u00a0", " ")
    _sign(world)
    assert _issue(clerk, plan, number="6").status_code == 303
    first, second = IssuedDocument.objects.order_by("number")
    assert (second.replaces, second.is_amendment) == (first, True)
    assert set(IssuedDocument.objects.in_force()) == {first, second}
    page = clerk.get(preview).content.decode().replace("\u00a0", " ")
    assert page[page.index("<article") :].count(said) == 1
    shown = clerk.get(reverse("evidence:paper", args=[first.paper_id])).content.decode()
    assert "Được sửa đổi, bổ sung bởi" in shown
    assert "Đã được thay thế" not in shown


def test_a_third_paper_replaces_the_amended_one_with_its_amendment(world, clerk) -> None:
    plan = world.plan
    preview = reverse("reports:plan_preview", args=[plan.pk])
    relate = reverse("reports:plan_relate", args=[plan.pk])
    plan.title = "Trích yếu đầu"
    plan.save()
    _sign(world)
    _issue(clerk, plan)
    plan.title = "Trích yếu khác"
    plan.save()
    assert world.standing.post(relate, {"is_amendment": "on"}).status_code == 303
    _sign(world)
    _issue(clerk, plan, number="6")
    first, second = IssuedDocument.objects.order_by("number")
    plan.title = "Trích yếu thứ ba"
    plan.save()
    page = clerk.get(preview).content.decode().replace("\u00a0", " ")
    assert (
        "của Ủy ban nhân dân xã Mai Đình về trích yếu đầu và Kế hoạch số 06/KH-UBND ngày 14 tháng "
        "8 năm 2024 sửa đổi, bổ sung văn bản đó./."
    ) in page
    _sign(world)
    _issue(clerk, plan, number="7")
    assert [one.number for one in IssuedDocument.objects.in_force()] == [7]
    _assert_register_tells_of_all_three(clerk)
    for document, later in ((first, ("07", "06")), (second, ("07",))):
        page = Client().get(reverse("evidence:verify", args=[document.token])).content.decode()
        for number in later:
            assert f"số {number}/KH-UBND ngày 14/8/2024" in page
        for hidden in (plan.title, document.title, document.signatory, "minh-chung"):
            assert hidden not in page


def _assert_register_tells_of_all_three(clerk) -> None:
    register = text_of(clerk.get(reverse("evidence:register")))
    for words in (
        "sửa đổi, bổ sung Kế hoạch số 05", "đã được sửa đổi, bổ sung bởi Kế hoạch số 06",
        "thay thế Kế hoạch số 05", "đã được thay thế bởi Kế hoạch số 07",
    ):  # fmt: skip
        assert words in register
    excel = clerk.get(reverse("evidence:register_excel")).content
    with ZipFile(io.BytesIO(excel)) as parts:
        texts = parts.read("xl/worksheets/sheet1.xml").decode()
    for words in (
        "Sửa đổi, bổ sung: 05/KH-UBND ngày 14/8/2024",
        "Được thay thế bởi: 07/KH-UBND ngày 14/8/2024",
    ):  # fmt: skip
        assert words in texts


def test_whoever_holds_the_replaced_paper_reads_so_first(world, clerk) -> None:
    _sign(world)
    _issue(clerk, world.plan)
    world.plan.title = "Trích yếu khác"
    world.plan.save()
    _sign(world)
    _issue(clerk, world.plan, number="6")
    first, second = IssuedDocument.objects.order_by("number")

    def shown(document) -> str:
        return text_of(Client().get(reverse("evidence:verify", args=[document.token])))

    assert "Văn bản đã được thay thế Số, ký hiệu05/KH-UBND" in shown(first)
    assert "Văn bản đã phát hành Số, ký hiệu06/KH-UBND" in shown(second)
    assert "đã thu hồi" not in shown(first)
    _recall(clerk, second)
    assert "số 06/KH-UBND ngày 14/8/2024, nay đã thu hồi" in shown(first)
    assert "Văn bản đã thu hồi Số, ký hiệu06/KH-UBND" in shown(second)


def test_a_third_paper_names_no_amendment_that_was_recalled(world, clerk) -> None:
    plan = world.plan
    preview = reverse("reports:plan_preview", args=[plan.pk])
    _sign(world)
    _issue(clerk, plan)
    plan.title = "Trích yếu khác"
    plan.save()
    relate = reverse("reports:plan_relate", args=[plan.pk])
    assert world.standing.post(relate, {"is_amendment": "on"}).status_code == 303
    _sign(world)
    _issue(clerk, plan, number="6")
    plan.title = "Trích yếu thứ ba"
    plan.save()
    also = "và Kế hoạch số 06/KH-UBND"
    assert also in text_of(clerk.get(preview)).replace("\u00a0", " ")
    amending = IssuedDocument.objects.get(number=6)
    _recall(clerk, amending)
    page = text_of(clerk.get(preview)).replace("\u00a0", " ")
    assert "Kế hoạch này thay thế Kế hoạch số 05/KH-UBND" in page
    assert also not in page
    # What was issued while the amendment held goes on to name it.
    amending.paper.withdrawn_at = None
    amending.paper.save()
    _sign(world)
    _issue(clerk, plan, number="7")
    _recall(clerk, amending)
    assert also in text_of(clerk.get(preview)).replace("\u00a0", " ")


def _recall(clerk, document) -> None:
    document.paper.refresh_from_db()
    seen = {"reason": "Sai thẩm quyền", "seen_version": str(document.paper.version)}
    url = reverse("evidence:withdraw", args=[document.paper_id])
    assert clerk.post(url, seen).status_code == 303
