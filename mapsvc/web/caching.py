"""Ready answers: rendered once, kept with ETag and the forms asked for, given before Flask is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from mapsvc.cache import Budget, Shelf
from mapsvc.web.language import negotiate
from mapsvc.web.media import wants_page
from mapsvc.web.reply import (
    IMMUTABLE,
    MADE,
    OVERHEAD_BYTES,
    Answer,
    Environ,
    Reply,
    give_once,
    is_fleeting,
    prepare_answer,
)
from mapsvc.web.tracking import without_tracking

if TYPE_CHECKING:
    from mapsvc.language import Language

StartResponse = Callable[..., Any]

#: Addresses whose answers are data or a page, as the reader takes them.
_IN_FORMS = "/api"
_ASK = ("GET", "HEAD")
#: In an environment of WSGI: a view need not make a file, and says what it would be known by.
ONLY_NAMED = "mapsvc.only_named"
#: The header in which it says so.
NAMED = "X-Mapsvc-Named"
#: What of a request decides under which key its answer is kept, and how much memory such keys may take.
_DECIDE_KEY = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT")
_KEYS_BYTES = 2_000_000
#: What the way from an address to its answer takes.
_WAY_BYTES = 400
#: Of the memory of a worker, for answers to questions that somebody made up, and may ask again: however many
#: new ones come, they drive out each other and nothing else.
_QUESTIONS_SHARE, _LONGEST_QUESTION = 1 / 8, 2_000
#: So many ways to ask are answered without a look at what was asked; of each the headers are kept.
_MOST_READY, _READY_BYTES = 512, 3_000

#: What of a request decides an answer that needs no more: method, path, query, and some headers.
Wish = tuple[str | None, ...]


class Front:
    """
    A WSGI application before another: gives kept answers, and keeps what it may.

    An answer is kept under its path, form and language alone, so that made-up queries cannot fill the memory;
    all share one budget of bytes. A file is kept by what it is made of, under whatever address.
    It is kept without the host that it was asked by: each reader gets it with the host that he asked.
    """

    def __init__(
        self,
        application: Callable[[Environ, StartResponse], Iterable[bytes]],
        languages: Sequence[Language],
        budget: Budget,
    ) -> None:
        self._application = application
        self._languages = languages
        #: Addresses lead to what an answer is known by, and that to the answer.
        self.kept: Shelf[Answer | tuple[str, ...]] = budget.shelf()
        self._questions: Shelf[Answer | tuple[str, ...]] = Budget(
            int(budget.most_bytes * _QUESTIONS_SHARE)
        ).shelf()
        self._ready: Shelf[Reply] = budget.shelf(_MOST_READY)
        #: Under which key an answer to such a request is kept, or that it is under none: found out once.
        self._keys: Shelf[tuple[str, ...]] = Budget(_KEYS_BYTES).shelf()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, whatever it takes."""
        environ = tidy(environ)
        reply = self.known(environ)
        if reply is None:
            # What is sent can be read once, and nothing made of it is kept.
            sent = environ["REQUEST_METHOD"] not in _ASK
            named = self.ask(environ if sent else environ | {ONLY_NAMED: True})
            tag = tag_named(named)
            reply = (
                self.take(environ, named)
                if tag is None
                else self.known_by(tag, environ) or self.take(environ, self.ask(environ))
            )
        start_response(reply.status, reply.headers)
        return [reply.body]

    @property
    def questions_bytes(self) -> int:
        """How much memory answers to questions take that somebody made up."""
        return self._questions.budget.taken_bytes

    def ready(self, wish: Wish) -> Reply | None:
        """Return the answer to a wish like one before, if that is kept whole."""
        return self._ready.find(wish)

    def known(self, environ: Environ, wish: Wish | None = None) -> Reply | None:
        """Return a kept answer to a request, ready for a wish from then on; nothing if there is none."""
        key = self._key_of(environ)
        way = self.kept.find(key) if key else self._questions.find(_asked_of(environ))
        answer = self.kept.find(way) if isinstance(way, tuple) else way
        if not isinstance(answer, Answer):
            return None
        reply = self._give(way, answer, environ) if isinstance(way, tuple) else self._tell(answer, environ)
        if wish is not None and reply.status.startswith("200"):
            self._ready.keep(wish, reply, _READY_BYTES, {id(reply.body): len(reply.body)})
        return reply

    def _key_of(self, environ: Environ) -> tuple[str, ...]:
        asked = _asked_of(environ)
        found = self._keys.find(asked)
        if found is None:
            found = _key(environ, self._languages) or ()
            self._keys.keep(asked, found, _WAY_BYTES + sum(map(len, asked)))
        return found

    def known_by(self, tag: str, environ: Environ) -> Reply | None:
        """Return a kept file by what it is known by; the address that was asked then leads to it."""
        way = (tag,)
        reply = self._again(way, environ)
        if reply is not None:
            self._lead(environ, way)
        return reply

    def _lead(self, environ: Environ, way: tuple[str, ...]) -> None:
        """Let an address lead to an answer; one that somebody made up, with others of its kind."""
        key, asked = self._key_of(environ), _asked_of(environ)
        if key:
            self.kept.keep(key, way, _WAY_BYTES)
        elif environ["REQUEST_METHOD"] in _ASK and len(environ.get("QUERY_STRING", "")) <= _LONGEST_QUESTION:
            self._questions.keep(asked, way, _WAY_BYTES + sum(map(len, asked)))

    def _again(self, way: tuple[str, ...], environ: Environ) -> Reply | None:
        answer = self.kept.find(way)
        return self._give(way, answer, environ) if isinstance(answer, Answer) else None

    def _give(self, way: tuple[str, ...], answer: Answer, environ: Environ) -> Reply:
        before = answer.size_bytes
        reply = answer.give(environ)
        if answer.size_bytes != before:
            self.kept.keep(way, answer, OVERHEAD_BYTES, answer.bodies)
        return reply

    def _tell(self, answer: Answer, environ: Environ) -> Reply:
        """Give an answer to a question, and keep it with the encodings that it has by then."""
        before, asked = answer.size_bytes, _asked_of(environ)
        reply = answer.give(environ)
        if answer.size_bytes != before or self._questions.find(asked) is not answer:
            self._questions.keep(asked, answer, answer.size_bytes + sum(map(len, asked)))
        return reply

    def take(self, environ: Environ, reply: Reply) -> Reply:
        """Keep what the application answered, if that may be, and return what the reader gets of it."""
        if not reply.status.startswith("200") or environ["REQUEST_METHOD"] not in _ASK:
            return give_once(reply, environ)
        path, key = environ["PATH_INFO"], self._key_of(environ)
        answer = prepare_answer(path, reply.headers, reply.body)
        # Two addresses with one answer, such as days that show the same, are one entry.
        made = path.startswith(MADE)
        way = (
            (answer.etag,) if made else (answer.etag, repr((answer.headers, answer.vary, answer.by_language)))
        )
        if key or made:
            self.kept.keep(way, answer, OVERHEAD_BYTES, answer.bodies)
        if key or made:
            self._lead(environ, way)
            return self._give(way, answer, environ)
        if is_fleeting(path) or len(environ.get("QUERY_STRING", "")) > _LONGEST_QUESTION:
            return answer.give(environ)
        return self._tell(answer, environ)

    def ask(self, environ: Environ) -> Reply:
        """Return what the application answers, whole."""
        captured: list[Any] = []
        # A kept answer needs its body, so the application is always asked for GET.
        asked = environ | {"REQUEST_METHOD": "GET"} if environ["REQUEST_METHOD"] == "HEAD" else environ

        def keep(
            status: str, headers: list[tuple[str, str]], _exc_info: Any = None
        ) -> Callable[[bytes], None]:
            captured[:] = [status, headers]
            return lambda _: None

        chunks = self._application(asked, keep)
        try:
            body = b"".join(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()
        left_out = environ["REQUEST_METHOD"] == "HEAD" and not captured[0].startswith("200")
        return Reply(captured[0], captured[1], b"" if left_out else body)


def _asked_of(environ: Environ) -> tuple[str, ...]:
    return tuple(str(environ.get(name, "")) for name in _DECIDE_KEY)


def tidy(environ: Environ) -> Environ:
    """Return the environment of a request without what only counts readers."""
    return environ | {"QUERY_STRING": without_tracking(environ.get("QUERY_STRING", ""))}


def tag_named(reply: Reply) -> str | None:
    """Return what a file is known by, if it is still to be made; nothing if this is the answer."""
    return next((value for name, value in reply.headers if name == NAMED), None)


def _key(environ: Environ, languages: Sequence[Language]) -> tuple[str, str] | None:
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] not in _ASK or is_fleeting(path):
        return None
    query = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    if [name for name, _ in query] not in ([], ["lang"]):
        return None
    if path.startswith(IMMUTABLE):
        return (path, "") if not query else None
    asked = query[0][1] if query else None
    lang = negotiate(asked, environ.get("HTTP_ACCEPT_LANGUAGE", ""), languages)
    # Whether the language was asked for or guessed shows in the answer's `Vary`.
    # So does the form that the reader takes.
    form = "page" if path.startswith(_IN_FORMS) and wants_page(environ.get("HTTP_ACCEPT", "")) else ""
    return (path, f"{lang}{'' if query else '*'}{form}") if lang else None
