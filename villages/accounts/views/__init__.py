"""The pages of accounts: one's own, those of others in scope, and the link that sets a password."""
