"""The pages of this floor; every one of them only reads."""
