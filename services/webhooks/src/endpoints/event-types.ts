export interface EventType {
  name: string
  /** When it happens. */
  description: string
  /** Does Plinth emit it? The others are accepted only. */
  isEmitted: boolean
}

/** What Plinth tells endpoints, by resource. */
const emitted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  workspace: {
    created: 'A workspace was made.',
    updated: 'A workspace was changed.',
    deleted: 'A workspace was deleted.',
  },
  namespace: {
    created: 'A namespace was made.',
    updated: 'A namespace was changed.',
    deleted: 'A namespace was deleted.',
  },
  user: { created: 'A user was made.', updated: 'A user was changed.' },
  api_key: {
    created: 'An API key was made.',
    rotated: 'An API key was replaced; the old one works until its grace ends.',
    revoked: 'An API key was revoked.',
  },
  webhook: {
    created: 'A webhook endpoint was added.',
    updated: 'A webhook endpoint was changed.',
    deleted: 'A webhook endpoint was deleted.',
    disabled: 'A webhook endpoint was disabled; what it is owed is held.',
    enabled: 'A webhook endpoint was enabled; what was held is sent.',
  },
  member: {
    added: 'A user became a member.',
    updated: "A member's role was changed.",
    removed: 'A member left or was removed.',
    invited: 'Somebody was invited.',
  },
  package: {
    assigned: 'A package was assigned.',
    suspended: 'A package was suspended.',
    reactivated: 'A suspended package is active again.',
    renewed: 'A package was renewed.',
    cancelled: 'A package was cancelled.',
    expired: 'A package has expired.',
  },
  boost: { activated: 'A boost was given.', expired: 'A boost has expired.' },
  entitlement: {
    limit_warning: 'A feature is used to 80 or 90 % of its limit.',
    limit_reached: 'A feature is used up to its limit.',
  },
  catalog: { updated: 'Features or packages of the catalogue were changed.' },
}

const acceptedOnly: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  user: { deleted: 'A user was deleted.' },
  resource: {
    created: "The API reference's example.",
    updated: "The API reference's example.",
    deleted: "The API reference's example.",
  },
}

export const pingType = 'ping'

export const eventTypes: readonly EventType[] = [
  ...typesOf(emitted, true),
  ...typesOf(acceptedOnly, false),
  { name: pingType, description: 'Sent by the test of an endpoint, whatever it asked for.', isEmitted: true },
]

const patterns = new Set([
  '*',
  ...eventTypes.map(({ name }) => name),
  ...[...Object.keys(emitted), ...Object.keys(acceptedOnly)].map((resource) => `${resource}.*`),
])

/** May an endpoint ask for it: an exact type, `resource.*` or `*`? */
export function isEventPattern(name: string): boolean {
  return patterns.has(name)
}

/** Does one of an endpoint's patterns take events of this type? */
export function takesEvent(asked: readonly string[], type: string): boolean {
  return asked.some((pattern) => pattern === '*' || pattern === type || pattern === `${type.split('.')[0]}.*`)
}

function typesOf(byResource: typeof emitted, isEmitted: boolean): EventType[] {
  return Object.entries(byResource).flatMap(([resource, verbs]) =>
    Object.entries(verbs).map(([verb, description]) => ({ name: `${resource}.${verb}`, description, isEmitted })),
  )
}
