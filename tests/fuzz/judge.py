"""What a command may never do, whatever it was given."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.etree import ElementTree

from tests.fuzz.child import CPU_SECONDS, Ended
from tests.fuzz.hostile import PLACES, SECRET
from tests.fuzz.trials import Trial

MOST_SAID = 16 * 1024
_TOLD = re.compile(r"^(?P<place>.+?): 错误 \[(?P<code>[A-Z]\d+)\]", re.M)
_PLACED = re.compile(r"\.\w+:\d+(:\d+)?$|![A-Z]+\d+$")


def faults(trial: Trial, ended: Ended, after: Mapping[str, bytes], strays: Mapping[str, bytes]) -> list[str]:
    """Every promise that was broken; ``after`` are the files of 工作, ``strays`` those of other folders."""
    found = [*_ending(ended), *_saying(trial, ended), *_files(trial, ended, after)]
    found += [f"touched: {line}" for line in ended.touched]
    found += [f"litter: {name}" for name in strays]
    found += [f"after: {line}" for line in ended.after.splitlines()]
    return found


def _ending(ended: Ended) -> Iterator[str]:
    if ended.code is None:
        hung = ended.signal in (9, 24) or ended.seconds >= CPU_SECONDS
        yield f"hang: {ended.seconds:.1f} s" if hung else f"crash: signal {ended.signal}"
    elif ended.code not in (0, 1, 2, 3):
        last = ended.err.decode("utf-8", "replace").strip().splitlines()
        error = next((line for line in reversed(last) if re.match(r"\w*(Error|Exception)", line)), "")
        yield f"exit {ended.code}: {_where(last)} {error[:150]}"
    elif b"Traceback (most recent call last)" in ended.err + ended.out:
        yield "traceback"


def _where(lines: list[str]) -> str:
    """The innermost place of ours in a traceback."""
    places = [line.strip() for line in lines if "wenming_docs" in line and line.strip().startswith("File")]
    return re.sub(r'File ".*wenming_docs/', '"', places[-1]) if places else ""


def _saying(trial: Trial, ended: Ended) -> Iterator[str]:
    out, err = ended.out.decode("utf-8", "replace"), ended.err.decode("utf-8", "replace")
    if ended.code not in (0, 1, 2, 3):
        return
    said = err if trial.data else out + err
    if len(said.encode()) > MOST_SAID:
        yield f"says too much: {len(said.encode())} bytes"
    if bad := {char for char in said if not char.isprintable() and char not in "\n\t\u3000\u00a0"}:
        yield f"raw control signs: {sorted(map(ord, bad))}"
    if SECRET in out + err:
        yield "tells what stands outside the project"
    if not (out + err).strip():
        if ended.code or "github" not in trial.arguments:  # that style is for findings alone
            yield f"silent with exit {ended.code}"
    names = {PurePosixPath(name).name for name in (*trial.files, *trial.may_change, *PLACES[:13])} | {
        trial.entry
    }
    asked = {"--each", "--kind", "--period"} & {*trial.arguments}
    is_about_options = ended.code == 2 and asked
    if ended.code and not is_about_options and not any(name in unquote(out) + err for name in names):
        yield f"names no file, exit {ended.code}: {said.strip()[-200:]!r}"
    yield from _machine_readable(trial, out)


def _machine_readable(trial: Trial, out: str) -> Iterator[str]:
    if "--format" not in trial.arguments or trial.command == "render" or not out:
        return
    style = trial.arguments[trial.arguments.index("--format") + 1]
    try:
        if style in ("json", "sarif", "gitlab"):
            json.loads(out)
        elif style == "junit":
            ElementTree.fromstring(out)
    except (ValueError, ElementTree.ParseError) as error:
        yield f"{style} that nobody can read: {error}"


def _files(trial: Trial, ended: Ended, after: Mapping[str, bytes]) -> Iterator[str]:
    before = {**trial.old, **trial.files}
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) == after.get(name):
            continue
        if name not in after:
            yield f"gone: {name}"
        elif not _may_change(trial, name):
            yield f"written where it should not: {name}"
        elif ended.code == 1 and trial.command not in ("fmt", "templates", "inspect"):
            yield f"written in spite of exit {ended.code}: {name}"
        elif broken := _broken(name, after[name]):
            yield f"partial: {name}: {broken}"
        elif SECRET.encode() in after[name]:
            yield f"holds what stands outside the project: {name}"


def _may_change(trial: Trial, name: str) -> bool:
    return any(name == each or (each.endswith("/") and name.startswith(each)) for each in trial.may_change)


def _broken(name: str, data: bytes) -> str:
    """Why a written file is not whole, or ""."""
    try:
        if name.endswith((".docx", ".xlsx")):
            _try_package(data)
        elif not data.decode("utf-8").strip():
            return "empty"
    except Exception as error:  # whatever is wrong with it is what is asked for
        return f"{type(error).__name__}: {error}"
    return ""


def _try_package(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            content = archive.read(info)
            if info.filename.endswith((".xml", ".rels")):
                ElementTree.fromstring(content)


def errors_placed(trial: Trial, ended: Ended) -> list[tuple[str, bool]]:
    """Each error told of a mutant of YAML: its code, whether it has its line; ``("", False)`` for none."""
    if not trial.is_yaml or ended.code != 1 or (trial.data and trial.command == "check"):
        return []
    said = ended.err.decode("utf-8", "replace") + ended.out.decode("utf-8", "replace")
    told = [(match["code"], bool(_PLACED.search(match["place"]))) for match in _TOLD.finditer(said)]
    return told or ([] if trial.command == "fmt" else [("", False)])
