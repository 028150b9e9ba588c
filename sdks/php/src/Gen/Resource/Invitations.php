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
 * Invitations to join a workspace. Plinth sends no mail: the inviting user receives the token and passes it on.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type InvitationsListParameters array{
 *     fields?: list<'id'|'email'|'role'|'invited_by'|'expires_at'|'created_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     sort?: list<'created_at'|'-created_at'|'expires_at'|'-expires_at'|'email'|'-email'|'role'|'-role'|string>,
 *     email?: string,
 *     role?: 'owner'|'admin'|'member'|string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 *     search?: string,
 * }
 * @phpstan-type InvitationCreate array{
 *     email: string,
 *     role: 'owner'|'admin'|'member'|string,
 * }
 * @phpstan-type InvitationAccept array{
 *     token: string,
 *     user_id?: string,
 * }
 */
final class Invitations extends Resource
{
    /**
     * List the open invitations of a workspace.
     *
     * An invitation is open until it is accepted or revoked, or expires. The list has no tokens: to get a new token, invite the address again.
     *
     * Scope: `read:workspaces`.
     *
     * Role: owner or admin.
     *
     * @param InvitationsListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\Invitation>
     */
    public function list(string $workspaceId, array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\Invitation::class, new Operation('GET', '/workspaces/{workspace_id}/invitations', ['fields', 'page', 'per_page', 'sort', 'email', 'role', 'created_after', 'created_before', 'search']), [$workspaceId], $parameters, $options);
    }

    /**
     * List the open invitations of a workspace. All of them, one page after another as they are needed.
     *
     * An invitation is open until it is accepted or revoked, or expires. The list has no tokens: to get a new token, invite the address again.
     *
     * Scope: `read:workspaces`.
     *
     * Role: owner or admin.
     *
     * @param InvitationsListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\Invitation>
     */
    public function all(string $workspaceId, array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\Invitation::class, new Operation('GET', '/workspaces/{workspace_id}/invitations', ['fields', 'page', 'per_page', 'sort', 'email', 'role', 'created_after', 'created_before', 'search']), [$workspaceId], $parameters, $options);
    }

    /**
     * Invite a person by email address; the token is shown only once.
     *
     * Plinth sends no mail: pass the token on. The token is valid for 7 days. Inviting an address again renews its invitation and invalidates the previous token; only an owner can invite an owner or renew the invitation of one. The invitation ends if the inviting user is removed, demoted, suspended or deleted.
     *
     * Scope: `write:workspaces`.
     *
     * Role: owner or admin.
     *
     * @param InvitationCreate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function create(string $workspaceId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\InvitationWithToken
    {
        return $this->one(Model\InvitationWithToken::class, new Operation('POST', '/workspaces/{workspace_id}/invitations', hasBody: true), [$workspaceId], $parameters, $options);
    }

    /**
     * Revoke an open invitation.
     *
     * Its token stops working. Only an owner can revoke the invitation of an owner. An invitation that was accepted or has expired returns 404. Emits `member.invitation_revoked`.
     *
     * Scope: `delete:workspaces`.
     *
     * Role: owner or admin.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function delete(string $workspaceId, string $invitationId, CallOptions|array $options = []): void
    {
        $this->nothing(new Operation('DELETE', '/workspaces/{workspace_id}/invitations/{invitation_id}'), [$workspaceId, $invitationId], [], $options);
    }

    /**
     * Accept an invitation.
     *
     * Only the user whose `email` the invitation names can accept it; a `pending_email` does not count. An invitation of an operator verifies the address. Accepting again returns the same membership. Returns 404 for a token that is unknown, invalidated, expired or for another address.
     *
     * Scope: `write:workspaces`.
     *
     * @param InvitationAccept $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function accept(#[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\Membership
    {
        return $this->one(Model\Membership::class, new Operation('POST', '/invitations/accept', hasBody: true), [], $parameters, $options);
    }
}
