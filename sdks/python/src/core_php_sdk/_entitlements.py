from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from ._not_given import NOT_GIVEN, NotGiven
from .errors import ReservationRefused, SdkError
from .gen.resources.entitlements import AsyncEntitlementsResource as GeneratedAsync
from .gen.resources.entitlements import EntitlementsResource as Generated

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator

    from ._settings import CallOptions
    from .gen.models import EntitlementReserved, Reservation


class Held:
    """A reservation in use. Set `used` to commit less than was reserved; the rest is free again."""

    def __init__(self, decision: EntitlementReserved) -> None:
        if decision.reservation is None:
            raise ReservationRefused(decision.message, decision)
        self.decision = decision
        self.reservation: Reservation = decision.reservation
        self.used: int | None = None

    @property
    def id(self) -> str:
        return self.reservation.id


class EntitlementsResource(Generated):
    @contextmanager
    def with_reservation(
        self, namespace_id: str, *, feature: str, quantity: int, ttl_seconds: int, options: CallOptions | None = None
    ) -> Generator[Held, None, None]:
        """Reserves, runs the block, then commits; an exception in the block releases and passes on.

        Raises ReservationRefused, and does not run the block, where the plan allows no more.
        """
        held = Held(
            self.reserve(namespace_id, feature=feature, quantity=quantity, ttl_seconds=ttl_seconds, options=options)
        )
        try:
            yield held
        except BaseException:
            self._release(namespace_id, held.id, _rest_of(options))
            raise
        self.commit_reservation(namespace_id, held.id, quantity=_used(held), options=_rest_of(options))

    def _release(self, namespace_id: str, reservation_id: str, options: CallOptions) -> None:
        # The block's own error counts; what is not released expires.
        try:
            self.release_reservation(namespace_id, reservation_id, options=options)
        except SdkError:
            pass


class AsyncEntitlementsResource(GeneratedAsync):
    @asynccontextmanager
    async def with_reservation(
        self, namespace_id: str, *, feature: str, quantity: int, ttl_seconds: int, options: CallOptions | None = None
    ) -> AsyncGenerator[Held, None]:
        """Reserves, runs the block, then commits; an exception in the block releases and passes on.

        Raises ReservationRefused, and does not run the block, where the plan allows no more.
        """
        held = Held(
            await self.reserve(
                namespace_id, feature=feature, quantity=quantity, ttl_seconds=ttl_seconds, options=options
            )
        )
        try:
            yield held
        except BaseException:
            await self._release(namespace_id, held.id, _rest_of(options))
            raise
        await self.commit_reservation(namespace_id, held.id, quantity=_used(held), options=_rest_of(options))

    async def _release(self, namespace_id: str, reservation_id: str, options: CallOptions) -> None:
        # The block's own error counts; what is not released expires.
        try:
            await self.release_reservation(namespace_id, reservation_id, options=options)
        except SdkError:
            pass


def _used(held: Held) -> int | NotGiven:
    return NOT_GIVEN if held.used is None else held.used


def _rest_of(options: CallOptions | None) -> CallOptions:
    """Options for what follows the reserve: the same context and limits, another Idempotency-Key."""
    rest: CallOptions = {} if options is None else options.copy()
    rest.pop("idempotency_key", None)
    return rest
