"""The tools above a list: its filters as chips, the saved lists, and the form that saves one."""

from dataclasses import dataclass

from django import forms

from ntm_project.common.lists import SORT, Chip, address_with, chips
from villages.forms import SaveViewForm
from villages.http import Request
from villages.models import SavedView


@dataclass(frozen=True)
class ListTools:
    """The tools above a list; `form` saves it with its present filters."""

    chips: list[Chip]
    views: list[SavedView]
    form: SaveViewForm
    clear_url: str
    can_save: bool


def list_tools(request: Request, page: str, form: forms.Form) -> ListTools:
    """The tools of a list, in one query."""
    views = SavedView.objects.visible_to(request.access).filter(page=page)
    shown = list(views.order_by("name", "pk"))
    on = list(chips(request, form))
    query = address_with(request).partition("?")[2]
    saving = SaveViewForm(initial={"page": page, "query": query}, auto_id="luu_%s")
    can_save = bool(on or request.GET.get(SORT)) and request.access.main_posting is not None
    return ListTools(on, shown, saving, request.path, can_save)
