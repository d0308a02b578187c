"""Two people edit one row: the page that shows both versions, the same in every app."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ntm_project.common.answers import number_of
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Answered
from villages.edit import Stale, row_of_trail
from villages.http import Request
from villages.models import AuditEvent
from villages.models.audit import ACT, part_key, units_over
from villages.trail import TrailLine, lines_since, newest_event
from villages.words import field_label, field_named, value_words

CHANGED = (
    "Nội dung vừa gửi chưa được ghi vì trong lúc trang này đang mở, nội dung đã được người khác "
    "lưu. Hãy so hai bản rồi chọn một."
)
ROWS_CHANGED = (
    "Trong lúc trang này đang mở, có dòng đã được người khác sửa hoặc không còn làm được, nên chưa "
    "ghi gì. Những gì đồng chí đã nhập vẫn còn; hãy xem các thay đổi rồi chọn làm tiếp hay không."
)
KEEP = "Giữ bản hiện có"
SAVE, GO_ON = "Lưu bản của tôi", "Làm tiếp như đã nhập"
# What a form carries for comparing alone: never sent again as it was typed.
_SEEN = ("seen_version", "seen_rows", "csrfmiddlewaretoken")
_SIGNER = Signer(salt="packed rows that a page has shown")


@dataclass(frozen=True)
class SeenRows:
    """What a page of many rows has shown: the versions, the rows, and how far their trail had come.

    `fields` are hidden inputs of its form, so that whoever is overtaken sees which rows changed.
    """

    versions: Mapping[str, int]
    keys: frozenset[str]
    event: int
    as_sent: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[models.Model], **versions: int) -> "SeenRows":
        shown = [row_of_trail(row) for row in rows]
        units = {unit for row in shown for unit in units_over(row)}
        return cls.below(units, map(part_key, shown), versions)

    @classmethod
    def below(
        cls, units: Collection[int], keys: Iterable[str], versions: Mapping[str, int]
    ) -> "SeenRows":
        """Of rows known by their names in the trail; `units` are those over them."""
        found = frozenset(keys)
        return cls(versions, found, newest_event(found, units))

    def kept(self, request: HttpRequest) -> "SeenRows":
        """As the form that comes back with errors has sent it: what it has shown stays what counts,
        or a change that nobody looked at would pass the second time."""
        sent = {name: str(request.POST[name]) for name, _ in self.fields if name in request.POST}
        return replace(self, as_sent=sent)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Signed, so that nobody names rows that the page has not shown, and packed: of thousands
        of rows it is a few kilobytes."""
        versions = [(name, str(version)) for name, version in self.versions.items()]
        words = " ".join([str(self.event), *sorted(self.keys)])
        found = [*versions, ("seen_rows", _SIGNER.sign_object(words, compress=True))]
        return [(name, self.as_sent.get(name, value)) for name, value in found]

    @staticmethod
    def sent(request: HttpRequest) -> tuple[int | None, set[str]]:
        """How far the trail had come, and the rows, as the form carries them; None for neither."""
        try:
            event, *keys = _SIGNER.unsign_object(request.POST.get("seen_rows", "")).split()
        except BadSignature:
            return None, set()
        return number_of(event), set(keys)


@dataclass(frozen=True)
class _Clash:
    """Two versions of one thing: what is recorded, and what was about to be saved.

    `rows` are (label, present, mine); `keep_url` shows the present one. `names` are the fields that
    somebody else may have changed, where other events may have followed that change. `saved_by`
    is who saved the present one and when, for rows of which no event is kept. `message` is what
    happened and `keep_label` where the way back leads, where the usual words do not fit.

    Of many rows `changes` are what was done to each meanwhile, `lost` those of which nothing may be
    done any more, with the reason; `again` takes the place of what the form has sent.
    """

    obj: models.Model | None
    rows: Sequence[tuple[str, str, str]]
    keep_url: str
    names: Sequence[str] = ()
    saved_by: tuple[str, datetime] | None = None
    message: str = ""
    keep_label: str = ""
    save_label: str = SAVE
    changes: Sequence[tuple[str, TrailLine]] = ()
    lost: Sequence[tuple[str, str]] = ()
    again: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_gone: bool = False


def conflict(
    request: HttpRequest,
    stale: Stale,
    form: BaseForm | None = None,
    *,
    keep_url: str,
    rows: Sequence[tuple[str, str, str]] | None = None,
    saved_by: tuple[str, datetime] | None = None,
    version: object = None,
    message: str = "",
    keep_label: str = "",
) -> HttpResponse:
    """The 409 page: both versions, who saved the present one and when, and the two ways on.

    The rows are label, present and mine of each field that the form shows, unless `rows` are given.
    `version` is the present one, where it is not that of the row.
    What was typed is kept on the page and goes on with the present version; when the row is
    gone, or closed for good, there is nothing to save it in, and only the way back stays.
    """
    names = list(form.fields) if form is not None else list(stale.mine)
    if version is None:
        version = getattr(stale.current, "version", "")
    shown = list(compared(stale, form).values()) if rows is None else rows
    clash = _Clash(
        stale.current,
        shown,
        keep_url,
        names,
        saved_by,
        message or CHANGED,
        keep_label or KEEP,
        again={"seen_version": [str(version)]},
        is_gone=stale.current is None,
    )
    return _page(request, clash)


class Overtaken(Answered):
    """Somebody else saved first: answered by the page of `conflict`."""

    def __init__(self, stale: Stale, form: BaseForm, keep_url: str) -> None:
        super().__init__(str(stale))
        self.stale, self.form, self.keep_url = stale, form, keep_url

    def response(self, request: HttpRequest) -> HttpResponse:
        return conflict(request, self.stale, self.form, keep_url=self.keep_url)


class saving:
    """Around the call of a service that saves what a form holds.

    The sentences of a `ValidationError` are put at the form's fields, and the view goes on to show
    the form again. `Stale` is answered by the page of `conflict`, whose way back is `keep_url`;
    without one the service compares no version.
    """

    def __init__(self, form: BaseForm, *, keep_url: str = "") -> None:
        self.form, self.keep_url = form, keep_url

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, Stale) and self.keep_url:
            raise Overtaken(error, self.form, self.keep_url) from error
        if isinstance(error, ValidationError):
            put_errors(self.form, error)
            return True
        return False


def conflict_of_rows(
    request: Request,
    now: SeenRows,
    *,
    keep_url: str,
    keep_label: str = "Bỏ, xem hiện nay",
    save_label: str = GO_ON,
    lost: Sequence[tuple[str, str]] = (),
    again: Mapping[str, Sequence[str]] | None = None,
    is_gone: bool = False,
) -> HttpResponse:
    """The same page for many rows: what was done to which of them since they were seen, by whom.

    What was typed goes on with the rows as they are `now`; what was done to those that are no
    longer among them is shown too.
    """
    seen, keys = SeenRows.sent(request)
    clash = _Clash(
        None,
        (),
        keep_url,
        saved_by=("", datetime.min),
        message=ROWS_CHANGED,
        keep_label=keep_label,
        save_label=save_label,
        changes=lines_since(request.access, seen, now.keys | keys) if seen is not None else (),
        lost=lost,
        again={name: [value] for name, value in now.fields} | dict(again or {}),
        is_gone=is_gone,
    )
    return _page(request, clash)


def compared(stale: Stale, form: BaseForm | None) -> dict[str, tuple[str, str, str]]:
    """Field → (label, present, mine), of each field that was edited."""
    model = type(stale.current) if stale.current is not None else None
    if form is None:
        labels = {name: field_label(model, name) for name in stale.mine}
        mine = dict(stale.mine)
    else:
        labels = {
            name: str(field.label or field_label(model, name))
            for name, field in form.fields.items()
            if not field.widget.is_hidden and (model is None or field_named(model, name))
        }
        # What could not be read stands as it was typed.
        mine = {
            name: form[name].value() if name in form.errors else form.cleaned_data.get(name)
            for name in labels
        }
    return {
        name: (
            label,
            value_words(field_named(model, name), getattr(stale.current, name, None)),
            value_words(field_named(model, name), mine[name]),
        )
        for name, label in labels.items()
    }


def _posted(request: HttpRequest, clash: _Clash) -> Iterable[tuple[str, str]]:
    """What was typed, to be sent again with the present version."""
    for name, values in request.POST.lists():
        if name not in (*_SEEN, *clash.again):
            yield from ((name, value) for value in values)
    for name, anew in clash.again.items():
        yield from ((name, value) for value in anew)


def _last_event(clash: _Clash) -> tuple[str, datetime]:
    """Who saved the present version and when; nobody when there is none."""
    if clash.obj is None:
        return "", datetime.min
    events = AuditEvent.objects.of_rows().about(clash.obj)
    event = None
    if clash.names:
        # Other events (a new password) may have followed the change that is in the way.
        changed = Q(changes__has_any_keys=list(clash.names)) | Q(object_type=ACT)
        event = events.filter(changed).first()
    event = event or events.first()
    return (event.actor_name, event.at) if event else ("", datetime.min)


def _page(request: HttpRequest, clash: _Clash) -> HttpResponse:
    who, at = clash.saved_by or _last_event(clash)
    context = {
        "who": who,
        "at": at,
        "rows": clash.rows,
        "hidden": list(_posted(request, clash)),
        "action": request.get_full_path(),
        "keep_url": clash.keep_url,
        "keep_label": clash.keep_label,
        "save_label": clash.save_label,
        "message": clash.message,
        "changes": clash.changes,
        "lost": clash.lost,
        "is_gone": clash.is_gone,
    }
    is_fragment = bool(getattr(request, "htmx", False))
    template = "villages/_conflict.html" if is_fragment else "villages/conflict.html"
    response = render(request, template, context, status=409)
    if is_fragment:
        # Whatever part of the page sent the form, both versions need the whole of it.
        response["HX-Retarget"], response["HX-Reswap"] = "#content", "innerHTML"
    return response
