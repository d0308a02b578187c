"""Boards of communes, villages and upper units, and who supervises what."""
