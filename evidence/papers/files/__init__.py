"""Reading uploaded files safely: what they are, what they are called, how they are shown."""
