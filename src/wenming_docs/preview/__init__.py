"""A page on this machine that shows a document as it will be printed, and again after each save.

::

    files ─watching─▶ desk (one worker: reads, draws, checks) ─▶ app (a page, its state, a .docx)
                                                   browser ◀─ gate (this machine, the token, no others)

Only ``wenming preview`` imports this room: its two libraries belong to the extra ``preview``.
"""
