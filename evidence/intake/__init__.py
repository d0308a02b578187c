"""A commune's old plan, as officials wrote it, read into tasks that a person confirms."""
