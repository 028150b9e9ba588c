<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen;

/** @phpstan-type AnyEvent Model\Event|Model\UserDeletedEvent|Model\WorkspaceCreatedEvent|Model\WorkspaceUpdatedEvent|Model\WorkspaceDeletedEvent|Model\NamespaceCreatedEvent|Model\NamespaceUpdatedEvent|Model\NamespaceDeletedEvent|Model\MemberAddedEvent|Model\MemberUpdatedEvent|Model\MemberRemovedEvent|Model\MemberInvitedEvent|Model\MemberInvitationRevokedEvent|Model\PackageAssignedEvent|Model\PackageSuspendedEvent|Model\PackageReactivatedEvent|Model\PackageRenewedEvent|Model\PackageCancelledEvent|Model\PackageExpiredEvent|Model\BoostActivatedEvent|Model\BoostExpiredEvent|Model\EntitlementLimitWarningEvent|Model\EntitlementLimitReachedEvent|Model\UserUpdatedEvent|Model\ApiKeyCreatedEvent|Model\ApiKeyUpdatedEvent|Model\ApiKeyRotatedEvent|Model\ApiKeyRevokedEvent|Model\WebhookCreatedEvent|Model\WebhookUpdatedEvent|Model\WebhookDeletedEvent|Model\WebhookEnabledEvent|Model\WebhookDisabledEvent|Model\WebhookSecretRotatedEvent|Model\WebhookReplayStartedEvent|Model\WebhookReplayCancelledEvent|Model\PingEvent */
final class Events
{
    public const CLASSES = [
        'user.deleted' => Model\UserDeletedEvent::class,
        'workspace.created' => Model\WorkspaceCreatedEvent::class,
        'workspace.updated' => Model\WorkspaceUpdatedEvent::class,
        'workspace.deleted' => Model\WorkspaceDeletedEvent::class,
        'namespace.created' => Model\NamespaceCreatedEvent::class,
        'namespace.updated' => Model\NamespaceUpdatedEvent::class,
        'namespace.deleted' => Model\NamespaceDeletedEvent::class,
        'member.added' => Model\MemberAddedEvent::class,
        'member.updated' => Model\MemberUpdatedEvent::class,
        'member.removed' => Model\MemberRemovedEvent::class,
        'member.invited' => Model\MemberInvitedEvent::class,
        'member.invitation_revoked' => Model\MemberInvitationRevokedEvent::class,
        'package.assigned' => Model\PackageAssignedEvent::class,
        'package.suspended' => Model\PackageSuspendedEvent::class,
        'package.reactivated' => Model\PackageReactivatedEvent::class,
        'package.renewed' => Model\PackageRenewedEvent::class,
        'package.cancelled' => Model\PackageCancelledEvent::class,
        'package.expired' => Model\PackageExpiredEvent::class,
        'boost.activated' => Model\BoostActivatedEvent::class,
        'boost.expired' => Model\BoostExpiredEvent::class,
        'entitlement.limit_warning' => Model\EntitlementLimitWarningEvent::class,
        'entitlement.limit_reached' => Model\EntitlementLimitReachedEvent::class,
        'user.updated' => Model\UserUpdatedEvent::class,
        'api_key.created' => Model\ApiKeyCreatedEvent::class,
        'api_key.updated' => Model\ApiKeyUpdatedEvent::class,
        'api_key.rotated' => Model\ApiKeyRotatedEvent::class,
        'api_key.revoked' => Model\ApiKeyRevokedEvent::class,
        'webhook.created' => Model\WebhookCreatedEvent::class,
        'webhook.updated' => Model\WebhookUpdatedEvent::class,
        'webhook.deleted' => Model\WebhookDeletedEvent::class,
        'webhook.enabled' => Model\WebhookEnabledEvent::class,
        'webhook.disabled' => Model\WebhookDisabledEvent::class,
        'webhook.secret_rotated' => Model\WebhookSecretRotatedEvent::class,
        'webhook.replay_started' => Model\WebhookReplayStartedEvent::class,
        'webhook.replay_cancelled' => Model\WebhookReplayCancelledEvent::class,
        'ping' => Model\PingEvent::class,
    ];
}
