"""What every test stands on: repeatable examples, and page tests that CI may not skip."""

from __future__ import annotations

import importlib.util
import inspect
import os
import re
import shutil
import signal
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent

# The same examples on every machine and in every order: a red run can be repeated.
settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")

# Nothing is kept between tests, nor in the home of whoever runs them.
os.environ["WENMING_CACHE"] = ""

# What a shell starts in the background is deaf to Ctrl+C, and so is all that it starts in turn: the programs
# that tests interrupt would go on for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

_CI = os.environ.get("CI") == "true"
_PAGE_TESTS = ROOT / "tests" / "pages"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout: where README.md, examples/ and templates/ lie."""
    return ROOT


@pytest.fixture
def soffice() -> Path:
    """LibreOffice's program; a test that asks for it is skipped where there is none."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    pytest.skip("没有找到 LibreOffice（soffice），版面测试跳过")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """``-m "not page"`` leaves out all that lays out pages; what only POSIX has is not tried on Windows."""
    for item in items:
        if is_page_test(item):
            item.add_marker("page")
        if sys.platform == "win32" and needs_posix(_source_of(item)):
            item.add_marker(pytest.mark.skip(reason="Windows 上没有这些：管道文件、伪终端、信号、权限位"))
    _skip_without_holidays(items)


_POSIX_ONLY = re.compile(
    r"\b(?:bash|chmod|fcntl|geteuid|mkfifo|os\.kill|pexpect|pty|resource|setpriv|SIGINT|SIGKILL|SIGTERM"
    r"|symlink|symlink_to|termios|umask|unshare)\b|[\"'(]/dev/|[\"']/etc/"
)


def needs_posix(source: str) -> bool:
    """Whether a test tries what Windows has not, or has otherwise."""
    return bool(_POSIX_ONLY.search(source))


def _source_of(item: pytest.Item) -> str:
    try:
        return inspect.getsource(item.function) if isinstance(item, pytest.Function) else ""
    except OSError:
        return ""


def _skip_without_holidays(items: list[pytest.Item]) -> None:
    """Cases that count working days of 2026 need the announced holidays."""
    if importlib.util.find_spec("chinese_calendar"):
        return
    reason = pytest.mark.skip(reason="没有装 chinesecalendar：pip install 'wenming-docs[workdays]'")
    for item in items:
        if "[countdown-" in item.name or "[迎检倒排" in item.name:
            item.add_marker(reason)


def is_page_test(item: pytest.Item) -> bool:
    """Whether ``item`` measures a page: by its folder, its marker or its fixture."""
    if _PAGE_TESTS in item.path.parents or item.get_closest_marker("page"):
        return True
    return "soffice" in getattr(item, "fixturenames", ())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped page test fails: there the tools must be present."""
    report = yield
    if _CI and report.skipped and not hasattr(report, "wasxfail") and is_page_test(item):
        report.outcome = "failed"
        report.longrepr = f"page test skipped in CI: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """In CI a page module that skips itself as a whole fails too."""
    report = yield
    if _CI and report.skipped and _PAGE_TESTS in collector.path.parents:
        report.outcome = "failed"
        report.longrepr = f"page tests skipped in CI: {report.longrepr}"
    return report
