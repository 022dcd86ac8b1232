"""Spreadsheets that field services work with, into tables and out again. See the README beside this file."""
