"""The papers of a dossier for recognition, of commune or village (`docs/domain/documents.md` e).

What the record does not have is a dotted blank, which is filled in the browser where the paper
declares it (`facts`), else in Word or by hand.
"""
