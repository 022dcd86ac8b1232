"""The packaged sentence encoder: Universal Sentence Encoder, multilingual, version 3."""
