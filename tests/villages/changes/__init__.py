"""Units that become other units."""
