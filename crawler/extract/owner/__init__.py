"""Whose page it is, and whose the numbers on it are."""
