import { type ErrorDetails, errorsOf, PlinthError } from '@plinth/kit/errors'

const notFound = errorsOf('RESOURCE_NOT_FOUND')
const conflict = errorsOf('STATE_CONFLICT')
const forbidden = errorsOf('INSUFFICIENT_PERMISSIONS')
const duplicate = errorsOf('DUPLICATE_RESOURCE')

/** Public errors of tenancy by name. */
export const fail = {
  unauthenticated: () => new PlinthError('UNAUTHENTICATED', 'The request has no valid credentials.'),
  operatorsOnly: () => forbidden('Only an operator may do this. Ask an operator.'),
  managersOnly: () => forbidden('Only an owner or admin of the workspace may do this. Ask one of them.'),
  ownersOnly: () => forbidden('Only an owner of the workspace may do this. Ask an owner.'),
  noWorkspace: () =>
    new PlinthError(
      'MISSING_WORKSPACE_CONTEXT',
      'The request names no workspace. Name one in X-Workspace-ID or workspace_id.',
    ),
  workspaceNotFound: () => notFound('The workspace was not found.'),
  namespaceNotFound: () => notFound('The namespace was not found.'),
  namespaceElsewhere: () =>
    new PlinthError(
      'NAMESPACE_ACCESS_DENIED',
      'The namespace does not belong to the chosen workspace. Name its own workspace, or leave the namespace out.',
    ),
  requestNotFound: () =>
    notFound('No call with this request id is recorded. The newest calls appear within 5 seconds.'),
  requestIdShared: (workspacesMax: number) =>
    new PlinthError('INVALID_PARAMETER', 'A parameter is not valid. See details.', {
      details: {
        workspace_id: [`Calls in more than ${workspacesMax} workspaces have this request id. Name a workspace.`],
      },
    }),
  memberNotFound: () => notFound('The member was not found.'),
  invitationNotFound: () => notFound('The invitation was not found.'),
  userNotFound: () => notFound('The user was not found.'),
  suspended: () => new PlinthError('WORKSPACE_SUSPENDED', 'The workspace is suspended. An operator can reactivate it.'),
  slugTaken: () =>
    duplicate('A workspace with this slug already exists. Choose another slug.', {
      details: { conflicting_field: ['slug'] },
    }),
  namespaceSlugTaken: () =>
    duplicate('The owner already has a namespace with this slug. Choose another slug.', {
      details: { conflicting_field: ['slug'] },
    }),
  alreadyMember: () =>
    duplicate('The user is already a member of the workspace. Update the member to change the role.', {
      details: { conflicting_field: ['user_id'] },
    }),
  lastOwner: () => conflict('A workspace must keep at least one owner. Make another member an owner first.'),
  lastOwnerOf: (workspaceIds: readonly string[]) =>
    conflict('The user is the last owner of a workspace. Add another owner, or delete the workspace, first.', {
      details: { workspace_id: workspaceIds },
    }),
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
  assignmentNotFound: () => notFound('The package assignment was not found.'),
  boostNotFound: () => notFound('The boost was not found.'),
  reservationNotFound: () => notFound('The reservation was not found.'),
  wrongState: (sentence: string) => conflict(sentence),
  stillHeld: (codes: readonly string[]) =>
    conflict(
      'A feature or package that is in use cannot be removed or change its kind. End its assignments and boosts first.',
      {
        details: { held: codes },
      },
    ),
  onlyWorkspace: () =>
    new PlinthError('CANNOT_DELETE', 'Your only workspace cannot be deleted. Create another one first.'),
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
