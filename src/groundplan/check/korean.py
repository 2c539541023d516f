"""Korean particles behind words of the SPEC: `주문`을(를) becomes `주문`을, by the last sound of the word.

Behind Latin letters and digits both forms stay, because how they are read out is not in the text.
"""

from __future__ import annotations

import re

from groundplan import regex

_PARTICLE = r"([가-힣])(`?)(은\(는\)|이\(가\)|을\(를\)|과\(와\)|\(으\)로)"
_FORMS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
_FINALS = 28  # a syllable's number modulo 28 is its final consonant, 0 for none (Unicode Standard 3.12)
_RIEUL = 8


def particles(text: str) -> str:
    """`text` with each particle in the form that its word asks for."""
    return regex.sub(_PARTICLE, _chosen, text)


def _chosen(match: re.Match[str]) -> str:
    syllable, quote, particle = match.groups()
    final = (ord(syllable) - ord("가")) % _FINALS
    closed, open_ = _FORMS[particle]
    like_open = final == 0 or (particle == "(으)로" and final == _RIEUL)
    return syllable + quote + (open_ if like_open else closed)
