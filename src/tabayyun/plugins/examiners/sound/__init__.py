"""Whether there is sound, how loud it is, where it is silent, and where its background changes."""
