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
 * People. Users belong to workspaces as members.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type UsersListParameters array{
 *     fields?: list<'id'|'name'|'email'|'tier'|'email_verified_at'|'pending_email'|'status'|'created_at'|'updated_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'updated_at'|'-updated_at'|'name'|'-name'|'email'|'-email'|string>,
 *     tier?: string,
 *     status?: 'active'|'suspended'|string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     updated_after?: string|\DateTimeInterface,
 *     updated_before?: string|\DateTimeInterface,
 *     search?: string,
 * }
 * @phpstan-type UserCreate array{
 *     name: string,
 *     email: string,
 *     tier?: 'free'|'pro'|'business'|'enterprise'|string,
 *     email_verified?: bool,
 * }
 * @phpstan-type UsersCurrentParameters array{
 *     fields?: list<'id'|'name'|'email'|'tier'|'email_verified_at'|'pending_email'|'status'|'created_at'|'updated_at'|string>,
 * }
 * @phpstan-type UsersGetParameters array{
 *     fields?: list<'id'|'name'|'email'|'tier'|'email_verified_at'|'pending_email'|'status'|'created_at'|'updated_at'|string>,
 * }
 * @phpstan-type UserUpdate array{
 *     name?: string,
 *     email?: string,
 *     email_verified?: bool,
 * }
 * @phpstan-type EmailVerificationProof array{
 *     token: string,
 * }
 * @phpstan-type UsersListMembershipsParameters array{
 *     fields?: list<'workspace_id'|'name'|'slug'|'status'|'role'|'created_at'|'member_since'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'name'|'-name'|'slug'|'-slug'|string>,
 *     status?: 'active'|'suspended'|string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     search?: string,
 * }
 * @phpstan-type BatchUsersBody array{
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
final class Users extends Resource
{
    /**
     * List the members of the workspace.
     *
     * In a workspace with more than 200,000 members, pages beyond the first 10,000 entries are refused (400). `GET /workspaces/{workspace_id}/members` has no such end.
     *
     * Scope: `read:users`.
     *
     * @param UsersListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\User>
     */
    public function list(array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\User::class, new Operation('GET', '/users', ['fields', 'page', 'per_page', 'sort', 'tier', 'status', 'created_after', 'created_before', 'updated_after', 'updated_before', 'search']), [], $parameters, $options);
    }

    /**
     * List the members of the workspace. All of them, one page after another as they are needed.
     *
     * In a workspace with more than 200,000 members, pages beyond the first 10,000 entries are refused (400). `GET /workspaces/{workspace_id}/members` has no such end.
     *
     * Scope: `read:users`.
     *
     * @param UsersListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\User>
     */
    public function all(array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\User::class, new Operation('GET', '/users', ['fields', 'page', 'per_page', 'sort', 'tier', 'status', 'created_after', 'created_before', 'updated_after', 'updated_before', 'search']), [], $parameters, $options);
    }

    /**
     * Create a user (operators).
     *
     * A new user belongs to no workspace and has no key: an operator adds the user as a member, and creates a key with `user_id`. Another user with the same address returns 409; upper and lower case make no difference. An address counts as unverified unless `email_verified` is true.
     *
     * Scope: `write:users`.
     *
     * For operators only.
     *
     * @param UserCreate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function create(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\User
    {
        return $this->one(Model\User::class, new Operation('POST', '/users', hasBody: true), [], $parameters, $options);
    }

    /**
     * Read the user of the API key.
     *
     * An operator key has no user and returns 404. The keys of a suspended workspace can still call this operation.
     *
     * Requires any valid API key.
     *
     * @param UsersCurrentParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($options is array{ifNoneMatch: string, ...}|CallOptions ? Model\User|null : Model\User)
     */
    public function current(array $parameters = [], CallOptions|array $options = []): ?Model\User
    {
        return $this->read(Model\User::class, new Operation('GET', '/user', ['fields']), [], $parameters, $options);
    }

    /**
     * Read a user.
     *
     * You can read yourself and the members of the workspace in which your key acts; every other user returns 404. Operators can read every user. Only the user and operators see `pending_email`.
     *
     * Scope: `read:users`.
     *
     * @param UsersGetParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return ($options is array{ifNoneMatch: string, ...}|CallOptions ? Model\User|null : Model\User)
     */
    public function get(string $userId, array $parameters = [], CallOptions|array $options = []): ?Model\User
    {
        return $this->read(Model\User::class, new Operation('GET', '/users/{user_id}', ['fields']), [$userId], $parameters, $options);
    }

    /**
     * Update a user.
     *
     * If a user changes their own `email`, the new address is `pending_email` until a token that was sent to it verifies it: `POST /user/email-verification`. Sending the current address cancels the pending change.
     *
     * Scope: `write:users`.
     *
     * For the user concerned and operators only.
     *
     * @param UserUpdate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function update(string $userId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\User
    {
        return $this->one(Model\User::class, new Operation('PATCH', '/users/{user_id}', hasBody: true), [$userId], $parameters, $options);
    }

    /**
     * Delete a user (operators).
     *
     * Deletes the name and the address; entries of the audit log keep former ones until they are removed. Ends the keys, memberships and own namespaces of the user, and the invitations that the user created. Returns 409 for the last owner of a workspace. The keys stop working before the response. If the services cannot reach each other, the name and the address are deleted as soon as they can.
     *
     * Scope: `delete:users`.
     *
     * For operators only.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function delete(string $userId, CallOptions|array $options = []): void
    {
        $this->nothing(new Operation('DELETE', '/users/{user_id}'), [$userId], [], $options);
    }

    /**
     * Create the token that verifies an email address (operators).
     *
     * The token is for `pending_email`, or else for an unverified `email`. Plinth sends no mail: send the token to that address. The token is valid for 24 hours, until the user changes the address or a new token is created.
     *
     * Scope: `write:users`.
     *
     * For operators only.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function createEmailVerification(string $userId, CallOptions|array $options = []): Model\EmailVerification
    {
        return $this->one(Model\EmailVerification::class, new Operation('POST', '/users/{user_id}/email-verification'), [$userId], [], $options);
    }

    /**
     * Verify an email address with its token.
     *
     * The pending address becomes the verified `email`. Another user who has the address unverified loses it; a user who has it verified keeps it (409). A repeated token returns the same response. Returns 404 for a token that is unknown, invalidated or expired.
     *
     * Scope: `write:users`.
     *
     * @param EmailVerificationProof $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function verifyEmail(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\User
    {
        return $this->one(Model\User::class, new Operation('POST', '/user/email-verification', hasBody: true), [], $parameters, $options);
    }

    /**
     * Suspend a user (operators).
     *
     * All keys of the user stop working immediately, in every workspace, and the invitations that the user created end.
     *
     * Scope: `write:users`.
     *
     * For operators only.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function suspend(string $userId, CallOptions|array $options = []): Model\User
    {
        return $this->one(Model\User::class, new Operation('POST', '/users/{user_id}/suspend'), [$userId], [], $options);
    }

    /**
     * Reactivate a user (operators).
     *
     * Keys of the user that have not expired work again, at every gateway, when the response arrives.
     *
     * Scope: `write:users`.
     *
     * For operators only.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function reactivate(string $userId, CallOptions|array $options = []): Model\User
    {
        return $this->one(Model\User::class, new Operation('POST', '/users/{user_id}/reactivate'), [$userId], [], $options);
    }

    /**
     * List the workspaces of a user, with the role in each.
     *
     * The newest workspace comes first; filters and sorts are of the workspace.
     *
     * Scope: `read:users`.
     *
     * For the user concerned and operators only.
     *
     * @param UsersListMembershipsParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\UserMembership>
     */
    public function listMemberships(string $userId, array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\UserMembership::class, new Operation('GET', '/users/{user_id}/memberships', ['fields', 'page', 'per_page', 'sort', 'status', 'created_after', 'created_before', 'search']), [$userId], $parameters, $options);
    }

    /**
     * List the workspaces of a user, with the role in each. All of them, one page after another as they are needed.
     *
     * The newest workspace comes first; filters and sorts are of the workspace.
     *
     * Scope: `read:users`.
     *
     * For the user concerned and operators only.
     *
     * @param UsersListMembershipsParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\UserMembership>
     */
    public function allMemberships(string $userId, array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\UserMembership::class, new Operation('GET', '/users/{user_id}/memberships', ['fields', 'page', 'per_page', 'sort', 'status', 'created_after', 'created_before', 'search']), [$userId], $parameters, $options);
    }

    /**
     * Create and update up to 100 users.
     *
     * Runs the operations in order, each on its own: a refused operation does not stop the others. After an operation that ends with a 5xx, the rest is not started and returns 503.
     *
     * Each operation counts as one call. Scopes by action: create: `write:users`, update: `write:users`. Roles are those of the single operations.
     *
     * With an Idempotency-Key, each operation runs once: a retry continues at the first operation that has not run.
     *
     * @param BatchUsersBody $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function batch(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\BatchUsers
    {
        return $this->one(Model\BatchUsers::class, new Operation('POST', '/users/batch', hasBody: true, maps: ['operations.*.data', 'operations.*']), [], $parameters, $options, true);
    }
}
