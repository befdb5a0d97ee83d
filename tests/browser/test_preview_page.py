"""The preview as a person meets it: saving, choosing, mistakes, and nothing that a document could start.

A real browser (Debian's chromium) on the real server; skipped where there is none, but never in CI.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

pytest.importorskip("uvicorn", reason="没有装 wenming-docs[preview]")
playwright = pytest.importorskip("playwright.sync_api", reason="没有装 playwright")

from playwright.sync_api import Browser, Page, expect  # noqa: E402

from tests.conftest import ROOT  # noqa: E402
from wenming_docs.pipeline import Options  # noqa: E402
from wenming_docs.preview.server import Preview  # noqa: E402

pytestmark = pytest.mark.page

TOKEN = "token-of-the-test"
PATIENCE = 8_000
"""Milliseconds: generous, for a machine that does something else meanwhile; measured ones are printed."""
WAIT_FOR_TEXT = """([text, patience]) => new Promise((resolve) => {
  const end = performance.now() + patience;
  const look = () => {
    const found = document.getElementById("paper").shadowRoot?.textContent.includes(text);
    if (found || performance.now() > end) resolve(Boolean(found));
    else requestAnimationFrame(look);
  };
  look();
})"""
"""Looks at each frame; what Playwright waits for itself it looks at only every half second."""
HOSTILE = (
    "<script>document.title='run'</script>",
    "<img src=x onerror=document.title='run'>",
    '"><svg/onload=document.title=1>',
    "</style><b>粗</b>",
    "javascript:alert(1)",
    "&lt;b&gt;&#60;值",
    "${7*7}{{7*7}}",
)

ADORNED = """\
单位: 云山市青石街道办事处
创建:
  年度: 2026
  名称: 全国文明城市
领导小组:
  组长: 顾明远（街道党工委书记）
  副组长: 苏静（办事处主任）
  工作组:
    - 名称: 环境组
      组长: 田博（城管科科长）
      单位: 城管科、各社区
成果:
  - 期间: 1月
    数据:
      开展志愿服务活动: 10场
  - 期间: 2月
    数据:
      开展志愿服务活动: 12场
文稿:
  - 文种: 进展汇报
    期间: 1—2月
    日期: 2026年3月1日
    章节:
      - 标题: 责任网络
        取: 责任网络图
      - 标题: 志愿服务
        文: 共开展志愿服务活动【开展志愿服务活动】。
        图: 开展志愿服务活动
        图片:
          - 清扫.png: 2月12日，清扫背街小巷
    版记:
      印发机关: 云山市青石街道办事处
      印发日期: 2026年3月2日
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
    if program is None:
        pytest.skip("没有找到 chromium，网页测试跳过")
    with playwright.sync_playwright() as started:
        # No sandbox: tests also run as root, and the page is our own.
        found = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield found
        found.close()


@dataclass
class Seen:
    """A preview in a browser, and what its page asked for and complained of."""

    page: Page
    preview: Preview
    entry: Path
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def papers(self) -> str:
        """The text of all pages."""
        return "\n".join(self.page.locator("#paper article").all_inner_texts())

    def save(self, old: str, new: str) -> None:
        """Replaces ``old`` once in the entry file, as an editor that renames does."""
        text = self.entry.read_text(encoding="utf-8")
        assert text.count(old) >= 1
        self.write(text.replace(old, new, 1))

    def write(self, text: str) -> None:
        beside = self.entry.with_name(".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(self.entry)

    def shows(self, text: str) -> float:
        """Seconds until the document shows ``text``."""
        start = time.monotonic()
        assert self.page.evaluate(WAIT_FOR_TEXT, [text, PATIENCE]), f"没有看到“{text}”：{self.papers()}"
        return time.monotonic() - start


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "examples"
    shutil.copytree(ROOT / "examples", folder)
    return folder


@pytest.fixture
def look(browser: Browser) -> Iterator[object]:
    """``look(path)``: a preview of the file, opened in a fresh page."""
    opened: list[tuple[Seen, Thread]] = []

    def open_page(path: Path, **viewport: int) -> Seen:
        preview = Preview(path, Options(today=date(2026, 12, 31)), TOKEN)
        thread = Thread(target=preview.run, daemon=True)
        thread.start()
        page = browser.new_page(viewport={"width": 1280, "height": 800, **viewport})
        seen = Seen(page, preview, path)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.goto(preview.url)
        opened.append((seen, thread))
        return seen

    yield open_page
    for seen, thread in opened:
        seen.page.close()
        seen.preview.end()
        thread.join(10)
        assert not thread.is_alive()
        assert seen.complaints == []  # no breach of the policy, no script error
        assert [url for url in seen.requests if not url.startswith((seen.preview.url, "data:"))] == []


@pytest.mark.parametrize("name", ["青石街道.yaml", "年度/清河街道.yaml"])
def test_what_is_saved_is_seen_within_a_second(name: str, office: Path, look, capsys) -> None:  # type: ignore[no-untyped-def]
    seen = look(office / name)
    before = "进一步改善辖区环境" if name == "青石街道.yaml" else "清河街道"
    seen.shows(before)
    expect(seen.page.locator("#summary")).to_have_text("√ 没有发现问题", timeout=PATIENCE)
    times = []
    for new in ("甲乙", "丙丁", "戊己"):
        text = seen.entry.read_text(encoding="utf-8")
        assert before in text
        seen.write(text.replace(before, new))
        times.append(seen.shows(new))
        before = new
    with capsys.disabled():
        print(f" {name}：保存到看见 {'、'.join(f'{each:.2f}' for each in times)} 秒 ", end="")
    assert min(times) < 5


def test_a_bad_save_keeps_the_page_and_says_what_is_wrong(office: Path, look) -> None:  # type: ignore[no-untyped-def]
    seen = look(office / "青石街道.yaml")
    seen.shows("为深入推进全国文明城市创建工作")
    expect(seen.page.locator("#summary")).to_have_text("√ 没有发现问题", timeout=PATIENCE)
    expect(seen.page.locator("#banner")).to_be_hidden()
    good = seen.entry.read_text(encoding="utf-8")
    seen.page.locator("#desk").evaluate("element => element.scrollTo(0, 600)")
    seen.save("单位:", "单位：")
    expect(seen.page.locator("#banner")).to_contain_text("上一次的好页面", timeout=PATIENCE)
    expect(seen.page.locator("#findings li.error").first).to_contain_text("全角", timeout=PATIENCE)
    expect(seen.page.locator("#findings li.error .place").first).to_contain_text("青石街道.yaml:")
    assert "为深入推进全国文明城市创建工作" in seen.papers()
    seen.entry.unlink()
    expect(seen.page.locator("#findings")).to_contain_text("找不到这个文件", timeout=PATIENCE)
    assert "为深入推进全国文明城市创建工作" in seen.papers()
    seen.write(good.replace("一、", "一、").replace("深入推进", "扎实推进"))
    seen.shows("为扎实推进全国文明城市创建工作")
    expect(seen.page.locator("#banner")).to_be_hidden(timeout=PATIENCE)
    assert seen.page.locator("#desk").evaluate("element => element.scrollTop") == 600


def test_another_document_can_be_chosen_by_keyboard(office: Path, look) -> None:  # type: ignore[no-untyped-def]
    seen = look(office / "青石街道.yaml", width=900)
    seen.shows("实施方案")
    choice = seen.page.locator("#choice")
    assert choice.locator("optgroup").nth(0).locator("option").all_inner_texts() == [
        "实施方案",
        "进展汇报（1—6月）",
        "工作总结（全年）",
    ]
    seen.page.keyboard.press("Tab")
    expect(choice).to_be_focused()
    seen.page.keyboard.press("ArrowDown")
    seen.shows("上半年")
    assert "进展" in seen.page.title()
    choice.select_option(label="督查通报")
    seen.page.locator("#period").select_option(label="6月")
    expect(seen.page.locator("#period-label")).to_be_visible()
    expect(seen.page.locator("#status")).not_to_contain_text("正在重排", timeout=PATIENCE)
    choice.select_option(label="工作总结（全年）")
    seen.shows("工作总结")
    # Nothing is cut off or laid over: the page is made to fit, both halves have their room.
    assert seen.page.evaluate("() => document.documentElement.scrollWidth") <= 900
    assert seen.page.locator("#desk").evaluate("element => element.scrollWidth <= element.clientWidth + 1")


def test_what_hangs_on_a_document_is_seen_too(tmp_path: Path, look) -> None:  # type: ignore[no-untyped-def]
    entry = tmp_path / "plan.yaml"
    entry.write_text(ADORNED, encoding="utf-8")
    _photograph(tmp_path / "清扫.png", "white")
    seen = look(entry)
    seen.shows("【图表：柱形图：")
    assert "1月10场；2月12场" in seen.papers()
    picture = seen.page.locator("#paper img")
    expect(picture).to_have_count(1)
    address = picture.get_attribute("src")
    assert address.startswith("data:")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 640
    boxes = seen.page.locator("#paper .figure .shape")
    assert [text.splitlines()[0] for text in boxes.all_inner_texts() if text][0] == "全国文明城市工作领导小组"
    for box in boxes.all():  # each at its place inside the drawing
        inner, outer = box.bounding_box(), seen.page.locator("#paper .figure").bounding_box()
        assert outer["x"] - 2 <= inner["x"] <= inner["x"] + inner["width"] <= outer["x"] + outer["width"] + 2
    assert seen.papers().splitlines()[-1].endswith("印发") or "印发" in seen.papers().splitlines()[-2]
    _photograph(tmp_path / "清扫.png", "black")
    expect(picture).not_to_have_attribute("src", address, timeout=PATIENCE)


def test_hostile_text_is_shown_char_for_char(tmp_path: Path, look) -> None:  # type: ignore[no-untyped-def]
    entry = tmp_path / "甲<img src=x onerror=alert(1)>.yaml"
    lines = [
        "单位: 云山市青石街道办事处",
        "创建:",
        "  年度: 2026",
        "  名称: 全国文明城市",
        "任务:",
        *(f"  - 名称: {_quoted('整治' + text)}\n    牵头: 城管科" for text in HOSTILE),
        f"{_quoted(HOSTILE[1])}: 多余的键",
        "文稿:",
        "  - 文种: 实施方案",
        "    日期: 2026年3月1日",
    ]
    entry.write_text("\n".join(line for line in lines if "多余" not in line), encoding="utf-8")
    seen = look(entry)
    for text in HOSTILE:
        seen.shows(f"整治{text}")
    entry.write_text("\n".join(lines), encoding="utf-8")
    expect(seen.page.locator("#findings li.error").first).to_contain_text(HOSTILE[1][:12], timeout=PATIENCE)
    assert entry.name in seen.page.locator("#file").inner_text()
    assert "run" not in seen.page.title()
    assert seen.page.locator("script").count() == 3
    assert seen.page.locator("img, iframe, svg, b, #paper style, #paper script").count() == 0


def test_the_page_says_when_the_program_has_ended(office: Path, look) -> None:  # type: ignore[no-untyped-def]
    seen = look(office / "市档案馆.yaml")
    expect(seen.page.locator("#status")).to_contain_text("已是最新", timeout=PATIENCE)
    seen.preview.end()
    expect(seen.page.locator("#status")).to_contain_text("预览已经结束", timeout=PATIENCE)


def _photograph(path: Path, colour: str) -> None:
    from PIL import Image

    Image.new("RGB", (640, 480), colour).save(path)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
