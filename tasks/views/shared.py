"""Forms that are submitted to get more choices or another row, not to be saved."""

from django.http import QueryDict

from ntm_project.common.answers import key_of
from villages.http import Request


def wants_more(request: Request) -> bool:
    """Whether the form was sent only to get other choices or another row, not to be saved."""
    return "refresh" in request.POST or "add_row" in request.POST


def with_row(request: Request, prefix: str, **values: str) -> QueryDict:
    """What was sent; with one further row of the set of forms where that was requested."""
    data = request.POST.copy()
    if "add_row" in data:
        total = key_of(data.get(f"{prefix}-TOTAL_FORMS"))
        data[f"{prefix}-TOTAL_FORMS"] = str(total + 1)
        for name, value in values.items():
            data[f"{prefix}-{total}-{name}"] = value
    return data
