"""The order of letters in languages whose readers look for them elsewhere than beside their plain letter."""

from __future__ import annotations

#: Letters in order, small ones; a letter that is not here stands beside its plain one, behind it.
#: Several letters that count as one are joined by no space: an entry of `split()` is one letter.
_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
ALPHABETS: dict[str, str] = {
    "az": "a b c ç d e ə f g ğ h x ı i j k q l m n o ö p r s ş t u ü v w y z",
    "bs": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž",
    "cs": "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
    "cy": "a b c ch d dd e f ff g ng h i j l ll m n o p ph r rh s t th u w y",
    "da": f"{_LATIN} æ ø å",
    "eo": "a b c ĉ d e f g ĝ h ĥ i j ĵ k l m n o p r s ŝ t u ŭ v z",
    "es": "a b c d e f g h i j k l m n ñ o p q r s t u v w x y z",
    "et": "a b c d e f g h i j k l m n o p q r s š z ž t u v w õ ä ö ü x y",
    "fi": f"{_LATIN} å ä ö",
    "hr": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž",
    "hu": "a b c cs d dz dzs e f g gy h i j k l ly m n ny o ö p q r s sz t ty u ü v w x y z zs",
    "is": "a á b c d ð e é f g h i í j k l m n o ó p q r s t u ú v w x y ý z þ æ ö",
    "kk": "а ә б в г ғ д е ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я",
    "ku": "a b c ç d e ê f g h i î j k l m n o p q r s ş t u û v w x y z",
    "lt": "a b c č d e f g h i y j k l m n o p q r s š t u v w x z ž",
    "lv": "a b c č d e f g ģ h i j k ķ l ļ m n ņ o p q r s š t u v w x y z ž",
    "mk": "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш",
    "nb": f"{_LATIN} æ ø å",
    "nn": f"{_LATIN} æ ø å",
    "no": f"{_LATIN} æ ø å",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
    "sk": "a ä b c č d e f g h ch i j k l m n o ô p q r s š t u v w x y z ž",
    "sl": "a b c č ć d đ e f g h i j k l m n o p q r s š t u v w x y z ž",
    "sq": "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v x xh y z zh",
    "sr": "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш",
    "sv": f"{_LATIN} å ä ö",
    "tk": "a b ç d e ä f g h i j ž k l m n ň o ö p r s ş t u ü w y ý z",
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
    "tt": "а ә б в г д е ж җ з и й к л м н ң о ө п р с т у ү ф х һ ц ч ш щ ъ ы ь э ю я",
    "uk": "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
}
#: The letters of each script, in the order of those languages that have no entry above.
SCRIPT_LETTERS = (
    _LATIN,
    "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ τ υ φ χ ψ ω",
    "а б в г ґ д ђ ѓ е є ж з ѕ и і ї й ј к л љ м н њ о п р с т ћ ќ у ў ф х ц ч џ ш щ ъ ы ь ѣ э ю я",
)
#: Letters that are written as one and read as another or as two.
PLAIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "e",
    "ς": "σ", "’": "", "'": "",
}  # fmt: skip
#: Languages in which the capital of `ı` is `I`, and of `i` is `İ`.
DOTTED = frozenset({"tr", "az", "crh", "gag"})
