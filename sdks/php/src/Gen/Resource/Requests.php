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
     * Calls appear within 5 seconds and are kept for some days (`TENANCY_REQUEST_LOG_DAYS`, 7). Which ones are recorded is a setting (`GATEWAY_REQUEST_LOG`): by default errors, writes, and what the plan refused. Bodies, query strings, keys and addresses never are. With a filter, a page looks through 10,000 calls at most: it may have fewer than `per_page`, or none, and a `next_cursor` to go on. An operator who names no workspace reads the calls that name none.
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
     * Calls appear within 5 seconds and are kept for some days (`TENANCY_REQUEST_LOG_DAYS`, 7). Which ones are recorded is a setting (`GATEWAY_REQUEST_LOG`): by default errors, writes, and what the plan refused. Bodies, query strings, keys and addresses never are. With a filter, a page looks through 10,000 calls at most: it may have fewer than `per_page`, or none, and a `next_cursor` to go on. An operator who names no workspace reads the calls that name none.
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
     * A list, newest first, since an id that callers choose may repeat; a published event has its id in the answer of its call. An operator who names no workspace finds the calls of all, of at most 100.
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
     * A list, newest first, since an id that callers choose may repeat; a published event has its id in the answer of its call. An operator who names no workspace finds the calls of all, of at most 100.
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
