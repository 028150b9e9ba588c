import { type ErrorDetails, PlinthError } from '@plinth/kit/errors'

/** What can go wrong in tenancy, by name. */
export const fail = {
  unauthenticated: () => new PlinthError('UNAUTHENTICATED', 'No valid credentials were sent.'),
  operatorsOnly: () => new PlinthError('INSUFFICIENT_PERMISSIONS', 'Only an operator may do this.'),
  managersOnly: () =>
    new PlinthError('INSUFFICIENT_PERMISSIONS', 'Only an owner or admin of the workspace may do this.'),
  ownersOnly: () => new PlinthError('INSUFFICIENT_PERMISSIONS', 'Only an owner of the workspace may do this.'),
  noWorkspace: () =>
    new PlinthError('MISSING_WORKSPACE_CONTEXT', 'Name the workspace, with X-Workspace-ID or workspace_id.'),
  workspaceNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The workspace was not found.'),
  namespaceNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The namespace was not found.'),
  namespaceElsewhere: () =>
    new PlinthError('NAMESPACE_ACCESS_DENIED', 'The namespace does not belong to the chosen workspace.'),
  memberNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The member was not found.'),
  invitationNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The invitation was not found.'),
  userNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The user was not found.'),
  suspended: () => new PlinthError('WORKSPACE_SUSPENDED', 'The workspace is suspended.'),
  slugTaken: () =>
    new PlinthError('DUPLICATE_RESOURCE', 'A workspace with this slug exists already.', {
      details: { conflicting_field: ['slug'] },
    }),
  namespaceSlugTaken: () =>
    new PlinthError('DUPLICATE_RESOURCE', 'The owner has a namespace with this slug already.', {
      details: { conflicting_field: ['slug'] },
    }),
  alreadyMember: () =>
    new PlinthError('DUPLICATE_RESOURCE', 'The user is a member of the workspace already.', {
      details: { conflicting_field: ['user_id'] },
    }),
  lastOwner: () => new PlinthError('STATE_CONFLICT', 'A workspace keeps at least one owner.'),
  lastOwnerOf: (workspaceIds: readonly string[]) =>
    new PlinthError(
      'STATE_CONFLICT',
      'The user is the last owner of a workspace. Make another owner or delete it first.',
      {
        details: { workspace_id: workspaceIds },
      },
    ),
  planLimitReached: (feature: string, limit: number) =>
    new PlinthError('FEATURE_LIMIT_REACHED', `The plan allows ${limit} of ${feature}.`, {
      details: { feature: [feature] },
    }),
  tooManyWorkspaces: (max: number) =>
    new PlinthError(
      'FEATURE_LIMIT_REACHED',
      `One user makes ${max} workspaces at the most. Delete one, or ask an operator.`,
    ),
  assignmentNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The package is not assigned here.'),
  boostNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The boost was not found.'),
  reservationNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The reservation was not found.'),
  wrongState: (sentence: string) => new PlinthError('STATE_CONFLICT', sentence),
  stillHeld: (codes: readonly string[]) =>
    new PlinthError('STATE_CONFLICT', 'What somebody has stays in the catalogue, and stays what it is.', {
      details: { held: codes },
    }),
  onlyWorkspace: () => new PlinthError('CANNOT_DELETE', 'Your only workspace cannot be deleted.'),
  stale: () => new PlinthError('PRECONDITION_FAILED', 'The resource has changed since you read it.'),
  tooMany: (max: number) => new PlinthError('BATCH_TOO_LARGE', `At most ${max} may be asked for at once.`),
  crowded: () =>
    new PlinthError('SERVICE_UNAVAILABLE', 'Too many calls wait for their turn right now.', { retryAfterSeconds: 1 }),
  stillAdding: () =>
    new PlinthError('SERVICE_UNAVAILABLE', 'The records are being added up: the next call goes on from here.', {
      retryAfterSeconds: 1,
    }),
  invalid: (details: ErrorDetails) => new PlinthError('VALIDATION_ERROR', 'Validation failed', { details }),
}
