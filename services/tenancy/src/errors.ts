import { type ErrorDetails, PlinthError } from '@plinth/kit/errors'

/** Public errors of tenancy by name. */
export const fail = {
  unauthenticated: () => new PlinthError('UNAUTHENTICATED', 'The request has no valid credentials.'),
  operatorsOnly: () => new PlinthError('INSUFFICIENT_PERMISSIONS', 'Only an operator may do this.'),
  managersOnly: () =>
    new PlinthError('INSUFFICIENT_PERMISSIONS', 'Only an owner or admin of the workspace may do this.'),
  ownersOnly: () => new PlinthError('INSUFFICIENT_PERMISSIONS', 'Only an owner of the workspace may do this.'),
  noWorkspace: () =>
    new PlinthError(
      'MISSING_WORKSPACE_CONTEXT',
      'The request names no workspace. Name one in X-Workspace-ID or workspace_id.',
    ),
  workspaceNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The workspace was not found.'),
  namespaceNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The namespace was not found.'),
  namespaceElsewhere: () =>
    new PlinthError('NAMESPACE_ACCESS_DENIED', 'The namespace does not belong to the chosen workspace.'),
  requestNotFound: () =>
    new PlinthError(
      'RESOURCE_NOT_FOUND',
      'No call with this request id is recorded. The newest calls appear within 5 seconds.',
    ),
  requestIdShared: (workspacesMax: number) =>
    new PlinthError('INVALID_PARAMETER', 'A parameter is not valid. See details.', {
      details: {
        workspace_id: [`Calls in more than ${workspacesMax} workspaces have this request id. Name a workspace.`],
      },
    }),
  memberNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The member was not found.'),
  invitationNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The invitation was not found.'),
  userNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The user was not found.'),
  suspended: () => new PlinthError('WORKSPACE_SUSPENDED', 'The workspace is suspended. An operator can reactivate it.'),
  slugTaken: () =>
    new PlinthError('DUPLICATE_RESOURCE', 'A workspace with this slug already exists.', {
      details: { conflicting_field: ['slug'] },
    }),
  namespaceSlugTaken: () =>
    new PlinthError('DUPLICATE_RESOURCE', 'The owner already has a namespace with this slug.', {
      details: { conflicting_field: ['slug'] },
    }),
  alreadyMember: () =>
    new PlinthError('DUPLICATE_RESOURCE', 'The user is already a member of the workspace.', {
      details: { conflicting_field: ['user_id'] },
    }),
  lastOwner: () =>
    new PlinthError('STATE_CONFLICT', 'A workspace must keep at least one owner. Make another member an owner first.'),
  lastOwnerOf: (workspaceIds: readonly string[]) =>
    new PlinthError(
      'STATE_CONFLICT',
      'The user is the last owner of a workspace. Add another owner, or delete the workspace, first.',
      {
        details: { workspace_id: workspaceIds },
      },
    ),
  planLimitReached: (feature: string, limit: number) =>
    new PlinthError(
      'FEATURE_LIMIT_REACHED',
      `The plan limits ${feature} to ${limit}. Remove one, or change the plan.`,
      {
        details: { feature: [feature] },
      },
    ),
  tooManyWorkspaces: (max: number) =>
    new PlinthError(
      'FEATURE_LIMIT_REACHED',
      `A user can create at most ${max} workspaces. Delete one, or ask an operator.`,
    ),
  assignmentNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The package assignment was not found.'),
  boostNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The boost was not found.'),
  reservationNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The reservation was not found.'),
  wrongState: (sentence: string) => new PlinthError('STATE_CONFLICT', sentence),
  stillHeld: (codes: readonly string[]) =>
    new PlinthError(
      'STATE_CONFLICT',
      'A feature or package that is in use cannot be removed or change its kind. End its assignments and boosts first.',
      {
        details: { held: codes },
      },
    ),
  onlyWorkspace: () =>
    new PlinthError('CANNOT_DELETE', 'Your only workspace cannot be deleted. Create another one first.'),
  stale: () =>
    new PlinthError('PRECONDITION_FAILED', 'The resource has changed since you read it. Read it again and retry.'),
  tooMany: (max: number) =>
    new PlinthError('BATCH_TOO_LARGE', `The request must have at most ${max} entries. Split it into several requests.`),
  crowded: () =>
    new PlinthError('SERVICE_UNAVAILABLE', 'Too many calls are queued. Send the request again.', {
      retryAfterSeconds: 1,
    }),
  stillAdding: () =>
    new PlinthError('SERVICE_UNAVAILABLE', 'Older records are still being rolled up. Call again to continue.', {
      retryAfterSeconds: 1,
    }),
  invalid: (details: ErrorDetails) => new PlinthError('VALIDATION_ERROR', 'Validation failed', { details }),
}
