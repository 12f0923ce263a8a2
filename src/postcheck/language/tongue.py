"""Which language a paragraph is in, as far as it takes to say that its wording is not checked.

Latin letters are told apart by function words, which make up a third of any prose; others by their script. A list of names,
a score or a short line has too few of them and counts as English.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

LEAST_WORDS = 12  # a shorter paragraph says too little
_LEAST_SHARE = 0.16  # of the words are function words of the language, and twice as many as English ones
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ENGLISH = frozenset(
    "the a an and or but of to in on at for from with by is are was were be been will would can could have has had do does "
    "did not this that these those we our us you your they their he she his her it its i my me who what when where how if so "
    "as all there here please".split()
)
_OTHERS = {
    "Spanish": "el la los las un una unos unas y o pero de del al en por para con sin que se su sus es son fue era está están "
    "estamos no si como más muy mi tu nuestro nuestra nuestros nuestras lo le les esta este estos cuando hay ya todos",
    "Portuguese": "o a os as um uma e ou mas de do da dos das em no na nos nas por para com sem que se seu sua é são foi não "
    "como mais muito nosso nossa ao este esta quando há já todos você vocês",
    "French": "le la les un une des et ou mais de du au aux en dans par pour avec sans que qui se sa son ses est sont était ne "
    "pas comme plus très notre nos votre vos il elle nous vous ce cette ces à",
    "Haitian Creole": "nan pou ak yo nou li ki pa ap gen sou tout lekòl timoun ou mwen se yon te ka si lè elèv paran",
    "German": "der die das den dem des ein eine und oder aber von zu im in am mit für auf ist sind war nicht sich wir uns "
    "unser unsere sie ihr ihre es wie bei aus nach auch wenn alle bitte",
    "Vietnamese": "và của các là cho có không được trong với những một người này để khi sẽ đã từ về học sinh phụ huynh quý vị",
    "Somali": "waa iyo oo ka ku u in ay aan la uu si loo waxaa ah ama ardayda dugsiga ilmahaaga fadlan haddii",
    "Hmong": "thiab cov nyob rau yog tau lub tus los peb nws koj tsis nrog yuav hauv txog kev tsev kawm ntawv",
    "Tagalog": "ang ng mga sa na at ay si ni para po kung hindi ito aming inyong kami tayo ninyo namin mag may",
    "Swahili": "na ya wa kwa ni za katika la kuwa wanafunzi shule wazazi tafadhali yetu yenu hii kama",
}
_WORDS = {name: frozenset(words.split()) for name, words in _OTHERS.items()}
_SCRIPTS = {
    "ARABIC": "Arabic letters",
    "CYRILLIC": "Cyrillic letters",
    "CJK": "Chinese characters",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "DEVANAGARI": "Devanagari letters",
    "ETHIOPIC": "Ethiopic letters",
    "MYANMAR": "Burmese or Karen letters",
    "LAO": "Lao letters",
    "KHMER": "Khmer letters",
    "THAI": "Thai letters",
    "GREEK": "Greek letters",
    "HEBREW": "Hebrew letters",
    "GUJARATI": "Gujarati letters",
    "BENGALI": "Bengali letters",
    "GURMUKHI": "Punjabi letters",
}
_LEAST_LETTERS = 20


def foreign(paragraph: str) -> str | None:
    """The language, or the script, of a paragraph that is not English; None for English and for too little to tell."""
    if not paragraph.isascii():
        script = _script(paragraph)
        if script:
            return script
    # As typed: in a list of names, De, La and Do are no function words.
    words = _WORD.findall(paragraph.casefold() if paragraph.isupper() else paragraph)
    if len(words) < LEAST_WORDS:
        return None
    english = sum(word in _ENGLISH for word in words)
    name, count = max(
        ((name, sum(word in known for word in words)) for name, known in _WORDS.items()), key=lambda c: c[1]
    )
    return name if count >= _LEAST_SHARE * len(words) and count > 2 * english else None


def _script(text: str) -> str | None:
    letters = [letter for letter in text if letter.isalpha()]
    others = Counter(
        unicodedata.name(letter, "").partition(" ")[0] for letter in letters[:400] if ord(letter) > 0x24F
    )  # beyond Latin
    if not others:
        return None
    name, count = others.most_common(1)[0]
    return _SCRIPTS.get(name) if count >= _LEAST_LETTERS and 2 * count > min(len(letters), 400) else None
