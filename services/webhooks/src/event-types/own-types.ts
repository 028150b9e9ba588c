/** An event type of Plinth itself. */
export interface OwnEventType {
  name: string
  /** When it happens. */
  description: string
  /** False for types that an endpoint may ask for but Plinth does not emit. */
  isEmitted: boolean
}

/** The events that Plinth emits, by resource. */
const emitted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  workspace: {
    created: 'A workspace was created.',
    updated: 'A workspace was updated.',
    deleted: 'A workspace was deleted.',
  },
  namespace: {
    created: 'A namespace was created.',
    updated: 'A namespace was updated.',
    deleted: 'A namespace was deleted.',
  },
  user: {
    created: 'A user was created.',
    updated: 'A user was updated.',
    deleted: 'A member of the workspace was deleted.',
  },
  api_key: {
    created: 'An API key was created.',
    updated: 'The name, scopes or addresses of an API key were changed.',
    rotated: 'An API key was rotated. The old key works until its grace period ends.',
    revoked: 'An API key was revoked.',
  },
  webhook: {
    created: 'A webhook endpoint was created.',
    updated: 'A webhook endpoint was updated.',
    deleted: 'A webhook endpoint was deleted.',
    disabled: 'A webhook endpoint was disabled. Its pending deliveries are held.',
    enabled: 'A webhook endpoint was enabled. Its held deliveries are sent.',
    secret_rotated: 'The secret of a webhook endpoint was rotated. The event has no secret.',
    replay_started: 'A replay of the history of a webhook endpoint began.',
    replay_cancelled: 'A replay was cancelled.',
  },
  member: {
    added: 'A user became a member.',
    updated: "A member's role was changed.",
    removed: 'A member left or was removed.',
    invited: 'A person was invited. The event has no token.',
    invitation_revoked: 'An open invitation was revoked.',
  },
  package: {
    assigned: 'A package was assigned.',
    suspended: 'A package was suspended.',
    reactivated: 'A suspended package was reactivated.',
    renewed: 'A package was renewed.',
    cancelled: 'A package was cancelled.',
    expired: 'A package has expired.',
  },
  boost: { activated: 'A boost was added.', expired: 'A boost has expired.' },
  entitlement: {
    limit_warning: 'The usage of a feature reached 80 or 90 % of its limit.',
    limit_reached: 'The usage of a feature reached its limit.',
  },
  catalog: { updated: 'The catalogue of features and packages was updated.' },
  event_types: { updated: "The product's event types were updated." },
}

// Names that endpoints may ask for although Plinth emits none of them. The product may define those of `resource`.
const acceptedOnly: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  resource: {
    created: 'Example of the API reference.',
    updated: 'Example of the API reference.',
    deleted: 'Example of the API reference.',
  },
}

export const pingType = 'ping'

// A retry and a test would make more work for the endpoint that they are to help. Who signs in is no business of an endpoint.
const recordedOnly: ReadonlySet<string> = new Set([
  'console_session.created',
  'console_session.ended',
  'sign_in_link.created',
  'webhook.delivery_retried',
  'webhook.delivery_skipped',
  'webhook.tested',
])

/** True for types of Plinth that are for the audit log alone: no endpoint receives them, and no list of events shows them. */
export const isRecordedOnly = (type: string): boolean => recordedOnly.has(type)

export const ownEventTypes: readonly OwnEventType[] = [
  ...typesOf(emitted, true),
  ...typesOf(acceptedOnly, false),
  {
    name: pingType,
    description: 'Sent by the test of an endpoint, also when the endpoint does not subscribe to it.',
    isEmitted: true,
  },
]

const patterns = new Set([
  '*',
  ...ownEventTypes.map(({ name }) => name),
  ...[...Object.keys(emitted), ...Object.keys(acceptedOnly)].map((resource) => `${resource}.*`),
])

// Beside the resources of its events: what Plinth may have events of later.
const otherResources = [
  'plinth',
  'ping',
  'event',
  'event_type',
  'operator',
  'operator_key',
  'console_session',
  'sign_in_link',
  'invitation',
  'feature',
  'audit_log',
]
const reserved = new Set([...Object.keys(emitted), ...otherResources])

/** True when types of this resource are Plinth's own: the product cannot define them. */
export function isReserved(resource: string): boolean {
  return reserved.has(resource)
}

/** True when an endpoint may ask for the name whatever the product defines: an exact type, `resource.*` or `*`. */
export function isOwnPattern(name: string): boolean {
  return patterns.has(name)
}

/** The patterns that match this type. */
export const patternsOf = (type: string): string[] => ['*', type, `${type.split('.')[0]}.*`]

function typesOf(byResource: typeof emitted, isEmitted: boolean): OwnEventType[] {
  return Object.entries(byResource).flatMap(([resource, verbs]) =>
    Object.entries(verbs).map(([verb, description]) => ({ name: `${resource}.${verb}`, description, isEmitted })),
  )
}
