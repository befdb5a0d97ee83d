"""The same batch on many machines: jobs travel to a dask scheduler, files may lie behind addresses.

Start reading at ``work.py``; ``worker.do_batch`` is what happens on a worker. dask and fsspec
are imported where they are first used: whoever works on one machine needs neither.
"""
