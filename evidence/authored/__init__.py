"""What people write of a document beside the record: texts, their defaults, unfinished drafts."""
