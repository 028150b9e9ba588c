<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen;

use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Internal\Caller;

abstract class Resources
{
    /** The tenants. Every other resource belongs to a workspace. */
    public readonly Resource\Workspaces $workspaces;
    /** The users of a workspace, each with a role: owner, admin or member. */
    public readonly Resource\Members $members;
    /** Invitations to join a workspace. Plinth sends no mail: the inviting user receives the token and passes it on. */
    public readonly Resource\Invitations $invitations;
    /** Subdivisions of a workspace, or of a user, with their own packages, limits and usage. */
    public readonly Resource\Namespaces $namespaces;
    /** People. Users belong to workspaces as members. */
    public readonly Resource\Users $users;
    /** Credentials that callers authenticate with. */
    public readonly Resource\ApiKeys $apiKeys;
    /** API requests of a workspace, and its remaining limits. */
    public readonly Resource\Usage $usage;
    /** Single calls of the API: who called, how it ended and why. */
    public readonly Resource\Requests $requests;
    /** Your HTTP endpoints that receive events. */
    public readonly Resource\Webhooks $webhooks;
    /** Keys of the operators of Plinth. They act in every workspace. */
    public readonly Resource\OperatorKeys $operatorKeys;
    /** Sign in to the web console, and sign out. Each session acts for one key. */
    public readonly Resource\Sessions $sessions;
    /** Links that sign in to the web console, once. */
    public readonly Resource\SignInLinks $signInLinks;
    /** Resources by ID, or by the beginning of a name. */
    public readonly Resource\Search $search;
    /** State of the whole installation, for operators. */
    public readonly Resource\Overview $overview;
    /** Features that packages grant: boolean, limited or unlimited. */
    public readonly Resource\Features $features;
    /** Bundles of features with their limits. */
    public readonly Resource\Packages $packages;
    /** All features and packages in one document, to be kept as code. */
    public readonly Resource\Catalog $catalog;
    /** Packages that are assigned to a namespace itself. */
    public readonly Resource\NamespacePackages $namespacePackages;
    /** Packages that are assigned to a workspace. The namespaces that it pays for share them. */
    public readonly Resource\WorkspacePackages $workspacePackages;
    /** Extra limits or features in addition to the packages. */
    public readonly Resource\NamespaceBoosts $namespaceBoosts;
    /** Extra limits or features in addition to the packages. */
    public readonly Resource\WorkspaceBoosts $workspaceBoosts;
    /** Checks of limits, recorded usage, reservations and reconciliation. */
    public readonly Resource\Entitlements $entitlements;
    /** The features of a workspace, which the namespaces that it pays for share. */
    public readonly Resource\WorkspaceEntitlements $workspaceEntitlements;
    /** Deliveries of events to an endpoint, with every attempt. */
    public readonly Resource\Deliveries $deliveries;
    /** Ended deliveries of a webhook that are sent again. */
    public readonly Resource\Replays $replays;
    /** Events of a workspace, as endpoints receive them. */
    public readonly Resource\Events $events;
    /** The types of events, each with its JSON Schema. */
    public readonly Resource\EventTypes $eventTypes;
    /** Every change, with its actor, time and origin. Entries cannot be changed. */
    public readonly Resource\AuditLog $auditLog;

    private const CLASSES = [
        'workspaces' => Resource\Workspaces::class,
        'members' => Resource\Members::class,
        'invitations' => Resource\Invitations::class,
        'namespaces' => Resource\Namespaces::class,
        'users' => Resource\Users::class,
        'apiKeys' => Resource\ApiKeys::class,
        'usage' => Resource\Usage::class,
        'requests' => Resource\Requests::class,
        'webhooks' => Resource\Webhooks::class,
        'operatorKeys' => Resource\OperatorKeys::class,
        'sessions' => Resource\Sessions::class,
        'signInLinks' => Resource\SignInLinks::class,
        'search' => Resource\Search::class,
        'overview' => Resource\Overview::class,
        'features' => Resource\Features::class,
        'packages' => Resource\Packages::class,
        'catalog' => Resource\Catalog::class,
        'namespacePackages' => Resource\NamespacePackages::class,
        'workspacePackages' => Resource\WorkspacePackages::class,
        'namespaceBoosts' => Resource\NamespaceBoosts::class,
        'workspaceBoosts' => Resource\WorkspaceBoosts::class,
        'entitlements' => Resource\Entitlements::class,
        'workspaceEntitlements' => Resource\WorkspaceEntitlements::class,
        'deliveries' => Resource\Deliveries::class,
        'replays' => Resource\Replays::class,
        'events' => Resource\Events::class,
        'eventTypes' => Resource\EventTypes::class,
        'auditLog' => Resource\AuditLog::class,
    ];

    protected function __construct(protected readonly Caller $caller)
    {
        // Unset, so that the first read comes to __get: a class is loaded when it is used.
        unset(
            $this->workspaces,
            $this->members,
            $this->invitations,
            $this->namespaces,
            $this->users,
            $this->apiKeys,
            $this->usage,
            $this->requests,
            $this->webhooks,
            $this->operatorKeys,
            $this->sessions,
            $this->signInLinks,
            $this->search,
            $this->overview,
            $this->features,
            $this->packages,
            $this->catalog,
            $this->namespacePackages,
            $this->workspacePackages,
            $this->namespaceBoosts,
            $this->workspaceBoosts,
            $this->entitlements,
            $this->workspaceEntitlements,
            $this->deliveries,
            $this->replays,
            $this->events,
            $this->eventTypes,
            $this->auditLog,
        );
    }

    public function __get(string $name): object
    {
        $class = self::CLASSES[$name] ?? throw new SdkError("A client has no {$name}.");
        return $this->{$name} = new $class($this->caller);
    }
}
