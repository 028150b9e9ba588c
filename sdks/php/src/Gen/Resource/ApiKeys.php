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
 * Credentials that callers authenticate with.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type ApiKeysListParameters array{
 *     fields?: list<'id'|'name'|'prefix'|'scopes'|'rate_limit_tier'|'allowed_ips'|'all_workspaces'|'last_used_at'|'expires_at'|'created_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'name'|'-name'|'expires_at'|'-expires_at'|string>,
 *     user_id?: string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     search?: string,
 * }
 * @phpstan-type ApiKeyCreate array{
 *     name: string,
 *     scopes?: list<string>,
 *     rate_limit_tier?: 'free'|'pro'|'business'|'enterprise'|string,
 *     expires_at?: string|\DateTimeInterface|null,
 *     allowed_ips?: list<string>,
 *     all_workspaces?: bool,
 *     user_id?: string,
 * }
 * @phpstan-type ApiKeysGetParameters array{
 *     fields?: list<'id'|'name'|'prefix'|'scopes'|'rate_limit_tier'|'allowed_ips'|'all_workspaces'|'last_used_at'|'expires_at'|'created_at'|string>,
 * }
 * @phpstan-type ApiKeyUpdate array{
 *     name?: string,
 *     scopes?: list<string>,
 *     allowed_ips?: list<string>,
 * }
 * @phpstan-type ApiKeyRotate array{
 *     grace_period_hours?: int,
 * }
 * @phpstan-type KeyReport array{
 *     key: string,
 * }
 * @phpstan-type BatchApiKeysBody array{
 *     operations: list<BatchItemCreate|BatchItemUpdate|BatchItemDelete>,
 * }
 * @phpstan-type BatchItemCreate array{
 *     action: 'create',
 *     data?: array<string, mixed>,
 * }
 * @phpstan-type BatchItemUpdate array{
 *     action: 'update',
 *     id: string,
 *     data?: array<string, mixed>,
 * }
 * @phpstan-type BatchItemDelete array{
 *     action: 'delete',
 *     id: string,
 * }
 */
final class ApiKeys extends Resource
{
    /**
     * List API keys.
     *
     * Scope: `read:api-keys`.
     *
     * @param ApiKeysListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\ApiKey>
     */
    public function list(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\ApiKey::class, new Operation('GET', '/api-keys', ['fields', 'page', 'per_page', 'sort', 'user_id', 'created_after', 'created_before', 'search']), [], $parameters, $options);
    }

    /**
     * List API keys. All of them, one page after another as they are needed.
     *
     * Scope: `read:api-keys`.
     *
     * @param ApiKeysListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\ApiKey>
     */
    public function all(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\ApiKey::class, new Operation('GET', '/api-keys', ['fields', 'page', 'per_page', 'sort', 'user_id', 'created_after', 'created_before', 'search']), [], $parameters, $options);
    }

    /**
     * Create an API key; the key is shown only once.
     *
     * Scope: `write:api-keys`.
     *
     * @param ApiKeyCreate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function create(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\ApiKeyWithKey
    {
        return $this->one(Model\ApiKeyWithKey::class, new Operation('POST', '/api-keys', hasBody: true), [], $parameters, $options);
    }

    /**
     * Read an API key.
     *
     * Scope: `read:api-keys`.
     *
     * @param ApiKeysGetParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($options is array{ifNoneMatch: string, ...}|CallOptions ? Model\ApiKey|null : Model\ApiKey)
     */
    public function get(string $keyId, array $parameters = [], CallOptions|array $options = []): ?Model\ApiKey
    {
        return $this->read(Model\ApiKey::class, new Operation('GET', '/api-keys/{key_id}', ['fields']), [$keyId], $parameters, $options);
    }

    /**
     * Update an API key.
     *
     * Every member can update their own keys.
     *
     * Scope: `write:api-keys`.
     *
     * Role: owner or admin.
     *
     * @param ApiKeyUpdate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function update(string $keyId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\ApiKey
    {
        return $this->one(Model\ApiKey::class, new Operation('PATCH', '/api-keys/{key_id}', hasBody: true), [$keyId], $parameters, $options);
    }

    /**
     * Revoke an API key immediately.
     *
     * Every member can revoke their own keys.
     *
     * Scope: `delete:api-keys`.
     *
     * Role: owner or admin.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function revoke(string $keyId, CallOptions|array $options = []): void
    {
        $this->nothing(new Operation('DELETE', '/api-keys/{key_id}'), [$keyId], [], $options);
    }

    /**
     * Rotate an API key; both keys work until the grace period ends.
     *
     * The new key has the same settings. The grace period is 24 hours by default. A key in its grace period is not rotated again (409). A key cannot rotate itself with a `grace_period_hours` of 0.
     *
     * Scope: `write:api-keys`.
     *
     * For the user concerned and operators only.
     *
     * @param ApiKeyRotate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function rotate(string $keyId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\ApiKeyRotated
    {
        return $this->one(Model\ApiKeyRotated::class, new Operation('POST', '/api-keys/{key_id}/rotate', hasBody: true), [$keyId], $parameters, $options);
    }

    /**
     * Report a leaked key.
     *
     * Reports an API key or operator key of this Plinth that was found in a public place. A valid key is revoked before the response. The response is the same for every body. The response to a repeated report may come up to 3 seconds before the last gateway refuses the key.
     *
     * Requires no API key.
     *
     * @param KeyReport $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function report(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): void
    {
        $this->nothing(new Operation('POST', '/keys/report', hasBody: true), [], $parameters, $options);
    }

    /**
     * Create, update and delete up to 100 API keys.
     *
     * Runs the operations in order, each on its own: a refused operation does not stop the others. After an operation that ends with a 5xx, the rest is not started and returns 503.
     *
     * Each operation counts as one call. Scopes by action: create: `write:api-keys`, update: `write:api-keys`, delete: `delete:api-keys`. Roles are those of the single operations.
     *
     * With an Idempotency-Key, each operation runs once: a retry continues at the first operation that has not run.
     *
     * @param BatchApiKeysBody $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function batch(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\BatchApiKeys
    {
        return $this->one(Model\BatchApiKeys::class, new Operation('POST', '/api-keys/batch', hasBody: true, maps: ['operations.*.data', 'operations.*']), [], $parameters, $options, true);
    }
}
