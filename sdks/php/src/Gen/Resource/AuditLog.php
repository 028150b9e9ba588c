<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Resource;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Gen\Model;
use CorePhp\SDK\Internal\Operation;
use CorePhp\SDK\Internal\Resource;
use CorePhp\SDK\Page;

/**
 * Who changed what, when and from where. Nothing changes an entry.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type AuditLogListParameters array{
 *     fields?: list<'id'|'at'|'action'|'workspace_id'|'namespace_id'|'actor'|'target'|'changes'|'request_id'|'idempotency_key'|'ip'|'user_agent'|string>,
 *     per_page?: int,
 *     cursor?: string,
 *     sort?: list<'created_at'|'-created_at'|string>,
 *     action?: string,
 *     actor_id?: string,
 *     target_id?: string,
 *     request_id?: string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     all_workspaces?: bool,
 * }
 */
final class AuditLog extends Resource
{
    /**
     * List who changed what, newest first.
     *
     * Owners and admins read the entries of their workspace; they outlive what they tell of. An operator who names no workspace reads the entries that belong to none, such as changes of the catalogue.
     *
     * Scope: `read:audit-log`.
     *
     * @param AuditLogListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\AuditEntry>
     */
    public function list(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\AuditEntry::class, new Operation('GET', '/audit-log', ['fields', 'per_page', 'cursor', 'sort', 'action', 'actor_id', 'target_id', 'request_id', 'created_after', 'created_before', 'all_workspaces']), [], $parameters, $options);
    }

    /**
     * List who changed what, newest first. All of them, one page after another as they are needed.
     *
     * Owners and admins read the entries of their workspace; they outlive what they tell of. An operator who names no workspace reads the entries that belong to none, such as changes of the catalogue.
     *
     * Scope: `read:audit-log`.
     *
     * @param AuditLogListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\AuditEntry>
     */
    public function all(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\AuditEntry::class, new Operation('GET', '/audit-log', ['fields', 'per_page', 'cursor', 'sort', 'action', 'actor_id', 'target_id', 'request_id', 'created_after', 'created_before', 'all_workspaces']), [], $parameters, $options);
    }
}
