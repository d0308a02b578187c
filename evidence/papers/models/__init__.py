"""Papers, their files, what they prove, and what an indicator requires."""

from evidence.papers.models.papers import Evidence, Proof, Revision, TaskEvidence
from evidence.papers.models.requirements import Requirement

__all__ = ["Evidence", "Proof", "Requirement", "Revision", "TaskEvidence"]
