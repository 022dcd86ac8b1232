"""Pictures, clips and sounds recognised again, whatever was done to them in between.

Three steps, each asked only what the one before could not answer: the bytes (SHA-256, outside of
here), a compact hash of the whole picture (`pdq`), and small neighbourhoods of it that are found
again and must agree on one change of place, size and angle (`keypoints`, `vocabulary`, `bank`,
`geometry`). The last one says what was done to the picture (`changes`).

Clips are frames in such a bank (`clips`, `footage`), laid over each other in time (`alignment`); what is
heard has bits of its own (`sounds`, `soundbank`).
"""
