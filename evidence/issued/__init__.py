"""Documents that were numbered and issued: kept as papers, their files as they were made."""
