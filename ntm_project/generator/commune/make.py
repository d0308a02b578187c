"""Lets the commune live until the sample's day."""

from datetime import date
from functools import partial

from ntm_project.generator.commune.diary import Diary, InventedCommune
from ntm_project.generator.commune.meetings import write_meetings
from ntm_project.generator.commune.papers import write_papers
from ntm_project.generator.commune.places import mark_whole, stands, write_places
from ntm_project.generator.commune.plan import write_plan
from ntm_project.generator.commune.reports import write_reports
from ntm_project.generator.commune.results import record_villages, write_results
from ntm_project.generator.commune.rounds import write_rounds
from villages.enums import Role
from villages.models import Official, Unit

UNTIL = date(2024, 6, 28)  # the sample's day (`tools/serve.py`)


def make_commune(district: Unit) -> bool:
    """Add the invented commune to a district that reviews its dossiers; False where it stands."""
    if stands():
        return False
    commune, diary = InventedCommune(), Diary()
    reviewer = Official.objects.filter(
        postings__unit=district, postings__role=Role.REVIEWER
    ).first()
    assert reviewer is not None
    commune.people["thamtra"] = reviewer
    write_places(diary, commune, district)
    write_results(diary, commune)
    write_plan(diary, commune)
    write_meetings(diary, commune)
    write_reports(diary, commune)
    record_villages(diary, commune)
    write_papers(diary, commune)
    write_rounds(diary, commune)
    diary.on(UNTIL, partial(mark_whole, commune), 23)
    # Each entry by itself, as it was lived: files are kept in transactions of their own.
    diary.live(UNTIL)
    return True
