"""Signing in through a provider."""

from __future__ import annotations

from tests.verify.mutants.table import breaks
from tests.verify.service.http import Request
from tests.verify.service.providers import ProviderService


@breaks("provider.request")
class ShowsTheVerifier(ProviderService):
    method = "plain"


@breaks("provider.once")
class AnswerServesAgain(ProviderService):
    def forget(self, _state: str, _code: str) -> None:
        """It stays."""


@breaks("provider.browser")
class AnyBrowserWillDo(ProviderService):
    def is_same(self, _request: Request, _browser: str) -> bool:
        return True


@breaks("provider.mixed")
class AnyVerifierWillDo(ProviderService):
    def fits(self, _verifier: str, _asked: str) -> bool:
        return True
