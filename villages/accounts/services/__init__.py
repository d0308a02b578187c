"""Every change of an account's keys: one transaction, one audit event, no secret in it."""

from villages.accounts.services.passwords import (
    change_password,
    offer_link,
    set_password_by_link,
    withdraw_links,
)

__all__ = ["change_password", "offer_link", "set_password_by_link", "withdraw_links"]
