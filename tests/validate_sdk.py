"""Microsoft's own Open XML SDK on everything that we write: what it refuses, Word may refuse.

``python -m tests.validate_sdk`` writes every example in every form (drafts, one document a unit, an
office's reference document, review comments, forms, workbooks, the page variants, the trial of each
template) and has each checked, workbooks inside charts included. ``python -m tests.validate_sdk FILE…``
checks these. ``--keep FOLDER`` leaves the documents there. ``bash tests/install_validator.sh`` installs
the validator.

Exit code 0: none refused; 1: some were, each fault on a line; 2: no validator, or nothing was written.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from tests.page.variants import load_variants
from wenming_docs.cli import main as wenming
from wenming_docs.facts.kinds import KINDS
from wenming_docs.output import safe_name
from wenming_docs.page.word import write_docx
from wenming_docs.pipeline import Options, compile_document
from wenming_docs.template_check.examples import SIZES
from wenming_docs.template_check.trial import _requests

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
YEAR = ROOT / "examples" / "年度" / "清河街道.yaml"
TODAY = "2026-11-09"
EACH = (
    ("青石街道.yaml", "责任清单"),
    ("新城街道问题台账.yaml", "问题整改台账"),
    ("新城街道问题台账.yaml", "整改通知单"),
)
TRIED = ("样样都填", "满是特殊符号")
"""The sizes of made-up facts that are written: every part of every template, and signs of XML."""
INSTALL = "bash tests/install_validator.sh"
_INSTALLED = Path(os.environ.get("WENMING_VALIDATOR", ROOT / ".cache" / "validator"))


def validator() -> Path | None:
    """The validator's program, or None where it is not installed."""
    found = sorted((_INSTALLED / "node_modules" / "@xarsh").glob("ooxml-validator-*/ooxml-validator*"))
    return found[0] if found else None


def faults(file: Path, program: Path) -> list[str]:
    """What the SDK has against a .docx or .xlsx, one line each; none for a sound file."""
    done = subprocess.run([program, file], capture_output=True, encoding="utf-8", timeout=300, check=False)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        return [f"{file}: the validator failed: {(done.stderr or done.stdout)[:300]}"]
    lines = [
        f"{file}: {error['path'] or ''} {error['xPath'] or ''}: {error['description']}"
        for error in told["errors"]
    ]
    return lines or ([] if told["ok"] and done.returncode == 0 else [f"{file}: refused without a word"])


def write_all(folder: Path) -> None:
    """Everything that the program can write of the examples, below ``folder``."""
    for plan in EXAMPLES:
        _wenming("render", plan, "-o", folder / "docx", "--format", "docx,xlsx")
        _wenming("render", plan, "-o", folder / "草稿", "--draft")
    for plan in EXAMPLES[::4]:
        _wenming("form", "export", plan, "-o", folder / "填报表" / plan.stem)
    for name, kind in EACH:
        asked = ("--each", "单位", "--kind", kind, "--format", "docx,xlsx")
        _wenming("render", ROOT / "examples" / name, "-o", folder / "分单位", *asked)
    _wenming("render", YEAR, "-o", folder / "年度", "--format", "docx,xlsx")
    _wenming("render", ROOT / "tests" / "words" / "everything", "-o", folder / "成批", "--draft")
    _derive(folder)
    _write_variants(folder / "变体")
    _write_trials(folder / "试填")


def _derive(folder: Path) -> None:
    """Documents that follow another document: its styles, or its text with comments."""
    [reference, *_] = sorted((folder / "docx").glob("东城区*.docx"))
    for plan in EXAMPLES[:4]:
        _wenming("render", plan, "-o", folder / "沿用样式", "--reference-doc", reference)
    for document in sorted((folder / "docx").glob("*.docx")):
        _wenming("inspect", document, "--annotate", "-o", folder / "批注" / document.name)


def _write_variants(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, variant in load_variants().items():
        (folder / f"{name}.docx").write_bytes(write_docx(variant.manuscript))


def _write_trials(folder: Path) -> None:
    """Every template on facts made for trying it."""
    folder.mkdir(parents=True)
    everything = tuple(kind.name for kind in KINDS)
    for size in SIZES:
        if size.label not in TRIED:
            continue
        for number, (request, workspace) in enumerate(_requests(size, everything)):
            compiled = compile_document(workspace, request, Options(draft=True), None)
            name = safe_name(f"{size.label}-{number}-{request.kind.name}", ".docx")
            (folder / name).write_bytes(write_docx(compiled.manuscript))


def embedded(document: Path, folder: Path) -> Iterator[Path]:
    """The workbooks inside ``document``, written below ``folder``: the SDK opens the outer package only."""
    with zipfile.ZipFile(document) as package:
        for name in package.namelist():
            if name.endswith(".xlsx"):
                inner = folder / f"{document.stem}-{Path(name).name}"
                inner.parent.mkdir(parents=True, exist_ok=True)
                inner.write_bytes(package.read(name))
                yield inner


def _wenming(*words: object) -> None:
    """One command; its findings are not what is looked for here, a document that is missing will be."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        wenming(
            [str(word) for word in words] + ([] if words[0] in ("form", "inspect") else ["--date", TODAY])
        )


def check(files: Sequence[Path], program: Path) -> list[str]:
    """The faults of all ``files`` and of the workbooks inside them, in the order of the files."""
    with tempfile.TemporaryDirectory() as inside, ThreadPoolExecutor(os.cpu_count()) as pool:
        every = [each for file in files for each in (file, *_inner(file, Path(inside)))]
        return [line for lines in pool.map(lambda file: faults(file, program), every) for line in lines]


def _inner(file: Path, folder: Path) -> Iterator[Path]:
    try:
        yield from embedded(file, folder)
    except zipfile.BadZipFile:
        return  # the validator will say so


def main(arguments: Sequence[str]) -> int:
    """What the module says, for the shell."""
    parser = argparse.ArgumentParser(description="the Open XML SDK on what the program writes")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="write the documents there and leave them"
    )
    asked = parser.parse_args(arguments)
    program = validator()
    if program is None:
        print(f"no validator: {INSTALL}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as passing:
        files = asked.files or _written(asked.keep or Path(passing))
        found = check(files, program)
    print("\n".join(found), end="\n" if found else "")
    print(f"{len(files)} files, {len(found)} faults")
    return 2 if not files else int(bool(found))


def _written(folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    write_all(folder)
    return sorted(path for path in folder.rglob("*") if path.suffix in (".docx", ".xlsx"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
