"""What is open of one official goes to others in one step."""
