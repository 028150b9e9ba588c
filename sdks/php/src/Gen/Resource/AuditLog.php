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
 * Every change, with its actor, time and origin. Entries cannot be changed.
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
 * @phpstan-type AuditLogExportParameters array{
 *     from?: string|\DateTimeInterface,
 *     to?: string|\DateTimeInterface,
 *     all_workspaces?: bool,
 * }
 * @phpstan-type AuditLogListSealsParameters array{
 *     fields?: list<'day'|'month'|'position'|'seal'|'entry_id'|'sealed_at'|'reported_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|string>,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 * }
 */
final class AuditLog extends Resource
{
    /**
     * List the audit log, newest first.
     *
     * Owners and admins read the entries of their workspace. Entries remain after their target is deleted. If an operator names no workspace, the list has the entries that belong to no workspace, such as changes of the catalogue. A page has at most 1 MiB of changes, and may end before `per_page` entries. With `all_workspaces`, a page under the filters `action` and `actor_id` searches up to 5,000 entries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`.
     *
     * Scope: `read:audit-log`.
     *
     * Role: owner or admin.
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
     * List the audit log, newest first. All of them, one page after another as they are needed.
     *
     * Owners and admins read the entries of their workspace. Entries remain after their target is deleted. If an operator names no workspace, the list has the entries that belong to no workspace, such as changes of the catalogue. A page has at most 1 MiB of changes, and may end before `per_page` entries. With `all_workspaces`, a page under the filters `action` and `actor_id` searches up to 5,000 entries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`.
     *
     * Scope: `read:audit-log`.
     *
     * Role: owner or admin.
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

    /**
     * Export the audit log as lines of JSON.
     *
     * Every entry from `from` to `to`, oldest first, one JSON object in each line: the entry as in the list, with `position`, `previous_seal` and `seal` at its end. The last line, `{"export": {"complete": true, "entries": N, …}}`, says that the export is complete: an export without this line was cut off. A change whose event reaches the log more than 10 seconds late is in a later export. The export itself becomes an entry.
     *
     * HEAD is not supported.
     *
     * Scope: `read:audit-log`.
     *
     * Role: owner or admin.
     *
     * @param AuditLogExportParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, string>
     */
    public function export(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->lines(new Operation('GET', '/audit-log/export', ['from', 'to', 'all_workspaces']), [], $parameters, $options);
    }

    /**
     * List the last seal of each day.
     *
     * Entries are sealed in order into a hash chain for each month. Store the heads of ended days outside Plinth: they prove later that no entry before them was changed.
     *
     * An operator key with the scope `read:audit-log`.
     *
     * @param AuditLogListSealsParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\AuditHead>
     */
    public function listSeals(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\AuditHead::class, new Operation('GET', '/audit-log/seals', ['fields', 'page', 'per_page', 'sort', 'created_after', 'created_before']), [], $parameters, $options);
    }

    /**
     * List the last seal of each day. All of them, one page after another as they are needed.
     *
     * Entries are sealed in order into a hash chain for each month. Store the heads of ended days outside Plinth: they prove later that no entry before them was changed.
     *
     * An operator key with the scope `read:audit-log`.
     *
     * @param AuditLogListSealsParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\AuditHead>
     */
    public function allSeals(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\AuditHead::class, new Operation('GET', '/audit-log/seals', ['fields', 'page', 'per_page', 'sort', 'created_after', 'created_before']), [], $parameters, $options);
    }
}
