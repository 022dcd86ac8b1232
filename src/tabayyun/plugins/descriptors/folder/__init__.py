"""A learned copy descriptor from a folder on this machine."""
