"""Compiled templates are kept between runs: compiling ours takes longer than rendering them."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from functools import cache
from types import CodeType

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from wenming_docs import __version__
from wenming_docs.keeping import keep, kept

_COMPILERS = (os.path.dirname(__file__), os.path.dirname(jinja2.__file__))
"""All that decides what a template is compiled to lies in these folders."""


class KeptTemplates(BytecodeCache):
    """Code by the template's name, file and text, and by whatever compiled it."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """One entry for each file: what is compiled after an edit takes the place of what was before."""
        return hashlib.sha256("\0".join((name, filename or "", _compiler())).encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the code if it was compiled from the very same text."""
        if data := kept(bucket.key):
            try:
                checksum, code = marshal.loads(data)
            except (EOFError, ValueError, TypeError):
                return  # none of ours, whatever its seal says
            if checksum == bucket.checksum and isinstance(code, CodeType):
                bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code for later runs."""
        keep(bucket.key, marshal.dumps((bucket.checksum, bucket.code)))


@cache
def _compiler() -> str:
    """Python, and size and time of every file that compiles: what Python itself asks of its .pyc files."""
    files = sorted((entry for folder in _COMPILERS for entry in os.scandir(folder)), key=lambda e: e.path)
    states = [f"{e.name} {e.stat().st_size} {e.stat().st_mtime_ns}" for e in files if e.name.endswith(".py")]
    return "\0".join((sys.version, __version__, *states))
