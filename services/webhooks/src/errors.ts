import { type ErrorDetails, PlinthError } from '@plinth/kit/errors'

/** The failures of this service by name. */
export const fail = {
  endpointNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'There is no such webhook.'),
  eventNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'There is no such event.'),
  deliveryNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'There is no such delivery.'),
  replayNotFound: () => new PlinthError('RESOURCE_NOT_FOUND', 'There is no such replay.'),
  replayRunning: () => new PlinthError('STATE_CONFLICT', 'Another replay of this webhook is running.'),
  workspaceMissing: () => new PlinthError('MISSING_WORKSPACE_CONTEXT', 'Name a workspace.'),
  roleTooLow: () =>
    new PlinthError('INSUFFICIENT_PERMISSIONS', 'Only owners and admins of the workspace manage its webhooks.'),
  invalidFields: (details: ErrorDetails) =>
    new PlinthError('VALIDATION_ERROR', 'Some fields are not valid.', { details }),
  urlRefused: (sentence: string) => new PlinthError('INVALID_WEBHOOK_URL', sentence, { details: { url: [sentence] } }),
  limitReached: (limit: number) =>
    new PlinthError('FEATURE_LIMIT_REACHED', `The plan allows ${limit} webhooks.`, {
      details: { feature: ['plinth.webhooks'], limit: [String(limit)] },
    }),
  endpointsFull: (limit: number) =>
    new PlinthError('FEATURE_LIMIT_REACHED', `A workspace has ${limit} webhooks at the most; delete one first.`, {
      details: { feature: ['plinth.webhooks'], limit: [String(limit)] },
    }),
  versionStale: () => new PlinthError('PRECONDITION_FAILED', 'The resource has changed since you read it.'),
  testsCrowded: () =>
    new PlinthError('SERVICE_UNAVAILABLE', 'Too many webhook tests run at once; try again.', { retryAfterSeconds: 2 }),
  testsOfWorkspaceCrowded: (most: number) =>
    new PlinthError('RATE_LIMIT_EXCEEDED', `A workspace runs ${most} webhook tests at once; wait for one to end.`, {
      retryAfterSeconds: 2,
    }),
  cannotRetry: () => new PlinthError('CANNOT_RETRY', 'A delivery that succeeded cannot be retried; replay its event.'),
}
