"""Signatures, the public log and their verification: pure, bytes in and answers out."""
