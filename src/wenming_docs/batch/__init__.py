"""Many files, none of which stops another: found, shared out, done once, and remembered.

Start reading at ``work.py``; ``run.run_job`` is what is done for each file.
"""
