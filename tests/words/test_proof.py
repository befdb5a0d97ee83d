"""The proof that nothing was lost, held against the rule as it is said: one leaf at a time."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.blocks import Markup, Paragraph, Text, placeholder
from wenming_docs.findings import Origin, SourceText
from wenming_docs.words.checks import lost
from wenming_docs.words.contexts import Context

PLACES = tuple(Origin("事实.yaml", line, 1, f"任务[{line}]") for line in range(1, 5))
places = st.lists(st.sampled_from(PLACES), max_size=2, unique=True).map(tuple)
words = st.text("甲乙丙", max_size=3)
texts = st.builds(SourceText, words, places)


@dataclass(frozen=True)
class Named:
    """Like a person of the facts: a name, at a place."""

    name: str
    origins: tuple[Origin, ...]


leaves = st.lists(st.one_of(texts, st.builds(Named, words, places)), max_size=6)
blocks = st.lists(st.builds(Text, words, places), max_size=3).map(lambda runs: (Paragraph(tuple(runs)),))
slots = st.lists(st.one_of(texts, blocks), max_size=6).map(tuple)


def wholes(printed: tuple[Any, ...]) -> list[tuple[tuple[Origin, ...], str]]:
    """What was printed, and from where; neighbours in a block that come from the same place are one."""
    found: list[tuple[tuple[Origin, ...], str]] = []
    for slot in printed:
        if isinstance(slot, SourceText):
            found.append((slot.origins, str(slot)))
            continue
        runs: list[tuple[tuple[Origin, ...], str]] = []
        for text in slot[0].inlines:
            if runs and runs[-1][0] == text.origins:
                runs[-1] = (text.origins, runs[-1][1] + text.text)
            else:
                runs.append((text.origins, text.text))
        found += runs
    return found


def is_there(leaf: Any, required: list[Any], printed: list[tuple[tuple[Origin, ...], str]]) -> bool:
    """Each place of the leaf was printed, and a name, or a text of a list, stands there as it is."""
    if not all(any(place in origins for origins, _ in printed) for place in leaf.origins):
        return False
    beside = [o for o in required if isinstance(o, SourceText) and o.origins[:1] == leaf.origins[:1]]
    name = leaf.name if isinstance(leaf, Named) else leaf if len(beside) > 1 else ""
    return not leaf.origins or any(name in text for origins, text in printed if leaf.origins[0] in origins)


@given(leaves, slots)
def test_a_fact_is_lost_when_its_place_or_its_name_was_not_printed(
    required: list[Any], printed: tuple[Any, ...]
) -> None:
    markup = Markup("\n\n".join(map(placeholder, range(len(printed)))), printed)
    context = cast(Context, SimpleNamespace(expected=(), blocks=(), required=required))
    wanted = [leaf for leaf in required if not is_there(leaf, required, wholes(printed))]
    assert lost(context, markup).facts == tuple(wanted)


@given(st.lists(texts.filter(lambda text: bool(text)), max_size=6), st.randoms())
def test_what_was_printed_whole_in_any_order_is_not_lost(expected: list[SourceText], chance: Any) -> None:
    printed = chance.sample(expected, len(expected))
    markup = Markup("\n\n".join(map(placeholder, range(len(printed)))), tuple(printed))
    context = cast(Context, SimpleNamespace(expected=tuple(expected), blocks=(), required=()))
    assert lost(context, markup).words == ()


@given(st.lists(texts.filter(lambda text: bool(text and text.origins)), min_size=1, max_size=6))
def test_a_text_proves_one_mention_and_no_second(expected: list[SourceText]) -> None:
    markup = Markup(placeholder(0), (expected[0],))
    context = cast(Context, SimpleNamespace(expected=(expected[0], expected[0]), blocks=(), required=()))
    assert lost(context, markup).words == (expected[0],)
