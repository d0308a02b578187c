"""Every change of an account's keys: one transaction, one audit event, no secret in it."""

from villages.accounts.services.factors import (
    FactorAnswer,
    enrol,
    remove_lost_factor,
    remove_own_factor,
    renew_codes,
    verify_factor,
)
from villages.accounts.services.idle import close_idle_accounts
from villages.accounts.services.passwords import (
    change_password,
    offer_link,
    offer_links,
    set_password_by_link,
    withdraw_links,
)
from villages.accounts.services.sessions import (
    end_all_sessions,
    end_other_sessions,
    end_session,
    shut_out,
)
