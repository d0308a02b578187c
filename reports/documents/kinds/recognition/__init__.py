"""The papers of a dossier for recognition, of commune or village (`docs/domain/documents.md` e).

What the record does not have is a dotted blank: the papers are finished in Word, or by hand.
"""
