"""The local Google holds the books of these stories."""

from tests.localgoogle.conftest import school

__all__ = ["school"]
