"""The local Google, for stories that must hold on a server and not only on paper."""

from tests.localgoogle.conftest import school

__all__ = ["school"]
