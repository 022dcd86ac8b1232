"""The words in a picture: where they stand is found first, then each line is read by itself."""
