"""Only this machine's own programs get through to the embedded AWS, never a web page.

A browser on this machine can send requests to any loopback port. What it sends names where it comes from
(Origin, Referer, Sec-Fetch-Site) or, after DNS rebinding, a foreign Host; and a page cannot sign as an AWS
client does. Each of these alone is refused.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs

STATUS_PATH = "/.workbench/status"
BROWSER_HEADERS = ("HTTP_ORIGIN", "HTTP_REFERER", "HTTP_SEC_FETCH_SITE")

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]


class Guard:
    """A WSGI application that hands allowed requests on, and answers our own status path itself.

    status: what the status path answers, made anew for each request.
    """

    def __init__(self, application: Application, *, port: int, status: Callable[[], Mapping[str, object]]):
        self._application = application
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._status = status

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        refused = self._why_refused(environ)
        if refused:
            return _answer(start_response, "403 Forbidden", {"message": refused})
        if environ.get("PATH_INFO") == STATUS_PATH:
            return _answer(start_response, "200 OK", self._status())
        return self._application(environ, start_response)

    def _why_refused(self, environ: Environ) -> str | None:
        path = environ.get("PATH_INFO", "")
        if environ.get("HTTP_HOST", "").lower() not in self._hosts:
            return "This address does not answer to that Host."
        if any(environ.get(header) for header in BROWSER_HEADERS):
            return "Requests from web pages are refused."
        if path == STATUS_PATH:
            return None
        if path.startswith("/moto-api"):
            return "The simulator's own interface is closed."
        if not _is_signed(environ):
            return "Only signed AWS requests are answered."
        return None


def _is_signed(environ: Environ) -> bool:
    if environ.get("HTTP_AUTHORIZATION", "").startswith(("AWS4-HMAC-SHA256 ", "AWS ")):
        return True
    query = parse_qs(environ.get("QUERY_STRING", ""))
    return {"X-Amz-Signature", "X-Amz-Credential"} <= query.keys() or {
        "Signature",
        "AWSAccessKeyId",
    } <= query.keys()


def _answer(start_response: Any, status: str, body: Mapping[str, object]) -> list[bytes]:
    content = json.dumps(body).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(content)))]
    start_response(status, headers)
    return [content]
