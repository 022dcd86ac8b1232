"""Keep a page or a file as it was answered: the bytes on the line, a replay, a picture."""
