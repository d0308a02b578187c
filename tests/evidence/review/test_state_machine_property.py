"""Random moves, legal and illegal, by different people, against a plain model of what may happen.

No path skips a step, replays a decision, or loses anything that was sent or decided.
"""

from collections.abc import Callable
from contextlib import suppress

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import TestCase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from evidence.models import DraftVerdict, Submission
from evidence.papers.services import edit_paper, unlink, withdraw_paper
from evidence.review.queries.unmarked import unmarked_items
from evidence.review.services import (
    approve_unmarked,
    recognise,
    reopen,
    save_draft,
    send_decision,
    submit,
    withdraw,
)
from ntm_project.common.models import NO_VERSION
from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.evidence.review import factories as review
from tests.evidence.review.kept import Round, everything_kept, words_of_papers
from tests.shared import MORNING
from villages.access import Access
from villages.enums import Role
from villages.models import AuditEvent

SUBMITTERS = {"lan", "chair", "both"}
REVIEWERS = [{"tam", "dong", "both", "chair"}, {"hoa", "minh"}]
RECORDERS = {"lan": "awaiting", "both": "awaiting", "admin": "awaiting"}
RECORDERS |= {"hoa": "confirmed", "minh": "confirmed"}
PEOPLE = st.sampled_from(["lan", "chair", "both", "tam", "dong", "hoa", "minh", "admin", "none"])
RESULTS = st.integers(0, 2)


class Moves(RuleBasedStateMachine):
    world: review.World
    people: dict[str, Access]

    def __init__(self) -> None:
        super().__init__()
        # A set of its own: a recognition of one example means nothing for the next.
        criteria_set = make.make_set(criteria=1, indicators=3)
        self.assessment = make.make_assessment(self.world.commune, criteria_set)
        self.rows = list(self.assessment.results.order_by("indicator__code"))
        for row in self.rows:
            review.make_paper(review.set_claim(row))
        self.rounds: list[Round] = []
        self.submitted: set[str] = set()
        self.recognised = ""
        self.scan = review.scanned(self.world)
        self.kept: dict[tuple[str, object], dict[str, object]] = {}

    # --- the model's own answers ---

    @property
    def open(self) -> Round | None:
        return next((r for r in self.rounds if r.state == "sent"), None)

    def next_step(self, pk: int) -> int:
        passed = {r.step for r in self.rounds if r.state == "approved" and pk in r.frozen}
        return next((step for step in (0, 1) if step not in passed), 2)

    def may_review(self, who: str, found: Round | None) -> bool:
        return bool(found and who in REVIEWERS[found.step] and who not in self.submitted)

    def in_doubt(self, found: Round) -> set[int]:
        """What was named when its last decided round at the step was opened again."""
        doubted = set()
        for pk in found.frozen:
            earlier = [r for r in self.rounds if r.pk < found.pk and r.step == found.step]
            last = next((r for r in reversed(earlier) if pk in r.verdicts), None)
            if last and pk in last.doubted:
                doubted.add(pk)
        return doubted

    def attempt(self, is_legal: bool, move: Callable[[], object]) -> object:
        """Make the move; it must go through exactly when the model allows it."""
        events = AuditEvent.objects.count()
        done, refusal = None, None
        try:
            done = move()
        except (Refused, ValidationError) as error:
            refusal = error
        assert (refusal is None) is is_legal, refusal
        assert is_legal or AuditEvent.objects.count() == events
        return done

    def present(self, row) -> tuple[int, frozenset[int]]:
        row.refresh_from_db()
        papers = [p.evidence.revisions.order_by("-number").first().pk for p in row.proofs.all()]
        return row.version, frozenset(papers)

    def is_reviewed(self, row) -> bool:
        """Whether the row holds what was approved last."""
        row.refresh_from_db()
        approved = [r for r in self.rounds if r.state == "approved" and row.pk in r.frozen]
        return bool(approved) and approved[-1].values[row.pk] == row.value

    # --- moves ---

    @rule(place=RESULTS, value=st.integers(45, 99))
    def edit(self, place: int, value: int) -> None:
        review.set_claim(self.rows[place], value=value)

    @rule(place=RESULTS, value=st.integers(1, 99))
    def edit_paper(self, place: int, value: int) -> None:
        """Corrected data of a paper, whatever round it stands in."""
        paper = self.rows[place].proofs.first().evidence
        paper.refresh_from_db()
        data = {"number": str(value), "title": f"Biên bản sửa lần {value}"}
        how = {"by": make.system(), "evidence_id": paper.pk, "seen_version": paper.version}
        edit_paper(data=data, **how)

    @rule(place=RESULTS)
    def take_paper_out(self, place: int) -> None:
        """Refused while a round holds it; else another paper takes its place."""
        paper = self.rows[place].proofs.first().evidence
        with suppress(Refused):
            withdraw_paper(by=make.system(), evidence_id=paper.pk, reason="Nhầm.")
            unlink(by=make.system(), evidence=paper, result=self.rows[place])
            review.make_paper(self.rows[place])

    @rule(place=RESULTS)
    def add_file(self, place: int) -> None:
        review.add_file(self.rows[place].proofs.first().evidence)

    @rule(who=PEOPLE, step=st.integers(0, 1), chosen=st.none() | st.sets(RESULTS))
    def send(self, who: str, step: int, chosen: set[int] | None) -> None:
        waiting = [r for r in self.rows if self.next_step(r.pk) == step]
        rows = waiting if chosen is None else [self.rows[place] for place in sorted(chosen)]
        legal = bool(who in SUBMITTERS and not self.open and rows and set(rows) <= set(waiting))
        made = self.attempt(
            legal,
            lambda: submit(
                by=self.people[who],
                assessment=self.assessment,
                step=self.world.steps[step],
                results=None if chosen is None else rows,
            ),
        )
        if made:
            self.submitted.add(who)
            self.remember(made, step, rows)

    def remember(self, made: Submission, step: int, rows: list) -> None:
        frozen = {row.pk: self.present(row) for row in rows}
        words = {row.pk: words_of_papers(row) for row in rows}
        drafts = {}
        for pk, now in frozen.items():
            last = next(
                (r for r in reversed(self.rounds) if r.step == step and pk in r.frozen), None
            )
            judged = last and (last.verdicts.get(pk) or last.drafts.get(pk))
            is_same = last and (last.frozen[pk], last.words[pk]) == (now, words[pk])
            if judged and is_same and pk not in last.doubted:
                drafts[pk] = judged
        values = {row.pk: row.value for row in rows}
        self.rounds.append(Round(made.pk, step, "sent", frozen, words, values, drafts))

    @rule(who=PEOPLE, place=RESULTS, kind=st.sampled_from(["met", "met", "not_met"]))
    def judge(self, who: str, place: int, kind: str) -> None:
        found = self.open or (self.rounds[-1] if self.rounds else None)
        pk = self.rows[place].pk
        if not found or pk not in found.frozen:
            return
        item = Submission.objects.get(pk=found.pk).items.get(result=pk)
        draft = DraftVerdict.objects.filter(item=item).first()
        negative = {"reason_code": "missing", "text": "Thiếu."} if kind != "met" else {}
        done = self.attempt(
            found.state == "sent" and self.may_review(who, found),
            lambda: save_draft(
                by=self.people[who],
                item=item,
                kind=kind,
                seen_version=draft.version if draft else NO_VERSION,
                **negative,
            ),
        )
        if done:
            found.drafts[pk] = kind

    @rule(who=PEOPLE)
    def approve_rest(self, who: str) -> None:
        if not self.open:
            return
        found, submission = self.open, Submission.objects.get(pk=self.open.pk)

        def move() -> object:
            ids = [item.pk for item in unmarked_items(self.people[who], submission).ready]
            approve_unmarked(by=self.people[who], submission=submission, seen_item_ids=ids)
            return True

        if self.attempt(self.may_review(who, found), move):
            rest = set(found.frozen) - self.in_doubt(found)
            found.drafts = dict.fromkeys(rest, "met") | found.drafts

    @rule(who=PEOPLE, outcome=st.sampled_from(["return", "approve"]), nth=st.integers(0, 2))
    def decide(self, who: str, outcome: str, nth: int) -> None:
        if not self.rounds:
            return
        found = self.open if self.open and nth else self.rounds[-1 - nth % len(self.rounds)]
        kinds = set(found.drafts.values())
        fits = kinds == {"met"} if outcome == "approve" else "not_met" in kinds
        legal = (
            found.state == "sent"
            and self.may_review(who, found)
            and set(found.drafts) == set(found.frozen)
            and fits
        )
        done = self.attempt(
            legal,
            lambda: send_decision(
                by=self.people[who],
                submission=Submission(pk=found.pk, assessment=self.assessment),
                outcome=outcome,
                decision_text="Bổ sung.",
                supplement_by=make.TODAY.replace(day=30),
            ),
        )
        if done:
            found.state = {"return": "returned", "approve": "approved"}[outcome]
            found.verdicts, found.drafts = found.drafts, {}

    @rule(who=PEOPLE, nth=st.integers(0, 3))
    def take_back(self, who: str, nth: int) -> None:
        if not self.rounds:
            return
        found = self.rounds[-1 - nth % len(self.rounds)]
        legal = who in SUBMITTERS and found.state == "sent"
        submission = Submission(pk=found.pk, assessment=self.assessment)
        if self.attempt(
            legal, lambda: withdraw(by=self.people[who], submission=submission, reason="Sửa.")
        ):
            found.state = "withdrawn"

    @rule(who=PEOPLE, nth=st.integers(0, 3), places=st.sets(RESULTS))
    def open_again(self, who: str, nth: int, places: set[int]) -> None:
        if not self.rounds:
            return
        found = self.rounds[-1 - nth % len(self.rounds)]
        later = [r for r in self.rounds if r.pk > found.pk and r.state in ("sent", "approved")]
        legal = (
            who in REVIEWERS[found.step]
            and found.state == "approved"
            and not any(set(r.frozen) & set(found.frozen) for r in later)
            and self.recognised != "confirmed"
        )
        submission = Submission(pk=found.pk, assessment=self.assessment)
        named = {self.rows[place].pk for place in places} & set(found.frozen)
        items = submission.items.filter(result__in=named).values_list("pk", flat=True)
        how = {"submission": submission, "reason": "Sai.", "doubted": list(items)}
        if self.attempt(legal, lambda: reopen(by=self.people[who], **how)):
            found.state, found.doubted = "reopened", named

    @rule(outcome=st.sampled_from(["approve", "approve", "return"]), place=RESULTS)
    def go_on(self, outcome: str, place: int) -> None:
        """The move that is due, by whom it belongs to: so that histories also get somewhere."""
        found = self.open
        if not found:
            step = min(self.next_step(row.pk) for row in self.rows)
            if step < 2:
                self.send("lan", step, None)
            return
        who = "hoa" if found.step else "tam"
        self.approve_rest(who)
        for index, row in enumerate(self.rows):
            if row.pk in found.frozen and outcome == "approve":
                self.judge(who, index, "met")
        if outcome == "return" and self.rows[place].pk in found.frozen:
            self.judge(who, place, "not_met")
        self.decide(who, outcome, 1)

    @rule(who=PEOPLE)
    def enter_recognition(self, who: str) -> None:
        complete = all(self.next_step(row.pk) == 2 for row in self.rows)
        is_reviewed = all(self.is_reviewed(row) for row in self.rows)
        legal = who in RECORDERS and complete and is_reviewed and not self.recognised
        if self.attempt(
            legal,
            lambda: recognise(
                by=self.people[who],
                assessment=self.assessment,
                grounds={"decision": {"paper": self.scan}},
                decision_number="1/QĐ-UBND",
                decided_on=make.TODAY,
                issuer="UBND tỉnh",
            ),
        ):
            self.recognised = RECORDERS[who]

    # --- what always holds ---

    @invariant()
    def the_rows_say_what_the_model_says(self) -> None:
        stored = list(
            Submission.objects.filter(assessment=self.assessment)
            .select_related("step")
            .prefetch_related("items__papers", "items__verdict", "items__draft")
            .order_by("pk")
        )
        assert [(s.pk, s.step.order - 1, s.state) for s in stored] == [
            (r.pk, r.step, r.state) for r in self.rounds
        ]
        for row, known in zip(stored, self.rounds, strict=True):
            items = list(row.items.all())
            assert {
                i.result_id: (i.result_version, frozenset(p.revision_id for p in i.papers.all()))
                for i in items
            } == known.frozen
            verdicts = {i.result_id: i.verdict.kind for i in items if hasattr(i, "verdict")}
            drafts = {i.result_id: i.draft.kind for i in items if hasattr(i, "draft")}
            assert (verdicts, drafts) == (known.verdicts, known.drafts)
            is_decided = known.state in ("returned", "approved", "reopened")
            assert set(verdicts) == (set(known.frozen) if is_decided else set())

    @invariant()
    def what_was_sent_or_decided_stands(self) -> None:
        """Every column: of what was frozen and judged, of a round's sending, of its decision."""
        now = everything_kept(self.assessment)
        assert {key: now.get(key) for key in self.kept} == self.kept
        self.kept = now

    @invariant()
    def rounds_follow_each_other(self) -> None:
        assert sum(r.state == "sent" for r in self.rounds) <= 1
        for step in self.world.steps:
            numbers = Submission.objects.filter(assessment=self.assessment, step=step)
            found = list(numbers.order_by("pk").values_list("round", flat=True))
            assert found == list(range(1, len(found) + 1))


@pytest.mark.once
class NoPathSkipsReplaysOrLoses(TestCase):
    def setUp(self) -> None:
        # The day of the factories: a recognition entered today rests on what was approved today.
        clock = time_machine.travel(MORNING, tick=True)
        clock.start()
        self.addCleanup(clock.stop)
        world = review.ready_world(criteria=1, indicators=3)
        both = make.make_official(world.commune, Role.STANDING_OFFICER)
        world.commune.postings.create(official=both, role=Role.VICE_CHAIR, title="Phó")
        neighbour = make.make_commune("Đồng Tâm", world.district)
        Moves.world = world
        Moves.people = {
            "lan": world.lan,
            "chair": world.person(world.commune, Role.CHAIR),
            "both": make.access(both),
            "tam": world.tam,
            "dong": world.dong,
            "hoa": world.hoa,
            "minh": world.person(world.district, Role.REVIEWER),
            "admin": world.person(world.commune, Role.ADMINISTRATOR),
            "none": world.person(neighbour, Role.STANDING_OFFICER),
        }

    def test_the_moves_that_are_due_lead_to_recognition(self) -> None:
        moves = Moves()
        for outcome in ("return", "approve", "return", "approve"):
            moves.go_on(outcome, 0)  # sends
            moves.the_rows_say_what_the_model_says()
            moves.go_on(outcome, 0)  # decides
            moves.the_rows_say_what_the_model_says()
            moves.edit(1, 60)
        moves.enter_recognition("lan")
        moves.rounds_follow_each_other()
        assert moves.recognised == "awaiting"
        assert [(r.step, r.state) for r in moves.rounds] == [
            (0, "returned"),
            (0, "approved"),
            (1, "returned"),
            (1, "approved"),
        ]

    def test_random_moves(self) -> None:
        run_state_machine_as_test(
            Moves,
            settings=settings(
                max_examples=12,
                stateful_step_count=30,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
