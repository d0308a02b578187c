"""Papers and their files, what they prove, and what an indicator requires."""
