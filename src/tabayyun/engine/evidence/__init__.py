"""The proof that travels with a piece of evidence: what was received, who had it, and how to check both."""
