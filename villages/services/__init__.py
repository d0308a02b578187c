"""Every write to units, bodies, officials, postings and notices."""

from villages.services.delegations import delegate, revoke_delegation
from villages.services.notices import (
    Message,
    choose_notices,
    mark_all_read,
    mark_read,
    notify,
    notify_each,
    send_notices,
)
from villages.services.people import (
    appoint,
    create_official,
    edit_official,
    edit_posting,
    end_posting,
    take_on,
)
from villages.services.saved_lists import edit_view, remove_view, save_view
from villages.services.units import (
    create_body,
    create_unit,
    edit_body,
    edit_unit,
    lock_tree,
    rewrite_paths,
    succeed,
)
