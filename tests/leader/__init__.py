"""Reads a finished document as the leader who has to sign it."""
