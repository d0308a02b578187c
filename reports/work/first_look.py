"""What the first page must know before it reads anything else, in one query."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from criteria.models import Result
from evidence.models import Submission
from evidence.review.enums import SubmissionState
from tasks.models import Supervision
from villages.access import Access
from villages.enums import Role
from villages.models import Posting, in_scope
from villages.models.people import known_as
from villages.roles import ROLES_NEVER_LENT


@dataclass(frozen=True)
class StandIn:
    """Who does the work of a posting today while its holder is away, and until which day."""

    posting: Posting
    name: str
    until: date


@dataclass(frozen=True)
class FirstLook:
    """Whether lines came back, whether one directs criteria or has indicators in charge (mostly not
    all, which is known at a tenth of the cost of the rows), and who stands in: one for others,
    others for one."""

    has_returned: bool
    directs: bool
    has_indicators: bool
    stand_ins: tuple[StandIn, ...]


NOTHING = FirstLook(has_returned=False, directs=False, has_indicators=False, stand_ins=())


def results_in_charge(access: Access) -> QuerySet[Result]:
    """The results in one's charge, of whom one stands in for, and of one's own village."""
    villages = [p.unit_id for p in access.postings if p.role == Role.VILLAGE_BOARD]
    return Result.objects.visible_to(access).filter(
        Q(in_charge__in=access.acts_for) | Q(assessment__unit__in=villages)
    )


def first_look(access: Access) -> FirstLook:
    """What awaits the person at a first look; nothing without a posting."""
    postings = {posting.pk: posting for posting in access.postings}
    if not postings:
        return NOTHING
    returned = Submission.objects.filter(
        in_scope(access, "assessment__unit__path"), state=SubmissionState.RETURNED
    )
    lent = Q(delegations__starts_on__lte=access.on, delegations__ends_on__gte=access.on)
    lent &= Q(delegations__revoked_at__isnull=True)
    colleague = Posting.objects.open_on(access.on).filter(
        official=OuterRef("lent__official"), official__is_active=True, unit=OuterRef("unit")
    )
    rows = list(
        Posting.objects.filter(pk__in=postings)
        .alias(lent=FilteredRelation("delegations", condition=lent))
        .order_by("pk", "lent__pk")
        .values_list(
            Exists(returned),
            Exists(Supervision.objects.filter(official__in=access.acts_for)),
            Exists(results_in_charge(access)),
            "pk",
            Exists(colleague),
            "lent__official",
            "lent__official__full_name",
            "lent__official__distinction",
            "lent__ends_on",
        )
    )
    me = access.official.pk if access.official else None
    found = (
        StandIn(posting, known_as(full_name, distinction), min(ends_on, posting.ends_on or ends_on))
        for _, _, _, pk, is_here, by, full_name, distinction, ends_on in rows
        if is_here
        and (posting := postings[pk]).role not in ROLES_NEVER_LENT
        and me in (by, posting.official_id)
    )
    return FirstLook(rows[0][0], rows[0][1], rows[0][2], tuple(found))
