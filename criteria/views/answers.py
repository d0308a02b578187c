"""How the writing views of this app answer: a redirect for a page, fragments for htmx."""

from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString

from criteria import services
from criteria.cells import Reader, draw_result, draw_standing, draw_totals
from criteria.judging import IndicatorRow, row_of
from criteria.models import Result, Standing
from criteria.reading import seen_result
from criteria.standing import counted_standings, totals_of
from ntm_project.common.html import join
from villages.http import Request


def visible_result(request: Request, pk: int) -> Result:
    """The result with all that its row and form show; out of scope there is none."""
    result = seen_result(request.access, pk)
    if result is None:
        raise Http404("no such result in scope")
    return result


def row_for(result: Result) -> IndicatorRow:
    return row_of(result.assessment, result)


def draw_row(request: Request, result: Result) -> SafeString:
    """The row exactly as the assessment's page draws it for this reader."""
    return draw_result(row_for(result), Reader.of(request.access, result.assessment))


def changed_fragments(
    request: Request, result: Result, saved: Result, standing: Standing
) -> HttpResponse:
    """The row, and out of band the criterion's head and the assessment's totals.

    `result` is the row as it was shown; what was saved is put in it rather than read again.
    """
    for name in [*services.ENTRY_FIELDS, "version"]:
        setattr(result, name, getattr(saved, name))
    assessment = result.assessment
    standings = counted_standings(assessment)
    pieces = [
        draw_row(request, result),
        _out_of_band(draw_standing(result.indicator.criterion, standing)),
        _out_of_band(draw_totals(assessment, totals_of(assessment, standings))),
    ]
    return HttpResponse(join(pieces))


def _out_of_band(piece: SafeString) -> SafeString:
    """The piece marked so that htmx puts it in the place of the one with its id."""
    return SafeString(piece.replace("<div ", '<div hx-swap-oob="true" ', 1))
