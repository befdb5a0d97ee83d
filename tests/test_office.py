"""LibreOffice is given our own documents, knows nothing it need not know, and leaves nothing running."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import pytest

from wenming_docs import office
from wenming_docs.errors import OutputRefused
from wenming_docs.office import find_soffice, lay_out

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script")

STAND_IN = """\
#!{python}
import json, os, pathlib, subprocess, sys
profile = pathlib.Path(sys.argv[1].removeprefix("-env:UserInstallation=file://"))
told = pathlib.Path({told!r})
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
settings = (profile / "user" / "registrymodifications.xcu").read_text()
told.write_text(json.dumps([dict(os.environ), sys.argv[2:], settings, child.pid, os.getcwd()]))
if {waits}:
    import time
    time.sleep(60)
for name in sys.argv:
    if name.endswith(".docx"):
        pathlib.Path(name).with_suffix(".pdf").write_bytes(b"%PDF" + pathlib.Path(name).read_bytes())
"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    return tmp_path / "told.json"


def stand_in(told: Path, *, waits: bool = False) -> None:
    program = told.parent / "soffice"
    program.write_text(STAND_IN.format(python=sys.executable, told=str(told), waits=waits))
    program.chmod(0o755)


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def soon_gone(process: int) -> bool:
    end = time.monotonic() + 5
    while is_running(process) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_running(process)


def test_it_knows_no_more_than_it_needs(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(told)
    for name in ("HTTP_PROXY", "MY_TOKEN", "PYTHONPATH", "LD_PRELOAD_NOT", "SAL_LOG", "OOO_EXTENSION"):
        monkeypatch.setenv(name, "secret")
    assert lay_out([b"one", b"two"]) == [b"%PDFone", b"%PDFtwo"]
    environment, arguments, settings, _, folder = json.loads(told.read_text(encoding="utf-8"))
    assert "secret" not in environment.values()
    assert environment["PATH"] == os.environ["PATH"]
    assert arguments[0] == "--headless" and "--norestore" in arguments
    assert 'oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value>' in settings
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value>' in settings
    assert 'oor:name="Link" oor:op="fuse"><value>0</value>' in settings
    assert not Path(folder).exists()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
def test_what_it_started_ends_with_it(told: Path) -> None:
    stand_in(told)
    lay_out([b"one"])
    assert soon_gone(json.loads(told.read_text(encoding="utf-8"))[3])


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
def test_one_that_never_ends_is_ended_with_all_it_started(
    told: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(told, waits=True)
    monkeypatch.setattr(office, "_PATIENCE_PER_CALL", 1)
    monkeypatch.setattr(office, "_PATIENCE_PER_FILE", 0)
    with pytest.raises(OutputRefused, match="迟迟没有排完"):
        lay_out([b"one"])
    assert soon_gone(json.loads(told.read_text(encoding="utf-8"))[3])


def test_a_program_in_the_working_folder_is_not_run(
    told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(told)
    monkeypatch.chdir(tmp_path)
    for path in ("", ".", f"{os.pathsep}{os.pathsep}"):
        monkeypatch.setenv("PATH", path)
        found = find_soffice()
        assert found is None or found.parent != tmp_path
