"""What the magazine room knows."""

from tabayyun.desk.magazine.queries.blocks import Block, blocks
from tabayyun.desk.magazine.queries.desk import (
    article_page,
    issue_page,
    issues,
    missing_languages,
    next_number,
    sections,
    waiting_for,
)
from tabayyun.desk.magazine.queries.files import (
    WIDTHS,
    picture_bytes,
    print_bytes,
    print_path,
    resized_picture,
)
from tabayyun.desk.magazine.queries.public import (
    Contents,
    Published,
    contents,
    issues_in,
    latest_issue,
    public_article,
    public_issues,
    public_picture,
    public_prints,
    public_texts,
    versions,
)
from tabayyun.desk.magazine.queries.wording import revision

__all__ = [
    "WIDTHS",
    "Block",
    "Contents",
    "Published",
    "article_page",
    "blocks",
    "contents",
    "issue_page",
    "issues",
    "issues_in",
    "latest_issue",
    "missing_languages",
    "next_number",
    "picture_bytes",
    "print_bytes",
    "print_path",
    "public_article",
    "public_issues",
    "public_picture",
    "public_prints",
    "public_texts",
    "resized_picture",
    "revision",
    "sections",
    "versions",
    "waiting_for",
]
