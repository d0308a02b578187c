"""A recognition later: what becomes known is added, the decision is taken back from above alone."""

import pytest

from criteria.models import Recognition
from evidence.models import Ground
from evidence.review.queries.recognition import grounds_of
from tests import factories as make
from tests.evidence.review import factories as review
from villages.enums import Role
from villages.models import AuditEvent


@pytest.fixture
def found(world) -> Recognition:
    """Entered by the unit itself with the scan and the rate of satisfaction alone."""
    review.approved(world, 0)
    review.approved(world, 1)
    return review.recognised(world, grounds={"satisfaction": {"figure": "92.5"}})


def grounds_url(found: Recognition) -> str:
    return f"/cong-nhan/{found.pk}/can-cu/"


def revoke_url(found: Recognition) -> str:
    return f"/cong-nhan/{found.pk}/thu-hoi/"


def versions(client, url: str) -> dict[str, str]:
    return {"seen_version": str(client.get(url).context["version"])}


def known(found: Recognition) -> dict[str, Ground]:
    return {ground.kind: ground for ground in grounds_of(found)}


def test_what_was_not_known_is_added_and_what_was_said_stands(world, client_of, found) -> None:
    lan, url = client_of(world.lan), grounds_url(found)
    assert url in lan.get(f"/cong-nhan/{found.pk}/").content.decode()
    page = lan.get(url).content.decode()
    assert "92,5% hài lòng" in page
    assert 'name="satisfaction-figure"' not in page
    assert 'name="decision-paper"' not in page
    before = list(Ground.objects.order_by("pk").values())
    paper = review.make_paper(world.result)
    typed = {"front-answer": "yes", "front-paper": paper.pk, "satisfaction-figure": "10"}
    sent = typed | versions(lan, url)
    assert lan.post(url, sent).status_code == 303
    front = known(found)["front"]
    assert (front.answer, front.revision.evidence, front.number) == ("yes", paper, 2)
    # Nobody above takes what came later for what they confirmed.
    assert lan.get(f"/cong-nhan/{found.pk}/").content.decode().count("bổ sung sau khi ghi") == 1
    assert known(found)["satisfaction"].figure == 92.5
    assert list(Ground.objects.order_by("pk").values())[: len(before)] == before
    event = AuditEvent.objects.about(found).first()
    assert event.action == "bổ sung căn cứ công nhận"
    assert next(now for _, now in event.changes.values()).startswith("nhất trí")
    # A second, from the same page: both versions, nothing written.
    assert lan.post(url, {"debt-figure": "0"} | sent).status_code == 409
    assert known(found)["debt"].figure is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "ít nhất một điều"),
        ({"debt-figure": "5"}, "nợ đọng"),
        ({"front-day": "16/8/2024"}, "không được sau ngày quyết định"),
        ({"front-paper": "999999"}, "không phải minh chứng"),
    ],
)
def test_what_the_law_does_not_take_is_said_and_not_kept(
    world, client_of, found, typed, sentence
) -> None:
    lan, url = client_of(world.lan), grounds_url(found)
    answer = lan.post(url, typed | versions(lan, url))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert all(ground.number == 1 for ground in Ground.objects.all())


def test_the_decision_is_taken_back_from_above_with_its_number_day_and_reason(
    world, client_of, found
) -> None:
    url = revoke_url(found)
    assert client_of(world.lan).get(url).status_code == 403
    assert url not in client_of(world.lan).get(f"/cong-nhan/{found.pk}/").content.decode()
    hoa = client_of(world.hoa)
    assert url in hoa.get(f"/cong-nhan/{found.pk}/").content.decode()
    whole = {
        "revoked_by": "56/QĐ-UBND",
        "revoked_on": "15/8/2024",
        "revoked_for": "Số liệu tiêu chí 18 không đúng.",
    }
    wrong = ({"revoked_by": ""}, {"revoked_for": ""}, {"revoked_on": "16/8/2024"})
    for typed in (*wrong, {"revoked_on": "1/8/2024"}, {"revoked_on": ""}):
        assert hoa.post(url, whole | typed | versions(hoa, url)).status_code == 422
    found.refresh_from_db()
    assert found.revoked_on is None
    assert hoa.post(url, whole | versions(hoa, url)).status_code == 303
    found.refresh_from_db()
    assert (found.revoked_on, found.revoked_by) == (make.TODAY, "56/QĐ-UBND")
    page = hoa.get(f"/cong-nhan/{found.pk}/").content.decode()
    assert whole["revoked_for"] in page
    event = AuditEvent.objects.about(found).first()
    assert (event.action, event.reason) == ("thu hồi công nhận", whole["revoked_for"])
    # Over: neither a second time, nor anything added; the unit may be recognised anew.
    assert hoa.post(url, whole | {"seen_version": "9"}).status_code == 403
    assert client_of(world.lan).get(grounds_url(found)).status_code == 403
    assert review.recognised(world).pk != found.pk


def test_others_of_the_commune_add_nothing(world, client_of, found) -> None:
    for role in (Role.OFFICIAL, Role.CHAIR, Role.REVIEWER):
        person = client_of(world.person(world.commune, role))
        assert person.get(grounds_url(found)).status_code == 403
    assert world.stranger().get(grounds_url(found)).status_code == 404
