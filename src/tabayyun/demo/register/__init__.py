"""A year of records, generated and said to be generated, that goes through the public operations alone.

Its counts are those that a national police published about 2022 (`counts.py` names the source); every
name, place and text in it is invented. Nothing is written straight to a table: posts are collected and
read by the engine, statements are approved by a second person and signed, spreadsheets are imported.
"""

from tabayyun.demo.register.loading import Loaded, load

__all__ = ["Loaded", "load"]
