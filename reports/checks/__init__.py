"""What a careful officer checks in the record of a commune or village."""
