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
 * Single calls of the API: who called, how it ended and why.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type RequestsListParameters array{
 *     fields?: list<'id'|'request_id'|'at'|'method'|'path'|'operation'|'status'|'code'|'duration_ms'|'key_id'|'session_id'|'user_id'|'actor'|'workspace_id'|'namespace_id'|'is_replayed'|'limited_by'|'decision'|'omitted'|string>,
 *     per_page?: int,
 *     cursor?: string,
 *     sort?: list<'created_at'|'-created_at'|string>,
 *     method?: 'GET'|'HEAD'|'POST'|'PUT'|'PATCH'|'DELETE'|string,
 *     operation?: string,
 *     status?: int,
 *     code?: string,
 *     key_id?: string,
 *     session_id?: string,
 *     user_id?: string,
 *     feature?: string,
 *     is_refused?: bool,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     all_workspaces?: bool,
 * }
 * @phpstan-type RequestsListByIdParameters array{
 *     fields?: list<'id'|'request_id'|'at'|'method'|'path'|'operation'|'status'|'code'|'duration_ms'|'key_id'|'session_id'|'user_id'|'actor'|'workspace_id'|'namespace_id'|'is_replayed'|'limited_by'|'decision'|'omitted'|'changed'|'event_ids'|string>,
 *     per_page?: int,
 *     cursor?: string,
 *     sort?: list<'created_at'|'-created_at'|string>,
 * }
 */
final class Requests extends Resource
{
    /**
     * List single calls, newest first.
     *
     * Calls appear within 5 seconds and are kept for 7 days (`TENANCY_REQUEST_LOG_DAYS`). The setting `GATEWAY_REQUEST_LOG` says which calls are recorded; by default errors, writes and refusals by the plan. Bodies, query strings, keys and addresses are never recorded. With a filter, a page searches at most 10,000 calls: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. If an operator names no workspace, the list has the calls that name no workspace.
     *
     * Scope: `read:usage`.
     *
     * @param RequestsListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\LoggedRequest>
     */
    public function list(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\LoggedRequest::class, new Operation('GET', '/requests', ['fields', 'per_page', 'cursor', 'sort', 'method', 'operation', 'status', 'code', 'key_id', 'session_id', 'user_id', 'feature', 'is_refused', 'created_after', 'created_before', 'all_workspaces']), [], $parameters, $options);
    }

    /**
     * List single calls, newest first. All of them, one page after another as they are needed.
     *
     * Calls appear within 5 seconds and are kept for 7 days (`TENANCY_REQUEST_LOG_DAYS`). The setting `GATEWAY_REQUEST_LOG` says which calls are recorded; by default errors, writes and refusals by the plan. Bodies, query strings, keys and addresses are never recorded. With a filter, a page searches at most 10,000 calls: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. If an operator names no workspace, the list has the calls that name no workspace.
     *
     * Scope: `read:usage`.
     *
     * @param RequestsListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\LoggedRequest>
     */
    public function all(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\LoggedRequest::class, new Operation('GET', '/requests', ['fields', 'per_page', 'cursor', 'sort', 'method', 'operation', 'status', 'code', 'key_id', 'session_id', 'user_id', 'feature', 'is_refused', 'created_after', 'created_before', 'all_workspaces']), [], $parameters, $options);
    }

    /**
     * Find calls by their request id.
     *
     * Returns a list, newest first, because callers choose request ids and may repeat them. If an operator names no workspace, the calls of all workspaces are searched, of at most 100.
     *
     * Scope: `read:usage`.
     *
     * @param RequestsListByIdParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\FoundRequest>
     */
    public function listById(string $requestId, array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\FoundRequest::class, new Operation('GET', '/requests/{request_id}', ['fields', 'per_page', 'cursor', 'sort']), [$requestId], $parameters, $options);
    }

    /**
     * Find calls by their request id. All of them, one page after another as they are needed.
     *
     * Returns a list, newest first, because callers choose request ids and may repeat them. If an operator names no workspace, the calls of all workspaces are searched, of at most 100.
     *
     * Scope: `read:usage`.
     *
     * @param RequestsListByIdParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\FoundRequest>
     */
    public function allById(string $requestId, array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\FoundRequest::class, new Operation('GET', '/requests/{request_id}', ['fields', 'per_page', 'cursor', 'sort']), [$requestId], $parameters, $options);
    }
}
