"""Acts over ticked papers: a kind, a day of expiry, an indicator for all of them."""

from django.urls import reverse

from evidence.papers.enums import PaperKind
from evidence.papers.models import Evidence, Proof
from tests.criteria.pages.test_many_results import confirm
from tests.evidence import factories as make_paper
from tests.world import World
from villages.models import AuditEvent
from villages.trail import history_of


def test_many_papers_get_a_kind_an_expiry_and_an_indicator(world: World) -> None:
    papers = [make_paper.pdf_paper(world.commune, title=f"Biên bản {n}") for n in (1, 2)]
    result = world.result
    query = {"chon": [paper.pk for paper in papers]}
    acts = {
        "loai": {"kind": "minutes"},
        "het-han": {"expires_on": "31/12/2026"},
        "gan": {"assessment": str(world.assessment.pk), "code": result.indicator.code},
    }
    url = reverse("evidence:many_papers")
    for act, typed in acts.items():
        page = world.standing.get(url, query | {"lam": act})
        before = AuditEvent.objects.count()
        assert confirm(world.standing, page, **typed).status_code == 303
        assert AuditEvent.objects.count() == before + 1
    assert set(Evidence.objects.values_list("kind", flat=True)) == {PaperKind.MINUTES}
    assert Evidence.objects.filter(expires_on="2026-12-31").count() == 2
    assert Proof.objects.filter(result=result).count() == 2
    assert len(history_of(papers[0], world.lan)) >= 3
    # What the form chose may not be: shown there, nothing written.
    page = world.standing.get(url, query | {"lam": "gan"})
    wrong = acts["gan"] | {"code": "99.9"}
    assert confirm(world.standing, page, **wrong).status_code == 422
    page = world.standing.get(url, query | {"lam": "het-han"})
    assert confirm(world.standing, page, expires_on="01/1/1990").status_code == 422
    listed = world.standing.get(reverse("evidence:library") + "?tat_ca=1").content.decode()
    assert listed.count('form="ticks"') == 2
