"""PostgreSQL for Django, which gives up on a server that does not answer."""
