"""Every figure on every board leads to its rows, and the rows add up to it."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from criteria.enums import Claim
from criteria.models import CriteriaSet
from evidence.models import Evidence, Proof, Requirement
from ntm_project.common.draw.tiles import SHARE_WORDS, STATE_WORDS
from reports.boards.forms import UpperForm
from tasks.models import Funding, FundingPart, Meeting
from tasks.services import add_funding, create_task, move_task, report_task, set_supervision
from tests import factories as make
from tests.shared import one_line
from tests.world import client_of
from villages.enums import Role

pytestmark = pytest.mark.both

FIGURE = re.compile(r'<a[^>]*data-figure[^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.S)


def figures_of(page: str) -> list[tuple[str, str]]:
    """(address, text) of each figure of a page."""
    text = [(unescape(url), re.sub(r"<[^>]+>", "", words)) for url, words in FIGURE.findall(page)]
    return [(url, words.strip()) for url, words in text]


def rows_behind(client: Client, url: str) -> int:
    """How much the rows behind a figure add up to, wherever they stand: under a point of a meeting
    those that the page shows there."""
    response = client.get(url)
    assert response.status_code == 200, url
    if (part := url.partition("#")[2]).startswith("point-"):
        _, _, after = response.content.decode().partition(f'id="{part}"')
        assert after, url
        return after.partition("</section>")[0].count('class="meeting-line-text"')
    if "figure" in (response.context or {}):
        amounts = re.findall(r'data-amount="(-?\d+)"', response.content.decode())
        return sum(map(int, amounts))
    return response.context["page"].paginator.count


@pytest.fixture
def busy(world):
    """A commune in which something of everything has happened."""
    first, second, third, fourth = world.results()
    world.claim(first, on=date(2024, 3, 1))
    world.claim(second, on=date(2024, 3, 1))
    world.claim(third, on=date(2024, 7, 20))
    world.claim(fourth, on=date(2024, 7, 20))
    world.claim(second, Claim.NOT_MET, "10", on=date(2024, 8, 1))
    lan = world.lan
    set_supervision(
        by=make.system(), assessment=world.assessment, criterion=first.indicator.criterion,
        officials=[lan.official],
    )  # fmt: skip
    for words in ("tháng 6/2024", "tháng 7/2024", "tháng 8/2024", "tháng 12/2024", ""):
        where = {"assessment": world.assessment, "criterion": first.indicator.criterion}
        make.make_task(world.plan, **where, deadline_words=words)
    started = make.make_task(world.plan, deadline_words="tháng 9/2024")
    move_task(by=make.system(), task_id=started.pk, transition_name="start", seen_version=0)
    done = make.make_task(world.plan, deadline_words="tháng 7/2024")
    done.state, done.result, done.done_on = "done", "Xong", date(2024, 8, 2)
    done.save()
    Requirement.objects.create(
        indicator=first.indicator, order=1, text="Biên bản", confidence="seed", source="Kế hoạch"
    )
    funding = Funding.objects.create(
        unit=world.commune, plan=world.plan, text="Đường thôn", stage="mobilised",
        total=2_320_000_000, as_of=date(2024, 8, 1),
    )  # fmt: skip
    for source, amount in (("people", 1_400_000_000), ("state", 850_000_000)):
        FundingPart.objects.create(funding=funding, source=source, amount=amount)
    Meeting.objects.create(unit=world.commune, held_on=date(2024, 7, 15), name="Giao ban tháng 7")
    return world


NUMBER = re.compile(r"[+−-]?[\d.,]+")
SCALES = {"tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3}


def number_in(words: str) -> int:
    """The figure as a person reads it: `4/7` is 4 of 7, `2,32 tỷ đồng` is that many đồng; of what
    nobody wrote down there is no row."""
    if words == "chưa ghi":
        return 0
    found = NUMBER.match(words)
    assert found, words
    plain = found[0].replace("−", "-").replace(".", "").replace(",", ".")
    scale = next((n for name, n in SCALES.items() if name in words), 1)
    return int(Decimal(plain) * scale)


@pytest.mark.parametrize(
    ("query", "least"),
    [
        ("", 12),
        ("?bang_so=1", 16),
        ("?ngay=10/8/2024&so_voi=1/7/2024&bang_so=1", 16),
        (
            "?ngay=1/1/2024&nam=2024",
            8,
        ),  # before the first result: of nobody it is known what is met
    ],
)
def test_each_figure_of_a_commune_is_its_rows(busy, query, least) -> None:
    client = busy.standing
    page = client.get(f"{reverse('reports:board', args=[busy.commune.pk])}{query}").content.decode()
    found = figures_of(page)
    assert len(found) >= least
    for url, words in found:
        assert abs(number_in(words)) == abs(rows_behind(client, url)), (url, words)


def test_money_that_nobody_wrote_down_is_not_nought(busy) -> None:
    Funding.objects.all().delete()
    page = one_line(busy.standing.get(reverse("reports:board", args=[busy.commune.pk])))
    assert re.search(r"chưa ghi</span></a> ?<p[^>]*> ?Vốn đã huy động", page)


def test_changes_that_find_no_room_are_counted(busy) -> None:
    for _ in range(4):
        make.make_task(busy.plan, deadline_words="trước ngày 20/7/2024")
    url = reverse("reports:board", args=[busy.commune.pk])
    answer = busy.standing.get(f"{url}?so_voi=1/7/2024")
    late = answer.context["page"].figures["moi-qua-han"]
    rest = re.compile(r'href="([^"]+)"> ?và (\d+) việc nữa ?<')
    assert rest.findall(one_line(answer)) == [(late.url.replace("&", "&amp;"), str(late.n - 3))]


def test_under_filters_that_do_not_read_no_figure_is_shown(busy) -> None:
    """Neither rows nor a print of another day: back to the board, where the form says why."""
    client, pk = busy.standing, busy.commune.pk
    board, query = reverse("reports:board", args=[pk]), "?ngay=31%2F2%2F2024"
    for name, *slug in (("figure", "von"), ("board_print",)):
        answer = client.get(reverse(f"reports:{name}", args=[pk, *slug]) + query)
        assert (answer.status_code, answer.url) == (302, board + query)
    answer = client.get(board + query)
    assert (answer.status_code, "không có ngày 31" in answer.content.decode()) == (422, True)
    province = busy.commune.parent.parent
    above = client_of(make.make_official(province, Role.REVIEWER))
    for url in (reverse("reports:board", args=[province.pk]), reverse("reports:country")):
        assert above.get(f"{url}so-lieu/dat/{query}").url == url + query
        assert "Tính đến ngày: 01/8/2024" in above.get(f"{url}?ngay=1.8.24").content.decode()
    assert "chưa lập đánh giá của năm này" in client.get(f"{board}?nam=1999").content.decode()


def test_sets_of_one_short_name_are_told_apart() -> None:
    names = (("NTM nâng cao", "Bộ tỉnh A"), ("NTM nâng cao", "Bộ tỉnh B"), ("NTM", "Bộ quốc gia"))
    sets = [CriteriaSet(pk=n, short_name=s, name=w) for n, (s, w) in enumerate(names, 1)]
    field = UpperForm({}, years=[2024], access=make.system(), sets=sets).fields["bo"]
    words = [label for _, label in field.choices]
    assert words == ["NTM nâng cao: Bộ tỉnh A", "NTM nâng cao: Bộ tỉnh B", "NTM"]


def test_who_is_judged_by_another_set_is_counted_and_found(busy) -> None:
    shown, commune = busy.assessment.criteria_set, busy.commune
    other = make.make_set(short_name="Bộ riêng")
    for unit in (make.make_commune("Đồng Tâm", commune.parent), make.make_commune("Nghi Hoa")):
        make.make_assessment(unit, other)
    province = commune.parent.parent
    client = client_of(make.make_official(province, Role.REVIEWER))
    boards = (reverse("reports:board", args=[province.pk]), 1), (reverse("reports:country"), 2)
    for url, n in boards:
        page = client.get(f"{url}?bo={shown.pk}").context["shown_set"]
        assert page.name == shown.short_name
        (found,) = page.others
        assert (found.name, found.n) == ("Bộ riêng", n)
        there = client.get(found.url).context["shown_set"]
        assert (there.name, [one.name for one in there.others]) == ("Bộ riêng", [page.name])


def test_the_figures_say_what_the_record_says(busy) -> None:
    client = busy.standing
    page = client.get(reverse("reports:board", args=[busy.commune.pk])).context["page"]
    counts = {slug: figure.n for slug, figure in page.figures.items()}
    key = busy.assessment.pk
    assert (counts[f"dat-{key}"], counts["moi-dat"], counts["khong-con-dat"]) == (1, 1, 1)
    assert (counts["chi-tieu"], counts["chi-tieu-moi"]) == (3, 1)
    assert (counts["qua-han"], counts["moi-qua-han"], counts["da-xong"]) == (2, 1, 1)
    assert counts["sap-den-han"] == 1
    assert counts["von"] == 2_320_000_000
    assert (counts["von-people"], counts["von-chua-ro"]) == (1_400_000_000, 70_000_000)
    assert (counts["minh-chung"], page.figures["minh-chung"].total) == (0, 1)
    assert sum(n for slug, n in counts.items() if slug.startswith("thang-")) == 7


def test_papers_and_rounds_count_as_they_stood_on_the_day(busy) -> None:
    result = busy.results()[0]
    requirement = Requirement.objects.get()
    paper = Evidence.objects.create(unit=busy.commune, title="Biên bản họp")
    Proof.objects.create(evidence=paper, result=result, requirement=requirement)
    client, url = busy.standing, reverse("reports:board", args=[busy.commune.pk])
    assert client.get(url).context["page"].figures["minh-chung"].n == 1
    before = client.get(url, {"ngay": "14/8/2024", "nam": 2024}).context["page"]
    assert before.figures["minh-chung"].n == 0


def test_the_board_of_a_day_knows_only_what_was_known_then(busy, time_machine) -> None:
    lan, url = busy.lan, reverse("reports:board", args=[busy.commune.pk])
    by, criterion = make.system(), busy.results()[0].indicator.criterion

    def leads(*officials) -> None:
        given = {"assessment": busy.assessment, "criterion": criterion, "officials": officials}
        set_supervision(by=by, **given)

    def board(**query):
        client = client_of(lan.official)  # whose session would be over by then
        return client.get(url, {"nam": 2024, **query}).context["page"]

    task = make.make_task(busy.plan, text="Xây bể thu gom", deadline_words="tháng 7/2024")
    stuck = {"fields": {"obstacle": "Chưa có đất"}, "seen_version": task.version}
    report_task(by=by, task_id=task.pk, **stuck)
    money = {"unit": busy.commune, "text": "Bể thu gom", "stage": "mobilised", "total": 70_000_000}
    add_funding(by=by, plan=busy.plan, fields=money)
    time_machine.move_to("2024-09-15 09:00 +0700", tick=False)
    leads(busy.official("tam"))
    task.refresh_from_db()
    report_task(by=by, task_id=task.pk, fields={"obstacle": ""}, seen_version=task.version)
    fields = {"unit": busy.commune, "text": "Việc của tháng 9", "deadline_words": "tháng 8/2024"}
    create_task(by=by, plan=busy.plan, fields=fields)

    now, then, before = board(), board(ngay="20/8/2024"), board(ngay="14/8/2024")
    stuck_then = [row.note for row in then.figures["vuong-mac"].rows]
    assert (now.figures["vuong-mac"].n, stuck_then) == (0, ["Chưa có đất"])
    assert before.figures["vuong-mac"].n == 0
    assert "Chưa có đất" in str(then.board.urgent())
    assert now.figures["qua-han"].n == then.figures["qua-han"].n + 2  # of September, and of August
    raised = [page.figures["von"].n - 2_320_000_000 for page in (now, then, before)]
    assert raised == [70_000_000, 70_000_000, 0]
    leading = [[s.name for s in page.leaders] for page in (now, then, before)]
    nobody = ["Chưa có ai"]
    assert leading == [["Đinh Văn Tám", *nobody], [str(lan.official), *nobody], nobody]


def test_an_unknown_figure_and_one_out_of_scope_are_not_there(busy) -> None:
    url = reverse("reports:figure", args=[busy.commune.pk, "khong-co"])
    assert busy.standing.get(url).status_code == 404
    known = reverse("reports:figure", args=[busy.commune.pk, "qua-han"])
    assert busy.stranger().get(known).status_code == 404


@pytest.mark.parametrize("query", ["", "?ngay=10/8/2024&so_voi=1/7/2024&nam=2024", "?xep=-c1"])
def test_each_figure_of_an_upper_unit_is_its_rows(busy, query) -> None:
    beside = make.make_commune("Đồng Tâm", busy.commune.parent)
    make.make_assessment(beside, busy.assessment.criteria_set)
    assert busy.village_assessment.criteria_set.criteria.count()
    client = client_of(make.make_official(busy.commune.parent, Role.REVIEWER))
    url = reverse("reports:board", args=[busy.commune.parent.pk])
    found = figures_of(client.get(f"{url}{query}").content.decode())
    assert len(found) > 7
    assert "So với giao ban gần nhất" not in client.get(f"{url}?mo_loc=1").content.decode()
    held = {"unit": busy.commune.parent, "held_on": date(2024, 7, 1), "name": "Giao ban huyện"}
    Meeting.objects.create(**held)
    assert "so_voi=01%2F7%2F2024" in client.get(f"{url}?mo_loc=1").content.decode()
    assert any("/so-lieu/thon-" in address for address, _ in found) == ("ngay" not in query)
    for address, words in found:
        assert abs(number_in(words)) == rows_behind(client, address), (address, words)


@pytest.mark.parametrize("query", ["", "?ngay=1/8/2024", "?xep=-dat", "?xep=c1&so_voi=1/7/2024"])
def test_the_country_adds_its_provinces_up(busy, query) -> None:
    province = busy.commune.parent.parent
    client = client_of(make.make_official(province, Role.REVIEWER))
    response = client.get(f"{reverse('reports:country')}{query}")
    assert response.status_code == 200
    page = response.context["page"]
    board = client.get(f"{reverse('reports:board', args=[province.pk])}{query}").context["page"]
    assert page.whole.met == board.figures["dat"].n == 1
    assert page.whole.total == board.figures["dat"].total == 2
    content = response.content.decode()
    assert SHARE_WORDS["partial"].capitalize() in content  # its tiles count communes
    assert STATE_WORDS["partial"].capitalize() not in content
    found = figures_of(content)
    assert len(found) > 3
    for address, words in found:
        assert number_in(words) == rows_behind(client, address), (address, words)
    assert busy.standing.get(reverse("reports:country")).status_code == 403
