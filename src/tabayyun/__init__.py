"""Tabayyun (تبيّن): notice a rumour, examine it, tell the public the truth in time."""

__version__ = "0.3.0"
