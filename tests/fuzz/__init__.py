"""Mutants of every example for every command: each has to end in a document or in a clear message.

``python -m tests.fuzz -n 10000`` runs them, each in a process of its own; a number and the seed repeat any
of them (``--replay SEED:INDEX``). What was found once lies under ``tests/cases/found`` and is replayed by
the suite.
"""
