"""Trained triage models: where they are kept, and the cards that say what they are."""
