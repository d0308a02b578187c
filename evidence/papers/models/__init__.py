"""Papers, their files, what they prove, and what an indicator requires."""

from evidence.papers.models.file_facts import FileFacts
from evidence.papers.models.notes import ContentScan, FileFault, ReadingNote
from evidence.papers.models.papers import Evidence, Proof, Revision, TaskEvidence
from evidence.papers.models.requirements import Requirement
from evidence.papers.models.stores import StoreMark
