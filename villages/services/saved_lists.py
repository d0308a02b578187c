"""Saving a list under a name, renaming, sharing and removing it."""

from collections.abc import Mapping
from typing import Any

from ntm_project.common.refusals import Refused
from villages import rules
from villages.access import Access
from villages.edit import create_row, edit_row, remove_row
from villages.models import SavedView


def save_view(*, by: Access, page: str, query: str, name: str, is_shared: bool) -> SavedView:
    """Keep a list as it is looked at now."""
    posting = by.main_posting
    if by.official is None or posting is None:
        raise Refused(rules.NO_POSTING)
    row = SavedView(
        owner=by.official,
        unit=posting.unit,
        page=page,
        query=query,
        name=name,
        is_shared=is_shared,
    )
    return create_row(by=by, row=row, action="lưu danh sách")


def edit_view(
    *, by: Access, view_id: int, fields: Mapping[str, Any], seen_version: int
) -> SavedView:
    """Rename a saved list, share it or keep it to oneself."""
    return edit_row(
        by=by,
        rows=SavedView.objects.select_related("unit"),
        pk=view_id,
        fields=fields,
        seen=seen_version,
        deny=rules.deny_edit_view,
        action="sửa danh sách đã lưu",
    )


def remove_view(*, by: Access, view_id: int, seen_version: int) -> None:
    """Take a saved list out; the list itself stays."""
    remove_row(
        by=by,
        rows=SavedView.objects.select_related("unit"),
        pk=view_id,
        seen=seen_version,
        deny=rules.deny_edit_view,
        action="bỏ danh sách đã lưu",
    )
