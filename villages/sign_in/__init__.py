"""Signing in: who is slowed down, from where, and what the trail keeps of it.

A guesser meets a growing delay per account and address, and per address over all names. Nobody is
ever locked as such: what an outsider does at one address delays nobody at another, and a browser
that has signed in before is counted by itself.
"""
