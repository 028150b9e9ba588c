import { type ErrorDetails, errorsOf, PlinthError } from '@plinth/kit/errors'

const notFound = errorsOf('RESOURCE_NOT_FOUND')
const conflict = errorsOf('STATE_CONFLICT')
const forbidden = errorsOf('INSUFFICIENT_PERMISSIONS')

/** Failures of identity, by name. */
export const fail = {
  unauthenticated: () => new PlinthError('UNAUTHENTICATED', 'The request has no valid credentials.'),
  invalidKey: () =>
    new PlinthError('INVALID_API_KEY', 'The API key is not valid. Check that it is complete, or make another one.'),
  expiredKey: () => new PlinthError('TOKEN_EXPIRED', 'The API key has expired. Make another one.'),
  sessionEnded: () => new PlinthError('UNAUTHENTICATED', 'The session has ended. Sign in again.'),
  codeNotValid: () =>
    new PlinthError('UNAUTHENTICATED', 'The code is not valid: it was used, has expired or never existed.'),
  sessionNotFound: () => notFound('The session was not found.'),
  operatorsOnly: () => forbidden('Only an operator may do this. Ask an operator.'),
  notYourUser: () => forbidden('You can change only your own user.'),
  notYourKey: () => forbidden("You cannot change another member's API key."),
  notYoursToRotate: () => forbidden('Only the holder of an API key or an operator can rotate it.'),
  noWorkspace: () =>
    new PlinthError(
      'MISSING_WORKSPACE_CONTEXT',
      'The request names no workspace. Name one in X-Workspace-ID or workspace_id.',
    ),
  userNotFound: () => notFound('The user was not found.'),
  keyNotFound: () => notFound('The API key was not found.'),
  emailTaken: () =>
    new PlinthError('DUPLICATE_RESOURCE', 'A user with this email address already exists. Use another address.', {
      details: { conflicting_field: ['email'] },
    }),
  nothingToVerify: () => conflict('The user has no unverified email address.'),
  tokenNotFound: () => notFound('The token was not found.'),
  tooManyKeys: (max: number) => conflict(`The workspace has the maximum of ${max} active API keys. Revoke one first.`),
  tooManyInGrace: (max: number) =>
    conflict(`The workspace has the maximum of ${max} rotated API keys in grace. Wait until one ends, or revoke one.`),
  planLimitReached: (limit: number) =>
    new PlinthError('FEATURE_LIMIT_REACHED', `The plan allows ${limit} API keys. Revoke one, or change the plan.`, {
      details: { feature: ['plinth.api_keys'] },
    }),
  alreadyRotated: () =>
    conflict('The API key is already rotated and in its grace period. Rotate its replacement instead.'),
  expiredRotation: () => conflict('The API key has expired and cannot be rotated. Create a new one.'),
  operatorKeyNotFound: () => notFound('The operator key was not found.'),
  lastOperatorKey: () => conflict('No other operator key with the scope * lasts as long. Create one first.'),
  lookupTaken: () => conflict('Another key has the same lookup id.'),
  tooMany: (max: number) =>
    new PlinthError('BATCH_TOO_LARGE', `The request must have at most ${max} entries. Split it into several requests.`),
  invalid: (details: ErrorDetails) => new PlinthError('VALIDATION_ERROR', 'Validation failed', { details }),
}
