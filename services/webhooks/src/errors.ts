import { type ErrorDetails, errorsOf, PlinthError } from '@plinth/kit/errors'

const notFound = errorsOf('RESOURCE_NOT_FOUND')
const conflict = errorsOf('STATE_CONFLICT')
const forbidden = errorsOf('INSUFFICIENT_PERMISSIONS')
const unavailable = errorsOf('SERVICE_UNAVAILABLE')
const limited = errorsOf('FEATURE_LIMIT_REACHED')

/** The failures of this service by name. */
export const fail = {
  endpointNotFound: () => notFound('The webhook was not found.'),
  cursorUnknown: () =>
    fail.invalidParameter('cursor', 'The cursor is not known. Send the id of a frame as it came, or leave it out.'),
  cursorTooOld: (days: number) =>
    fail.invalidParameter(
      'cursor',
      `The cursor is older than the events that are kept (${days} days): events may be missing. Leave it out, and read what is kept with since.`,
    ),
  sinceTooOld: (days: number) => fail.invalidParameter('since', `Events are kept for ${days} days. Name a later time.`),
  invalidParameter: (name: string, sentence: string) =>
    new PlinthError('INVALID_PARAMETER', 'A parameter is not valid. See details.', { details: { [name]: [sentence] } }),
  eventNotFound: () => notFound('The event was not found.'),
  deliveryNotFound: () => notFound('The delivery was not found.'),
  orderingKeyNotFound: () =>
    notFound(
      'No unfinished delivery of this webhook has this ordering key. Read the webhook: blocked_keys has the key that is blocked longest.',
    ),
  deliveryInFlight: () =>
    conflict('The delivery is being sent. Wait for its answer, and skip it if the key is still blocked.'),
  backlogTooLong: (most: number) =>
    conflict(
      `More than ${most} deliveries wait. They can be put in order when fewer are left; or make a new webhook with this ordering.`,
    ),
  replayNotFound: () => notFound('The replay was not found.'),
  replayRunning: () => conflict('Another replay of this webhook is running. Wait for it to end, or cancel it.'),
  rangeTooLong: (most: number, isOfOne: boolean) =>
    fail.invalidFields({
      since: [
        isOfOne
          ? `The webhook has more than ${most} deliveries in the range. Narrow it with since and until.`
          : `These webhooks have more than ${most} deliveries in the range. Narrow it with since and until, or name one webhook.`,
      ],
    }),
  workspaceMissing: () =>
    new PlinthError(
      'MISSING_WORKSPACE_CONTEXT',
      'The request names no workspace. Name one in X-Workspace-ID or workspace_id.',
    ),
  roleTooLow: () => forbidden('Only owners and admins of the workspace can manage its webhooks. Ask one of them.'),
  otherNamespace: () =>
    new PlinthError(
      'NAMESPACE_ACCESS_DENIED',
      'The request acts in one namespace: namespace_ids can name that namespace alone. Leave X-Namespace-ID out to name others.',
    ),
  auditReadersOnly: () => forbidden('Only owners and admins of the workspace can read its audit log. Ask one of them.'),
  auditOperatorsOnly: () =>
    forbidden('Only operators can read the audit log of all workspaces. Leave all_workspaces out.'),
  operatorsOnly: () => forbidden('Only an operator may do this. Ask an operator.'),
  typesSubscribed: (subscribed: readonly { name: string; count: number; endpointIds: readonly string[] }[]) =>
    conflict(
      `Webhooks subscribe by name to ${subscribed.map(({ name }) => name).join(', ')}. Keep these types and set is_deprecated, or unsubscribe the webhooks first.`,
      {
        details: Object.fromEntries(
          subscribed.map(({ name, count, endpointIds }) => [
            name,
            [`${count} ${count === 1 ? 'webhook' : 'webhooks'}: ${endpointIds.join(', ')}`],
          ]),
        ),
      },
    ),
  exportCursorUnknown: () =>
    new PlinthError('INVALID_PARAMETER', 'The place of the export is not known. Begin the export again.'),
  auditHeadsOperatorsOnly: () => forbidden('Only operators can read the seals of the audit log. Ask an operator.'),
  invalidFields: (details: ErrorDetails) => new PlinthError('VALIDATION_ERROR', 'Validation failed', { details }),
  urlRefused: (sentence: string) => new PlinthError('INVALID_WEBHOOK_URL', sentence, { details: { url: [sentence] } }),
  limitReached: (limit: number) =>
    limited(`The plan allows ${limit} webhooks. Delete one, or change the plan.`, {
      details: { feature: ['plinth.webhooks'], limit: [String(limit)] },
    }),
  endpointsFull: (limit: number) =>
    limited(`A workspace can have at most ${limit} webhooks. Delete one first.`, {
      details: { feature: ['plinth.webhooks'], limit: [String(limit)] },
    }),
  eventsUsedUp: (limit: number) =>
    limited(`The plan allows ${limit} events in a month (UTC). Wait for the next one, or change the plan.`, {
      details: { feature: ['plinth.events'], limit: [String(limit)] },
    }),
  eventIdTaken: (eventId: string) =>
    new PlinthError(
      'DUPLICATE_RESOURCE',
      `The event_id ${eventId} was published with another type or other data. Use a new event_id.`,
      { details: { event_id: ['Each event needs an event_id of its own.'] } },
    ),
  otherWorkspace: () =>
    new PlinthError(
      'CONTEXT_CONFLICT',
      'Only operators can publish to several workspaces. Leave workspace_id out, or name that of the request.',
      { details: { workspace_id: ['Send the workspace of the request, or nothing.'] } },
    ),
  typeUnknown: (type: string) =>
    fail.invalidFields({
      type: [
        `The event type ${type.slice(0, 100)} is not one of the product's. Name one of GET /event-types, or ask an operator to define it.`,
      ],
    }),
  typesCheckedTooLong: () =>
    new PlinthError('GATEWAY_TIMEOUT', 'Checking the event types took too long, and nothing was changed. Try again.'),
  dataNotObject: () => fail.invalidFields({ data: ['The data field must be an object.'] }),
  eventTooLarge: (bytesMax: number) =>
    new PlinthError(
      'PAYLOAD_TOO_LARGE',
      `The data of an event must have at most ${bytesMax} bytes. Publish a link to larger data.`,
      { details: { max_bytes: [String(bytesMax)] } },
    ),
  nothingPublished: () => new PlinthError('VALIDATION_ERROR', 'The event is missing. Send one event.'),
  tooManyEvents: (max: number) =>
    new PlinthError('BATCH_TOO_LARGE', `A batch must have at most ${max} events. Split it into smaller batches.`, {
      details: { events: [`Send at most ${max}.`] },
    }),
  crowded: () =>
    unavailable('Too many events wait to be stored. Send them again.', {
      retryAfterSeconds: 1,
    }),
  featuresNotRead: () =>
    unavailable('The event type needs a feature, which the gateway of the release before does not check. Try again.', {
      retryAfterSeconds: 1,
    }),
  testsCrowded: () => unavailable('Too many webhook tests are running. Try again.', { retryAfterSeconds: 2 }),
  /** @param who "A workspace". */
  testsOfOneCrowded: (who: string, most: number) =>
    new PlinthError(
      'RATE_LIMIT_EXCEEDED',
      `${who} can run at most ${most} webhook tests at once. Wait for one to end.`,
      { details: { policy: ['webhook-tests'] }, retryAfterSeconds: 2 },
    ),
  notPolled: () =>
    conflict(
      'This webhook has a URL, to which its deliveries are sent. Create a webhook with "kind": "poll" to read deliveries.',
    ),
  secretInGrace: () =>
    conflict(
      'The secret was rotated, and the one before it signs until previous_secret_until. Rotate it after that time; or send a grace_period_hours of 0, and both end at once.',
    ),
  nothingToTest: () => conflict('A polling webhook has no URL to send a test to. Poll it instead.'),
  pollsCrowded: () =>
    unavailable('Too many polls are waiting. Try again, or poll without wait_seconds.', {
      retryAfterSeconds: 2,
    }),
  /** @param who "a workspace". */
  pollsOfOneCrowded: (who: string, most: number) =>
    new PlinthError(
      'RATE_LIMIT_EXCEEDED',
      `At most ${most} polls of ${who} can wait at once. Wait for one to end, or poll without wait_seconds.`,
      { details: { policy: ['polls'] }, retryAfterSeconds: 2 },
    ),
  cannotRetry: () =>
    new PlinthError('CANNOT_RETRY', 'A delivery that succeeded cannot be retried. Replay its event instead.'),
}
