"""A template from anywhere runs no code, reads no file, and comes to an end."""

# ruff: noqa: E501  (a table reads best with one row a line)

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from wenming_docs.errors import InvalidInput
from wenming_docs.findings import SourceText
from wenming_docs.words.template import render_template

SECONDS = 10.0


@dataclass
class Box:
    """A context object with a method, as no context should have."""

    name: str = "甲"
    opened: int = 0

    def open(self) -> str:
        self.opened += 1
        return "开了"


PAYLOADS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ title['__class__']['__mro__'] }}",
    "{{ title | attr('__class__') }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ range.__class__ }}",
    "{{ dict.__base__ }}",
    "{{ '{0.__class__}'.format(title) }}",
    "{{ '{0.__class__}'.format_map({'0': title}) }}",
    "{% set f = '{0.__class__}'.format %}{{ f(title) }}",
    "{{ ['{0.__class__}'] | map('format', title) | join }}",
    "{{ '%(a)s' % {'a': title} }}",
    "{{ {'__class__': 1} | xmlattr }}",
    "{{ title | urlize }}",
    "{{ title | safe }}",
    "{{ title | replace('甲', '乙') }}",
    "{{ title | default('无') }}",
    "{{ units | map('attr', '__class__') | list }}",
    "{{ units | map(attribute='__class__') | list }}",
    "{{ units | selectattr('__class__') | list }}",
    "{{ units | groupby('__class__') }}",
    "{{ units | join(attribute='__class__') }}",
    "{{ units.append('丙') }}",
    "{{ units.__setitem__(0, '丙') }}",
    "{{ facts.update({'a': 1}) }}",
    "{{ facts.pop('单位') }}",
    "{{ box.open() }}",
    "{{ box.open }}",
    "{{ box.open.__func__.__globals__ }}",
    "{{ box['open']() }}",
    "{{ [box] | map(attribute='open') | join }}",
    "{% set box.name = '乙' %}",
    "{% import 'os' as os %}",
    "{% include '/etc/passwd' %}",
    "{% include ['../../etc/passwd', 'file:///etc/passwd'] %}",
    "{% include '..\\\\..\\\\windows\\\\win.ini' %}",
    "{% extends 'http://example.org/x' %}",
    "{% from '/etc/passwd' import root %}",
    "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._func }}",
    "{% macro m() %}{{ caller.__class__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% for x in units %}{{ loop.__class__ }}{% endfor %}",
    "{% for x in units %}{{ loop._iterator }}{% endfor %}",
    "{% for x in units %}{{ loop.changed(x) }}{% endfor %}",
    "{% import '正文.md.j2' as m %}{{ m._body_stream }}",
    "{% autoescape false %}{{ title }}{% endautoescape %}",
    "{% do units.append(1) %}",
    "{% raw %}{% endraw %}{{ ''.join.__self__ }}",
    "{{ title.encode('utf-8') }}",
    "{{ 7 * 7 }}",
    "{{ 2 ** 99999999 }}",
    "{{ 'a' * 10 ** 9 }}",
    "{{ 'a' | center(1000000000) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ title | indent(100000000) }}",
    "{{ units | batch(100000000) | list }}",
    "{{ 9" + "9" * 5000 + " }}",
    "{{ " + "(" * 5000 + " }}",
    "{{ " + "not " * 20000 + "title }}",
    "{{ " + "[" * 500 + "]" * 500 + " }}",
    "{% if title %}" * 500 + "{% endif %}" * 500,
]

ENDLESS = {
    "循环套循环": "{% for a in units %}" * 12 + "x" + "{% endfor %}" * 12,
    "宏里的循环": "{% macro m() %}" + "{% for a in units %}" * 12 + "长文字" * 99 + "{% endfor %}" * 12 + "{% endmacro %}{{ m() }}",
    "宏调用翻倍": "{% macro d(n) %}{% if n %}{{ d(n-1) }}{{ d(n-1) }}{% endif %}x{% endmacro %}{{ d(40) }}",
    "连接翻倍": "{% macro d(x,n) %}{% if n %}{{ d(x ~ x, n-1) }}{% endif %}x{% endmacro %}{{ d('ab', 60) }}",
    "块翻倍": "{% macro d(x,n) %}{% set y %}{{ x }}{{ x }}{% endset %}{% if n %}{{ d(y, n-1) }}{% endif %}"
    "{% endmacro %}{{ d('ab', 60) }}",
    "列表翻倍": "{% macro d(x,n) %}{% if n %}{{ d(x + x, n-1) }}{% endif %}{% endmacro %}{{ d(units, 60) }}",
    "比较翻倍": "{% macro d(x,y,n) %}{% if n %}{{ d([x,x],[y,y], n-1) }}{% elif x == y %}1{% endif %}{% endmacro %}"
    "{{ d(['a'],['a'], 60) }}",
    "键翻倍": "{% macro d(x,n) %}{% if n %}{{ d((x,x), n-1) }}{% else %}{{ {x:1} | list | join }}{% endif %}"
    "{% endmacro %}{{ d(('a',), 60) }}",
    "下标翻倍": "{% macro d(x,n) %}{% if n %}{{ d((x,x), n-1) }}{% else %}{{ facts[x] }}{% endif %}{% endmacro %}"
    "{{ d(('a',), 60) }}",
    "去重翻倍": "{% macro d(x,n) %}{% if n %}{{ d((x,x), n-1) }}{% else %}{{ [x] | unique | list }}{% endif %}"
    "{% endmacro %}{{ d(('a',), 60) }}",
    "引入翻倍": "{% set n = n - 1 %}{% if n > 0 %}{% include '正文.md.j2' %}{% include '正文.md.j2' %}{% endif %}",
    "递归循环": "{% for a in units recursive %}{{ loop(units) }}{% endfor %}",
    "块套块": "{% block a %}{{ self.a() }}{{ self.a() }}{% endblock %}",
}  # fmt: skip


@contextmanager
def hurried() -> Iterator[None]:
    """Fails if what is inside takes longer than a reader would wait."""
    start = time.perf_counter()
    yield
    assert time.perf_counter() - start < SECONDS


def render(folder: Path, text: str, box: Box | None = None) -> str:
    (folder / "正文.md.j2").write_text(text, encoding="utf-8")
    names = {
        "title": SourceText("甲"),
        "units": list("甲乙丙丁戊己庚辛壬癸"),
        "facts": {"单位": "甲"},
        "box": box or Box(),
        "n": 40,
    }
    return render_template("正文.md.j2", names, [folder]).text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_template_is_refused(tmp_path: Path, payload: str) -> None:
    box = Box()
    with hurried(), pytest.raises(InvalidInput) as caught:
        render(tmp_path, payload, box)
    assert box == Box()
    [finding] = caught.value.findings
    assert finding.origin is not None and finding.origin.file == str(tmp_path / "正文.md.j2")
    assert len(finding.message) < 400


@pytest.mark.parametrize("template", ENDLESS.values(), ids=ENDLESS.keys())
def test_a_template_without_end_is_stopped(tmp_path: Path, template: str) -> None:
    with hurried(), pytest.raises(InvalidInput) as caught:
        render(tmp_path, template)
    assert caught.value.findings[0].code in {"T003", "T005", "T006"}


def test_facts_are_not_changed_by_a_template(tmp_path: Path) -> None:
    text = "{% set units = units + ['丙'] %}{{ units | length }}{{ facts.单位 }}"
    assert render(tmp_path, text) == "\ue0000\ue001\ue0001\ue001"


def test_names_of_one_render_do_not_leak_into_the_next(tmp_path: Path) -> None:
    (tmp_path / "x.md.j2").write_text(
        "{% if seen is defined %}{{ seen }}{% else %}无{% endif %}", encoding="utf-8"
    )
    assert render_template("x.md.j2", {"seen": "有"}, [tmp_path]).slots == ("有",)
    assert render_template("x.md.j2", {}, [tmp_path]).text == "无"
