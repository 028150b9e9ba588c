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
 * Sign in to the web console, and sign out. Each session acts for one key.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type SessionCreate array{
 *     code?: string,
 * }
 * @phpstan-type SessionsListParameters array{
 *     fields?: list<'id'|'kind'|'actor'|'key'|'workspace_id'|'created_at'|'last_used_at'|'expires_at'|'idle_expires_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'last_used_at'|'-last_used_at'|string>,
 *     key_id?: string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     search?: string,
 * }
 * @phpstan-type SessionsCurrentParameters array{
 *     fields?: list<'id'|'kind'|'actor'|'key'|'workspace_id'|'role'|'scopes'|'expires_at'|'idle_expires_at'|string>,
 * }
 */
final class Sessions extends Resource
{
    /**
     * Sign in to the console.
     *
     * For pages of this server. Starts a session and sets its cookie. The session acts for the key in the header, or for the key that made the sign-in link of `code`. The session has the scopes, role and addresses of the key and ends with it, after 12 hours, or after 60 minutes without use. The request needs the header `X-Plinth-Page: console` and must not come from another origin.
     *
     * Requires any valid API key, or a code.
     *
     * @param SessionCreate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function create(#[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\Session
    {
        return $this->one(Model\Session::class, new Operation('POST', '/sessions', hasBody: true), [], $parameters, $options);
    }

    /**
     * List sessions of the console that have not ended.
     *
     * Lists the sessions of all keys, those of workspaces too. A session that has expired, or was idle for 60 minutes, is not listed.
     *
     * An operator key with the scope `read:api-keys`.
     *
     * @param SessionsListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\LiveSession>
     */
    public function list(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\LiveSession::class, new Operation('GET', '/sessions', ['fields', 'page', 'per_page', 'sort', 'key_id', 'created_after', 'created_before', 'search']), [], $parameters, $options);
    }

    /**
     * List sessions of the console that have not ended. All of them, one page after another as they are needed.
     *
     * Lists the sessions of all keys, those of workspaces too. A session that has expired, or was idle for 60 minutes, is not listed.
     *
     * An operator key with the scope `read:api-keys`.
     *
     * @param SessionsListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\LiveSession>
     */
    public function all(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\LiveSession::class, new Operation('GET', '/sessions', ['fields', 'page', 'per_page', 'sort', 'key_id', 'created_after', 'created_before', 'search']), [], $parameters, $options);
    }

    /**
     * Read your session, or your key.
     *
     * Describes the session of the cookie, or the key in the header.
     *
     * Requires any valid API key.
     *
     * @param SessionsCurrentParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function current(array $parameters = [], CallOptions|array $options = []): Model\Session
    {
        return $this->one(Model\Session::class, new Operation('GET', '/session', ['fields']), [], $parameters, $options);
    }

    /**
     * Sign out of the console.
     *
     * Ends the session of the cookie and clears the cookie. A request with a key in the header ends no session.
     *
     * Requires any valid API key.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function endCurrent(CallOptions|array $options = []): void
    {
        $this->nothing(new Operation('DELETE', '/session'), [], [], $options);
    }

    /**
     * End a session of the console immediately.
     *
     * The next request of the session gets 401, at every gateway. The key of the session stays valid. A session that has ended returns 404.
     *
     * An operator key with the scope `delete:api-keys`.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function end(string $sessionId, CallOptions|array $options = []): void
    {
        $this->nothing(new Operation('DELETE', '/sessions/{session_id}'), [$sessionId], [], $options);
    }
}
