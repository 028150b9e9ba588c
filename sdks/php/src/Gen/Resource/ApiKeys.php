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
     * Every member can list the keys of all members. Keys in their grace period are listed, and expired keys for 30 days; revoked keys are not.
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
     * Every member can list the keys of all members. Keys in their grace period are listed, and expired keys for 30 days; revoked keys are not.
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
     * The key acts for your user in the workspace of the request. An omitted expiry and omitted addresses are those of your own key, and no field may allow more than your own key (422). A workspace can have 10 active keys (`IDENTITY_ACTIVE_KEYS_MAX`): the next one returns 409. If the plan limits `plinth.api_keys`, a key beyond that limit returns 403 `FEATURE_LIMIT_REACHED`. With an Idempotency-Key, a retry returns the same key again. Emits `api_key.created`.
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
     * Every member can read every key of the workspace. The response has the first characters of the key as `prefix`, never the whole key. A revoked key returns 404.
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
     * Every member can update their own keys. The expiry, `rate_limit_tier` and `all_workspaces` cannot be changed. A key gains scopes or addresses only if your own key could create such a key (422). Removed scopes and addresses are refused for every call that begins after the response. Emits `api_key.updated`, unless nothing changes.
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
     * Every member can revoke their own keys. No gateway accepts the key for a call that begins after the response, and the sessions of the key end. Emits `api_key.revoked`.
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
     * The new key has the same settings. The grace period is 24 hours by default, and ends with the expiry of the old key at the latest. A key that is expired or in its grace period is not rotated (409). A key cannot rotate itself with a `grace_period_hours` of 0 (422). With an Idempotency-Key, a retry returns the same key again. Emits `api_key.rotated`.
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
