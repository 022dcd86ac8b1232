"""Why something that was read is no post. The watch room words these codes for people."""

from typing import Final

NOT_JSON: Final = "not_json"
NOT_AN_OBJECT: Final = "not_an_object"
MISSING_ID: Final = "missing_id"
MISSING_TEXT: Final = "missing_text"
EMPTY_TEXT: Final = "empty_text"
TEXT_TOO_LONG: Final = "text_too_long"
LINE_TOO_LONG: Final = "line_too_long"
BAD_UTF8: Final = "bad_utf8"
LONE_SURROGATE: Final = "lone_surrogate"
NUL_CHARACTER: Final = "nul_character"
BAD_DATE: Final = "bad_date"
DATE_IN_FUTURE: Final = "date_in_future"
DATE_TOO_OLD: Final = "date_too_old"
DUPLICATE_ID: Final = "duplicate_id"
BAD_FIELD: Final = "bad_field"
BAD_TABLE_ROW: Final = "bad_table_row"
UNREADABLE: Final = "unreadable"
"""For a source whose answer as a whole, or one entry of it, could not be read."""
FILE_TOO_LARGE: Final = "file_too_large"
FILE_DAMAGED: Final = "file_damaged"
"""Why a file that came with a post is not handed over; the post is taken all the same."""

ALL: Final = frozenset(
    {
        NOT_JSON,
        NOT_AN_OBJECT,
        MISSING_ID,
        MISSING_TEXT,
        EMPTY_TEXT,
        TEXT_TOO_LONG,
        LINE_TOO_LONG,
        BAD_UTF8,
        LONE_SURROGATE,
        NUL_CHARACTER,
        BAD_DATE,
        DATE_IN_FUTURE,
        DATE_TOO_OLD,
        DUPLICATE_ID,
        BAD_FIELD,
        BAD_TABLE_ROW,
        UNREADABLE,
    }
)
REPAIRABLE: Final = frozenset(
    {BAD_UTF8, LONE_SURROGATE, NUL_CHARACTER, BAD_DATE, DATE_IN_FUTURE, DATE_TOO_OLD, BAD_FIELD}
)
"""What `post_format.repaired` can put right without touching what was said."""
