# Generated from docs/openapi.json by npm run gen.
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .resources.workspaces import AsyncWorkspacesResource, WorkspacesResource
    from .resources.members import AsyncMembersResource, MembersResource
    from .resources.invitations import AsyncInvitationsResource, InvitationsResource
    from .resources.namespaces import AsyncNamespacesResource, NamespacesResource
    from .resources.users import AsyncUsersResource, UsersResource
    from .resources.api_keys import AsyncApiKeysResource, ApiKeysResource
    from .resources.usage import AsyncUsageResource, UsageResource
    from .resources.requests import AsyncRequestsResource, RequestsResource
    from .resources.webhooks import AsyncWebhooksResource, WebhooksResource
    from .resources.operator_keys import AsyncOperatorKeysResource, OperatorKeysResource
    from .resources.sessions import AsyncSessionsResource, SessionsResource
    from .resources.sign_in_links import AsyncSignInLinksResource, SignInLinksResource
    from .resources.search import AsyncSearchResource, SearchResource
    from .resources.overview import AsyncOverviewResource, OverviewResource
    from .resources.features import AsyncFeaturesResource, FeaturesResource
    from .resources.packages import AsyncPackagesResource, PackagesResource
    from .resources.catalog import AsyncCatalogResource, CatalogResource
    from .resources.namespace_packages import AsyncNamespacePackagesResource, NamespacePackagesResource
    from .resources.workspace_packages import AsyncWorkspacePackagesResource, WorkspacePackagesResource
    from .resources.namespace_boosts import AsyncNamespaceBoostsResource, NamespaceBoostsResource
    from .resources.workspace_boosts import AsyncWorkspaceBoostsResource, WorkspaceBoostsResource
    from .._entitlements import AsyncEntitlementsResource, EntitlementsResource
    from .resources.workspace_entitlements import AsyncWorkspaceEntitlementsResource, WorkspaceEntitlementsResource
    from .resources.deliveries import AsyncDeliveriesResource, DeliveriesResource
    from .resources.replays import AsyncReplaysResource, ReplaysResource
    from .resources.events import AsyncEventsResource, EventsResource
    from .resources.event_types import AsyncEventTypesResource, EventTypesResource
    from .resources.audit_log import AsyncAuditLogResource, AuditLogResource


class Resources:
    @property
    def workspaces(self) -> WorkspacesResource:
        """The tenants. Every other resource belongs to a workspace."""
        from .resources.workspaces import WorkspacesResource

        return WorkspacesResource(self)

    @property
    def members(self) -> MembersResource:
        """The users of a workspace, each with a role: owner, admin or member."""
        from .resources.members import MembersResource

        return MembersResource(self)

    @property
    def invitations(self) -> InvitationsResource:
        """Invitations to join a workspace. Plinth sends no mail: the inviting user receives the token and passes it on."""
        from .resources.invitations import InvitationsResource

        return InvitationsResource(self)

    @property
    def namespaces(self) -> NamespacesResource:
        """Subdivisions of a workspace, or of a user, with their own packages, limits and usage."""
        from .resources.namespaces import NamespacesResource

        return NamespacesResource(self)

    @property
    def users(self) -> UsersResource:
        """People. Users belong to workspaces as members."""
        from .resources.users import UsersResource

        return UsersResource(self)

    @property
    def api_keys(self) -> ApiKeysResource:
        """Credentials that callers authenticate with."""
        from .resources.api_keys import ApiKeysResource

        return ApiKeysResource(self)

    @property
    def usage(self) -> UsageResource:
        """API requests of a workspace, and its remaining limits."""
        from .resources.usage import UsageResource

        return UsageResource(self)

    @property
    def requests(self) -> RequestsResource:
        """Single calls of the API: who called, how it ended and why."""
        from .resources.requests import RequestsResource

        return RequestsResource(self)

    @property
    def webhooks(self) -> WebhooksResource:
        """Your HTTP endpoints that receive events."""
        from .resources.webhooks import WebhooksResource

        return WebhooksResource(self)

    @property
    def operator_keys(self) -> OperatorKeysResource:
        """Keys of the operators of Plinth. They act in every workspace."""
        from .resources.operator_keys import OperatorKeysResource

        return OperatorKeysResource(self)

    @property
    def sessions(self) -> SessionsResource:
        """Sign in to the web console, and sign out. Each session acts for one key."""
        from .resources.sessions import SessionsResource

        return SessionsResource(self)

    @property
    def sign_in_links(self) -> SignInLinksResource:
        """Links that sign in to the web console, once."""
        from .resources.sign_in_links import SignInLinksResource

        return SignInLinksResource(self)

    @property
    def search(self) -> SearchResource:
        """Resources by ID, or by the beginning of a name."""
        from .resources.search import SearchResource

        return SearchResource(self)

    @property
    def overview(self) -> OverviewResource:
        """State of the whole installation, for operators."""
        from .resources.overview import OverviewResource

        return OverviewResource(self)

    @property
    def features(self) -> FeaturesResource:
        """Features that packages grant: boolean, limited or unlimited."""
        from .resources.features import FeaturesResource

        return FeaturesResource(self)

    @property
    def packages(self) -> PackagesResource:
        """Bundles of features with their limits."""
        from .resources.packages import PackagesResource

        return PackagesResource(self)

    @property
    def catalog(self) -> CatalogResource:
        """All features and packages in one document, to be kept as code."""
        from .resources.catalog import CatalogResource

        return CatalogResource(self)

    @property
    def namespace_packages(self) -> NamespacePackagesResource:
        """Packages that are assigned to a namespace itself."""
        from .resources.namespace_packages import NamespacePackagesResource

        return NamespacePackagesResource(self)

    @property
    def workspace_packages(self) -> WorkspacePackagesResource:
        """Packages that are assigned to a workspace. The namespaces that it pays for share them."""
        from .resources.workspace_packages import WorkspacePackagesResource

        return WorkspacePackagesResource(self)

    @property
    def namespace_boosts(self) -> NamespaceBoostsResource:
        """Extra limits or features in addition to the packages."""
        from .resources.namespace_boosts import NamespaceBoostsResource

        return NamespaceBoostsResource(self)

    @property
    def workspace_boosts(self) -> WorkspaceBoostsResource:
        """Extra limits or features in addition to the packages."""
        from .resources.workspace_boosts import WorkspaceBoostsResource

        return WorkspaceBoostsResource(self)

    @property
    def entitlements(self) -> EntitlementsResource:
        """Checks of limits, recorded usage, reservations and reconciliation."""
        from .._entitlements import EntitlementsResource

        return EntitlementsResource(self)

    @property
    def workspace_entitlements(self) -> WorkspaceEntitlementsResource:
        """The features of a workspace, which the namespaces that it pays for share."""
        from .resources.workspace_entitlements import WorkspaceEntitlementsResource

        return WorkspaceEntitlementsResource(self)

    @property
    def deliveries(self) -> DeliveriesResource:
        """Deliveries of events to an endpoint, with every attempt."""
        from .resources.deliveries import DeliveriesResource

        return DeliveriesResource(self)

    @property
    def replays(self) -> ReplaysResource:
        """Ended deliveries of a webhook that are sent again."""
        from .resources.replays import ReplaysResource

        return ReplaysResource(self)

    @property
    def events(self) -> EventsResource:
        """Events of a workspace, as endpoints receive them."""
        from .resources.events import EventsResource

        return EventsResource(self)

    @property
    def event_types(self) -> EventTypesResource:
        """The types of events, each with its JSON Schema."""
        from .resources.event_types import EventTypesResource

        return EventTypesResource(self)

    @property
    def audit_log(self) -> AuditLogResource:
        """Every change, with its actor, time and origin. Entries cannot be changed."""
        from .resources.audit_log import AuditLogResource

        return AuditLogResource(self)


class AsyncResources:
    @property
    def workspaces(self) -> AsyncWorkspacesResource:
        """The tenants. Every other resource belongs to a workspace."""
        from .resources.workspaces import AsyncWorkspacesResource

        return AsyncWorkspacesResource(self)

    @property
    def members(self) -> AsyncMembersResource:
        """The users of a workspace, each with a role: owner, admin or member."""
        from .resources.members import AsyncMembersResource

        return AsyncMembersResource(self)

    @property
    def invitations(self) -> AsyncInvitationsResource:
        """Invitations to join a workspace. Plinth sends no mail: the inviting user receives the token and passes it on."""
        from .resources.invitations import AsyncInvitationsResource

        return AsyncInvitationsResource(self)

    @property
    def namespaces(self) -> AsyncNamespacesResource:
        """Subdivisions of a workspace, or of a user, with their own packages, limits and usage."""
        from .resources.namespaces import AsyncNamespacesResource

        return AsyncNamespacesResource(self)

    @property
    def users(self) -> AsyncUsersResource:
        """People. Users belong to workspaces as members."""
        from .resources.users import AsyncUsersResource

        return AsyncUsersResource(self)

    @property
    def api_keys(self) -> AsyncApiKeysResource:
        """Credentials that callers authenticate with."""
        from .resources.api_keys import AsyncApiKeysResource

        return AsyncApiKeysResource(self)

    @property
    def usage(self) -> AsyncUsageResource:
        """API requests of a workspace, and its remaining limits."""
        from .resources.usage import AsyncUsageResource

        return AsyncUsageResource(self)

    @property
    def requests(self) -> AsyncRequestsResource:
        """Single calls of the API: who called, how it ended and why."""
        from .resources.requests import AsyncRequestsResource

        return AsyncRequestsResource(self)

    @property
    def webhooks(self) -> AsyncWebhooksResource:
        """Your HTTP endpoints that receive events."""
        from .resources.webhooks import AsyncWebhooksResource

        return AsyncWebhooksResource(self)

    @property
    def operator_keys(self) -> AsyncOperatorKeysResource:
        """Keys of the operators of Plinth. They act in every workspace."""
        from .resources.operator_keys import AsyncOperatorKeysResource

        return AsyncOperatorKeysResource(self)

    @property
    def sessions(self) -> AsyncSessionsResource:
        """Sign in to the web console, and sign out. Each session acts for one key."""
        from .resources.sessions import AsyncSessionsResource

        return AsyncSessionsResource(self)

    @property
    def sign_in_links(self) -> AsyncSignInLinksResource:
        """Links that sign in to the web console, once."""
        from .resources.sign_in_links import AsyncSignInLinksResource

        return AsyncSignInLinksResource(self)

    @property
    def search(self) -> AsyncSearchResource:
        """Resources by ID, or by the beginning of a name."""
        from .resources.search import AsyncSearchResource

        return AsyncSearchResource(self)

    @property
    def overview(self) -> AsyncOverviewResource:
        """State of the whole installation, for operators."""
        from .resources.overview import AsyncOverviewResource

        return AsyncOverviewResource(self)

    @property
    def features(self) -> AsyncFeaturesResource:
        """Features that packages grant: boolean, limited or unlimited."""
        from .resources.features import AsyncFeaturesResource

        return AsyncFeaturesResource(self)

    @property
    def packages(self) -> AsyncPackagesResource:
        """Bundles of features with their limits."""
        from .resources.packages import AsyncPackagesResource

        return AsyncPackagesResource(self)

    @property
    def catalog(self) -> AsyncCatalogResource:
        """All features and packages in one document, to be kept as code."""
        from .resources.catalog import AsyncCatalogResource

        return AsyncCatalogResource(self)

    @property
    def namespace_packages(self) -> AsyncNamespacePackagesResource:
        """Packages that are assigned to a namespace itself."""
        from .resources.namespace_packages import AsyncNamespacePackagesResource

        return AsyncNamespacePackagesResource(self)

    @property
    def workspace_packages(self) -> AsyncWorkspacePackagesResource:
        """Packages that are assigned to a workspace. The namespaces that it pays for share them."""
        from .resources.workspace_packages import AsyncWorkspacePackagesResource

        return AsyncWorkspacePackagesResource(self)

    @property
    def namespace_boosts(self) -> AsyncNamespaceBoostsResource:
        """Extra limits or features in addition to the packages."""
        from .resources.namespace_boosts import AsyncNamespaceBoostsResource

        return AsyncNamespaceBoostsResource(self)

    @property
    def workspace_boosts(self) -> AsyncWorkspaceBoostsResource:
        """Extra limits or features in addition to the packages."""
        from .resources.workspace_boosts import AsyncWorkspaceBoostsResource

        return AsyncWorkspaceBoostsResource(self)

    @property
    def entitlements(self) -> AsyncEntitlementsResource:
        """Checks of limits, recorded usage, reservations and reconciliation."""
        from .._entitlements import AsyncEntitlementsResource

        return AsyncEntitlementsResource(self)

    @property
    def workspace_entitlements(self) -> AsyncWorkspaceEntitlementsResource:
        """The features of a workspace, which the namespaces that it pays for share."""
        from .resources.workspace_entitlements import AsyncWorkspaceEntitlementsResource

        return AsyncWorkspaceEntitlementsResource(self)

    @property
    def deliveries(self) -> AsyncDeliveriesResource:
        """Deliveries of events to an endpoint, with every attempt."""
        from .resources.deliveries import AsyncDeliveriesResource

        return AsyncDeliveriesResource(self)

    @property
    def replays(self) -> AsyncReplaysResource:
        """Ended deliveries of a webhook that are sent again."""
        from .resources.replays import AsyncReplaysResource

        return AsyncReplaysResource(self)

    @property
    def events(self) -> AsyncEventsResource:
        """Events of a workspace, as endpoints receive them."""
        from .resources.events import AsyncEventsResource

        return AsyncEventsResource(self)

    @property
    def event_types(self) -> AsyncEventTypesResource:
        """The types of events, each with its JSON Schema."""
        from .resources.event_types import AsyncEventTypesResource

        return AsyncEventTypesResource(self)

    @property
    def audit_log(self) -> AsyncAuditLogResource:
        """Every change, with its actor, time and origin. Entries cannot be changed."""
        from .resources.audit_log import AsyncAuditLogResource

        return AsyncAuditLogResource(self)
