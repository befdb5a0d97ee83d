"""Macros are called by a short way where each parameter has its place: what they write is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from wenming_docs.errors import InvalidInput
from wenming_docs.words.template import render_template

MACROS = """\
{% macro 无参() %}空{% endmacro %}
{% macro 两参(甲, 乙) %}{% if 甲 == 1 %}一{% endif %}{% if 乙 == 2 %}二{% endif %}{% endmacro %}
{% macro 有默认(甲, 乙=2) %}{% if 乙 == 2 %}默认{% else %}给了{% endif %}{% endmacro %}
{% macro 多参(甲) %}{% if varargs %}多{% endif %}{% if kwargs %}名{% endif %}{% endmacro %}
{% macro 有主(甲) %}前{{ caller() }}后{% endmacro %}
{% macro 主有参(甲) %}前{{ caller(甲) }}后{% endmacro %}
{% macro 明主(甲, caller=none) %}{% if caller %}{{ caller() }}{% else %}没有{% endif %}{% endmacro %}
"""
CALLS = (
    "{{ 无参() }}",
    "{{ 两参(1, 2) }}",
    "{{ 两参(1, 乙=2) }}",
    "{{ 两参(乙=2, 甲=1) }}",
    "{% for 数 in [1, 2] %}{{ 两参(数, 数) }}{% endfor %}",
    "{{ 有默认(1) }}{{ 有默认(1, 3) }}{{ 有默认(1, 乙=3) }}",
    "{{ 多参(1) }}{{ 多参(1, 2) }}{{ 多参(1, 丙=3) }}",
    "{% call 有主(1) %}中{% endcall %}",
    "{% for 数 in [1, 2] %}{% call 有主(数) %}{{ 两参(数, 2) }}{% endcall %}{% endfor %}",
    "{% call(数) 主有参(1) %}{% if 数 == 1 %}是一{% endif %}{% endcall %}",
    "{{ 明主(1) }}{% call 明主(1) %}中{% endcall %}",
)
FAULTS = (
    "{{ 两参(1) }}",
    "{{ 两参(1, 2, 3) }}",
    "{{ 无参(丙=1) }}",
    "{{ 有主(1) }}",
    "{{ 有主(1, caller=none) }}",
)


def written(text: str, folder: Path) -> str:
    (folder / "试.md.j2").write_text(MACROS + text, encoding="utf-8")
    return render_template("试.md.j2", {}, (folder,)).text.strip()


@pytest.mark.parametrize("call", CALLS)
def test_a_call_writes_what_jinja_itself_would_write(call: str, tmp_path: Path) -> None:
    jinja = Environment(trim_blocks=True, lstrip_blocks=True)
    assert written(call, tmp_path) == jinja.from_string(MACROS + call).render().strip()


@pytest.mark.parametrize("call", FAULTS)
def test_a_call_with_too_little_or_too_much_is_refused(call: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        written(call, tmp_path)
