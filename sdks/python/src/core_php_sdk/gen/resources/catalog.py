# Generated from docs/openapi.json by npm run gen.
from __future__ import annotations

from typing import TYPE_CHECKING

from ..._not_given import NOT_GIVEN
from ..._operation import Operation
from ..._resource import Resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal
    from ..._not_given import NotGiven
    from ..._settings import CallOptions
    from ..inputs import CatalogApplyFeature, CatalogApplyPackage
    from ..models import Catalog, CatalogDifference

_GET = Operation("catalog.get", "GET", "/catalog", "data", "Catalog", query=("fields",))
_APPLY = Operation("catalog.apply", "PUT", "/catalog", "data", "CatalogDifference", query=("dry_run",), body=True)


class CatalogResource(Resource):
    """All features and packages in one document, to be kept as code."""

    def get(
        self,
        *,
        fields: Sequence[Literal["features", "packages"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Catalog:
        """Read the whole catalogue, as PUT takes it.

        Features and packages are sorted by code. To change the catalogue safely, send it back with
        `PUT /catalog` and its `ETag` as `If-Match`: if another change came first, the request
        returns 412.

        Requires any valid API key.

        fields: Returns only these fields, and the ID.
        """
        answer: Catalog = self._client._call(_GET, (), {
            "fields": fields,
        }, options)
        return answer

    def apply(
        self,
        *,
        features: Sequence[CatalogApplyFeature],
        packages: Sequence[CatalogApplyPackage],
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> CatalogDifference:
        """Replace the whole catalogue (operators).

        Returns the added, changed and removed features and packages, and the features that plans
        lose. A package that was assigned and a feature with a boost cannot be removed. With
        `dry_run=true`, nothing is changed.

        Scope: `write:catalog`.

        For operators only.

        features: Features with their limits.
        packages: Packages with their features.
        dry_run: Returns the changes without making them.
        """
        answer: CatalogDifference = self._client._call(_APPLY, (), {
            "features": features,
            "packages": packages,
            "dry_run": dry_run,
        }, options)
        return answer


class AsyncCatalogResource(Resource):
    """All features and packages in one document, to be kept as code."""

    async def get(
        self,
        *,
        fields: Sequence[Literal["features", "packages"]] | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> Catalog:
        """Read the whole catalogue, as PUT takes it.

        Features and packages are sorted by code. To change the catalogue safely, send it back with
        `PUT /catalog` and its `ETag` as `If-Match`: if another change came first, the request
        returns 412.

        Requires any valid API key.

        fields: Returns only these fields, and the ID.
        """
        answer: Catalog = await self._client._call(_GET, (), {
            "fields": fields,
        }, options)
        return answer

    async def apply(
        self,
        *,
        features: Sequence[CatalogApplyFeature],
        packages: Sequence[CatalogApplyPackage],
        dry_run: bool | NotGiven = NOT_GIVEN,
        options: CallOptions | None = None,
    ) -> CatalogDifference:
        """Replace the whole catalogue (operators).

        Returns the added, changed and removed features and packages, and the features that plans
        lose. A package that was assigned and a feature with a boost cannot be removed. With
        `dry_run=true`, nothing is changed.

        Scope: `write:catalog`.

        For operators only.

        features: Features with their limits.
        packages: Packages with their features.
        dry_run: Returns the changes without making them.
        """
        answer: CatalogDifference = await self._client._call(_APPLY, (), {
            "features": features,
            "packages": packages,
            "dry_run": dry_run,
        }, options)
        return answer
