"""The dossier of an assessment: what is missing, all of it as a ZIP, and as one PDF."""
