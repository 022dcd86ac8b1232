"""What the institution itself has already said on a content, and what the content names."""
