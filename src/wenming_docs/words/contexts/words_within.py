"""Which of very many words stand in a sentence, without asking for each of them."""

from __future__ import annotations

from collections.abc import Iterable

_HEAD = 2
"""Signs of a word that are looked up; every word has as many."""


class Words:
    """Words of two signs and more, each with what it stands for."""

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        self._by_head: dict[str, list[tuple[int, str, str]]] = {}
        for number, (word, meant) in enumerate(words):
            self._by_head.setdefault(word[:_HEAD], []).append((number, word, meant))

    def within(self, sentence: str) -> list[str]:
        """What the words in ``sentence`` stand for, in the order in which they were given."""
        heads = {sentence[at : at + _HEAD] for at in range(len(sentence) - 1)}
        found = [
            (number, meant)
            for head in heads & self._by_head.keys()
            for number, word, meant in self._by_head[head]
            if word in sentence
        ]
        return [meant for _, meant in sorted(found)]
