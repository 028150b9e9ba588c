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
 * The users of a workspace, each with a role: owner, admin or member.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type MembersListParameters array{
 *     fields?: list<'user_id'|'name'|'email'|'role'|'created_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'updated_at'|'-updated_at'|'role'|'-role'|string>,
 *     role?: 'owner'|'admin'|'member'|string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     updated_after?: string|\DateTimeInterface,
 *     updated_before?: string|\DateTimeInterface,
 * }
 * @phpstan-type MemberCreate array{
 *     user_id: string,
 *     role: 'owner'|'admin'|'member'|string,
 * }
 * @phpstan-type MemberUpdate array{
 *     role?: 'owner'|'admin'|'member'|string,
 * }
 */
final class Members extends Resource
{
    /**
     * List the members of a workspace.
     *
     * Every member can read the list. To find members by name or email address, use `GET /users?search=…`.
     *
     * Scope: `read:workspaces`.
     *
     * @param MembersListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\Member>
     */
    public function list(string $workspaceId, array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\Member::class, new Operation('GET', '/workspaces/{workspace_id}/members', ['fields', 'page', 'per_page', 'sort', 'role', 'created_after', 'created_before', 'updated_after', 'updated_before']), [$workspaceId], $parameters, $options);
    }

    /**
     * List the members of a workspace. All of them, one page after another as they are needed.
     *
     * Every member can read the list. To find members by name or email address, use `GET /users?search=…`.
     *
     * Scope: `read:workspaces`.
     *
     * @param MembersListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\Member>
     */
    public function all(string $workspaceId, array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\Member::class, new Operation('GET', '/workspaces/{workspace_id}/members', ['fields', 'page', 'per_page', 'sort', 'role', 'created_after', 'created_before', 'updated_after', 'updated_before']), [$workspaceId], $parameters, $options);
    }

    /**
     * Add a member without an invitation (operators).
     *
     * Other callers invite members with `POST /workspaces/{workspace_id}/invitations`. A user who is a member already returns 409. If the plan limits `plinth.members`, a member beyond the limit returns 403 `FEATURE_LIMIT_REACHED`. Emits `member.added`.
     *
     * Scope: `write:workspaces`.
     *
     * For operators only.
     *
     * @param MemberCreate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function create(string $workspaceId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\Member
    {
        return $this->one(Model\Member::class, new Operation('POST', '/workspaces/{workspace_id}/members', hasBody: true), [$workspaceId], $parameters, $options);
    }

    /**
     * Update the role of a member.
     *
     * Only an owner can add or remove the role owner, and a workspace must keep at least one owner (409). The new role applies to every call that begins after the response. The open invitations of a demoted member end. If an owner or admin becomes a member, the workspace stops paying for the own namespaces of that user. Emits `member.updated`, and `namespace.updated` for each for which it paid.
     *
     * Scope: `write:workspaces`.
     *
     * Role: owner or admin.
     *
     * @param MemberUpdate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function update(string $workspaceId, string $userId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\Member
    {
        return $this->one(Model\Member::class, new Operation('PATCH', '/workspaces/{workspace_id}/members/{user_id}', hasBody: true), [$workspaceId, $userId], $parameters, $options);
    }

    /**
     * Remove a member, or leave.
     *
     * Every member can leave. Only an owner can remove an owner, and a workspace must keep at least one owner (409). The API keys of the member in this workspace are revoked before the response, and the open invitations of the member end. The user and the own namespaces of the user remain; the workspace stops paying for these. Emits `member.removed`, and `namespace.updated` for each for which it paid.
     *
     * Scope: `delete:workspaces`.
     *
     * Role: owner or admin.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function delete(string $workspaceId, string $userId, CallOptions|array $options = []): void
    {
        $this->nothing(new Operation('DELETE', '/workspaces/{workspace_id}/members/{user_id}'), [$workspaceId, $userId], [], $options);
    }
}
