"""Units and their history, bodies, officials, postings, accounts, and the audit trail."""

from villages.models.accounts import AppFactor, PasswordLink, RecoveryCode
from villages.models.audit import CLOSED_UNUSED, AuditEvent
from villages.models.chains import AuditHead, AuditLink
from villages.models.delegations import Delegation
from villages.models.imports import ColumnChoice, ImportFile, ImportRun, ImportState
from villages.models.lookups import Below
from villages.models.notices import Notice, NoticeChoice
from villages.models.people import Official, Posting
from villages.models.saved_lists import SavedView
from villages.models.scope import EVERYBODY, OfEverybody, Scope, in_scope, keys_of_path
from villages.models.sessions import OnlineSession
from villages.models.sign_in import SignInCount
from villages.models.units import Body, Lineage, Unit
