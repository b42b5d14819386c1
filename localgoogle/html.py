"""Pages: templates that escape everything, and headers that let a page do no more than it must."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from localgoogle.call import Reply

PAGES = Path(__file__).parent / "pages"
STATIC = {path.name: path.read_bytes() for path in sorted((PAGES / "static").iterdir()) if path.is_file()}
VERSIONS = {name: hashlib.sha256(content).hexdigest()[:12] for name, content in STATIC.items()}

POLICY = (
    "default-src 'none'; {scripts}style-src 'self'; img-src 'self' data:; form-action {forms}; "
    "frame-ancestors 'none'; base-uri 'none'"
)
SCRIPTS = "script-src 'self'; connect-src 'self'; "


def static_path(name: str) -> str:
    """The address of a static file, with its version in it, so that browsers may keep it for good."""
    return f"/static/{name}?v={VERSIONS[name]}"


TEMPLATES = Environment(
    loader=FileSystemLoader(PAGES / "templates", encoding="utf-8"),
    autoescape=True,
    auto_reload=False,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals["static"] = static_path


def page(
    template: str,
    values: dict[str, Any],
    status: int = 200,
    headers: dict[str, str] | None = None,
    forms_to: str = "'self'",
    scripts: bool = False,
) -> Reply:
    """A page for people. ``forms_to`` is where its forms may lead, a list of sources as CSP has them.

    With ``scripts`` it may run our own files from /static/ and let them talk to this server.
    """
    content = TEMPLATES.get_template(template).render(values)
    allowed = security_headers(forms_to, scripts=scripts)
    return Reply(content, status, "text/html; charset=utf-8", allowed | (headers or {}))


def security_headers(forms_to: str = "'self'", *, scripts: bool = False) -> dict[str, str]:
    return {
        "Content-Security-Policy": POLICY.format(forms=forms_to, scripts=SCRIPTS if scripts else ""),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


def notice(status: int, title: str, text: str, link: tuple[str, str] | None = None) -> Reply:
    """A page that says one thing; ``link`` is an address and its words."""
    return page("notice.html", {"title": title, "text": text, "link": link}, status)


def redirect(address: str, headers: dict[str, str] | None = None) -> Reply:
    """Go and get that address (303)."""
    return Reply("", 303, "text/html; charset=utf-8", security_headers() | {"Location": address} | (headers or {}))
