"""Units merge, split, take another name or another unit above them: seen first, then done whole."""
