import { type ErrorDetails, PlinthError } from '@plinth/kit/errors'

/** What can go wrong in identity, by name. */
export const fail = {
  unauthenticated: () => new PlinthError('UNAUTHENTICATED', 'No valid credentials were sent.'),
  invalidKey: () => new PlinthError('INVALID_API_KEY', 'The API key is not valid.'),
  expiredKey: () => new PlinthError('TOKEN_EXPIRED', 'The API key has expired.'),
  operatorsOnly: () => new PlinthError('INSUFFICIENT_PERMISSIONS', 'Only an operator may do this.'),
  notYourUser: () => new PlinthError('INSUFFICIENT_PERMISSIONS', 'You may change no user but yourself.'),
  notYourKey: () => new PlinthError('INSUFFICIENT_PERMISSIONS', "You may not change another member's API key."),
  notYoursToRotate: () =>
    new PlinthError('INSUFFICIENT_PERMISSIONS', 'Only its holder or an operator may rotate an API key.'),
  noWorkspace: () =>
    new PlinthError('MISSING_WORKSPACE_CONTEXT', 'Name the workspace, with X-Workspace-ID or workspace_id.'),
  userNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The user was not found.'),
  keyNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The API key was not found.'),
  emailTaken: () =>
    new PlinthError('DUPLICATE_RESOURCE', 'A user with this email address exists already.', {
      details: { conflicting_field: ['email'] },
    }),
  nothingToVerify: () => new PlinthError('STATE_CONFLICT', 'The user has no address that is not verified.'),
  tokenNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The token was not found.'),
  tooManyKeys: (max: number) =>
    new PlinthError('STATE_CONFLICT', `The workspace has ${max} active API keys, the most it may have.`),
  tooManyInGrace: (max: number) =>
    new PlinthError('STATE_CONFLICT', `The workspace has ${max} rotated API keys whose grace has not ended.`),
  planLimitReached: (limit: number) =>
    new PlinthError('FEATURE_LIMIT_REACHED', `The plan allows ${limit} API keys.`, {
      details: { feature: ['plinth.api_keys'] },
    }),
  alreadyRotated: () => new PlinthError('STATE_CONFLICT', 'The API key has been rotated and is in its grace period.'),
  expiredRotation: () => new PlinthError('STATE_CONFLICT', 'The API key has expired and cannot be rotated.'),
  operatorKeyNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'The operator key was not found.'),
  lastOperatorKey: () =>
    new PlinthError('STATE_CONFLICT', 'No other operator key with the scope * would last as long: create one first.'),
  lookupTaken: () => new PlinthError('STATE_CONFLICT', 'Another key has the same lookup id.'),
  tooMany: (max: number) => new PlinthError('BATCH_TOO_LARGE', `At most ${max} may be asked for at once.`),
  stale: () => new PlinthError('PRECONDITION_FAILED', 'The resource has changed since you read it.'),
  invalid: (details: ErrorDetails) => new PlinthError('VALIDATION_ERROR', 'Validation failed', { details }),
}
