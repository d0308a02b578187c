"""Every write to papers: one transaction, one audit event each; files are durable before rows."""

from evidence.papers.services.many import link_papers, mark_papers
from evidence.papers.services.papers import (
    Added,
    add_paper,
    add_revision,
    edit_paper,
    withdraw_paper,
)
from evidence.papers.services.proving import link, unlink
from evidence.papers.services.read_again import read_again
from evidence.papers.services.requirements import add_requirement
