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
 * Keys of the operators of Plinth. They act in every workspace.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type OperatorKeysListParameters array{
 *     fields?: list<'id'|'name'|'prefix'|'scopes'|'allowed_ips'|'last_used_at'|'expires_at'|'created_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'name'|'-name'|'expires_at'|'-expires_at'|string>,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     search?: string,
 * }
 * @phpstan-type OperatorKeyCreate array{
 *     name: string,
 *     scopes?: list<string>,
 *     expires_at?: string|\DateTimeInterface|null,
 *     allowed_ips?: list<string>,
 * }
 * @phpstan-type OperatorKeysGetParameters array{
 *     fields?: list<'id'|'name'|'prefix'|'scopes'|'allowed_ips'|'last_used_at'|'expires_at'|'created_at'|string>,
 * }
 * @phpstan-type OperatorKeyUpdate array{
 *     name?: string,
 *     scopes?: list<string>,
 *     allowed_ips?: list<string>,
 * }
 * @phpstan-type OperatorKeyRotate array{
 *     grace_period_hours?: int,
 * }
 */
final class OperatorKeys extends Resource
{
    /**
     * List operator keys.
     *
     * Lists the keys of all operators. Expired keys are listed for 30 days; revoked keys are not.
     *
     * An operator key with the scope `read:api-keys`.
     *
     * @param OperatorKeysListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\OperatorKey>
     */
    public function list(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\OperatorKey::class, new Operation('GET', '/operator-keys', ['fields', 'page', 'per_page', 'sort', 'created_after', 'created_before', 'search']), [], $parameters, $options);
    }

    /**
     * List operator keys. All of them, one page after another as they are needed.
     *
     * Lists the keys of all operators. Expired keys are listed for 30 days; revoked keys are not.
     *
     * An operator key with the scope `read:api-keys`.
     *
     * @param OperatorKeysListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\OperatorKey>
     */
    public function all(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\OperatorKey::class, new Operation('GET', '/operator-keys', ['fields', 'page', 'per_page', 'sort', 'created_after', 'created_before', 'search']), [], $parameters, $options);
    }

    /**
     * Create an operator key; the key is shown only once.
     *
     * An omitted field takes the value of the key that creates the new one. No field may allow more than that key.
     *
     * An operator key with the scope `write:api-keys`.
     *
     * @param OperatorKeyCreate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function create(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\OperatorKeyWithKey
    {
        return $this->one(Model\OperatorKeyWithKey::class, new Operation('POST', '/operator-keys', hasBody: true), [], $parameters, $options);
    }

    /**
     * Read an operator key.
     *
     * The response has the first characters of the key as `prefix`, never the whole key. A revoked key returns 404.
     *
     * An operator key with the scope `read:api-keys`.
     *
     * @param OperatorKeysGetParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($options is array{ifNoneMatch: string, ...}|CallOptions ? Model\OperatorKey|null : Model\OperatorKey)
     */
    public function get(string $operatorKeyId, array $parameters = [], CallOptions|array $options = []): ?Model\OperatorKey
    {
        return $this->read(Model\OperatorKey::class, new Operation('GET', '/operator-keys/{operator_key_id}', ['fields']), [$operatorKeyId], $parameters, $options);
    }

    /**
     * Update an operator key.
     *
     * The expiry cannot be changed. A key gains scopes or addresses only if your own key could create such a key (422). The last key with the scope `*` must keep it, and so must the one that outlasts all others with that scope: otherwise the request returns 409.
     *
     * An operator key with the scope `write:api-keys`.
     *
     * @param OperatorKeyUpdate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function update(string $operatorKeyId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\OperatorKey
    {
        return $this->one(Model\OperatorKey::class, new Operation('PATCH', '/operator-keys/{operator_key_id}', hasBody: true), [$operatorKeyId], $parameters, $options);
    }

    /**
     * Revoke an operator key immediately.
     *
     * No gateway accepts the key for a call that begins after the response, and the sessions of the key end. The last key with the scope `*`, or the one that outlasts all others with that scope, cannot be revoked: the request returns 409.
     *
     * An operator key with the scope `delete:api-keys`.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function revoke(string $operatorKeyId, CallOptions|array $options = []): void
    {
        $this->nothing(new Operation('DELETE', '/operator-keys/{operator_key_id}'), [$operatorKeyId], [], $options);
    }

    /**
     * Rotate an operator key; both keys work until the grace period ends.
     *
     * The new key has the same settings. The grace period is 24 hours by default, and ends with the expiry of the old key at the latest. A key that is expired or in its grace period is not rotated (409). A key cannot rotate itself with a `grace_period_hours` of 0, and your own key must allow everything that the rotated key allows (422).
     *
     * An operator key with the scope `write:api-keys`.
     *
     * @param OperatorKeyRotate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function rotate(string $operatorKeyId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\OperatorKeyRotated
    {
        return $this->one(Model\OperatorKeyRotated::class, new Operation('POST', '/operator-keys/{operator_key_id}/rotate', hasBody: true), [$operatorKeyId], $parameters, $options);
    }
}
