"""How much one file may hold. Beyond it, the file is refused whole, before anything is read from it."""

BYTES = 20 * 1024 * 1024
"""Of the file as uploaded."""
UNPACKED = 100 * 1024 * 1024
"""Of everything inside an XLSX file together."""
PARTS = 2_000
"""Entries of an XLSX file."""
ROWS = 50_000
COLUMNS = 100
CELL = 32_767
"""Characters of one cell: Excel's own limit."""
HEAD = 20
"""Lines among which the headings are looked for."""
MERGED = 1_000_000
"""Cells that merged ranges may cover together."""
