/** Introduction above all operations, in Markdown. */
export const introduction = `The foundation of a multi-tenant product: workspaces, users, API keys, entitlements and webhooks.

**Authentication.** \`Authorization: Bearer <key>\`. An API key acts for its user, in its workspace, within its scopes.
An operation that not every member may call also names the role; operators need none.
A key with \`all_workspaces\` can name another workspace of its user in \`X-Workspace-ID\`, if \`foreign_keys\` of that workspace is \`allow\`.

**Responses.** \`{"data": …}\`; lists have \`meta\` and \`links\` too. Fields, values of enumerations and error codes may be added at
any time: ignore those that you do not know. Existing ones stay. With \`fields\`, a response lacks the other fields, though its schema
requires them.

**Errors.** \`{"error": {"code", "message", "request_id", …}}\`, or RFC 9457 for \`Accept: application/problem+json\`. Each code has
[a page of its own](/docs/errors), which the \`Link\` header of every error names.

**Retries.** Send a random \`Idempotency-Key\` with every write: a retry with the same key has no second effect. After 429 and 503, wait
\`Retry-After\` seconds.

**Conditional requests.** A read of one resource has an \`ETag\`. With \`If-None-Match\`, a read returns 304 if the resource has not changed. With
\`If-Match\`, a change is refused with 412 if the resource was changed by another request.

**Lists.** A page has 15 entries, or \`per_page\` up to 100; \`links.next\` is the next page. Lists that only grow also take \`cursor\`: send it
empty first, then \`meta.next_cursor\`, until that is null. An unknown parameter is refused with 400.

**Descriptions.** "Emits" names events that webhooks can receive. A number before the name of a setting, such as 50 before
\`WEBHOOKS_ENDPOINTS_MAX\`, is its default: the operator can change it.`

/** Title and description of each group of operations. */
export const tagTexts: Readonly<Record<string, { title: string; description: string }>> = {
  workspaces: { title: 'Workspaces', description: 'The tenants. Every other resource belongs to a workspace.' },
  members: { title: 'Members', description: 'The users of a workspace, each with a role: owner, admin or member.' },
  invitations: {
    title: 'Invitations',
    description:
      'Invitations to join a workspace. Plinth sends no mail: the inviting user receives the token and passes it on.',
  },
  namespaces: {
    title: 'Namespaces',
    description: 'Subdivisions of a workspace, or of a user, with their own packages, limits and usage.',
  },
  features: { title: 'Features', description: 'Features that packages grant: boolean, limited or unlimited.' },
  packages: { title: 'Packages', description: 'Bundles of features with their limits.' },
  catalog: { title: 'Catalogue', description: 'All features and packages in one document, to be kept as code.' },
  'namespace-packages': {
    title: 'Packages of a namespace',
    description: 'Packages that are assigned to a namespace itself.',
  },
  'workspace-packages': {
    title: 'Packages of a workspace',
    description: 'Packages that are assigned to a workspace. The namespaces that it pays for share them.',
  },
  'namespace-boosts': {
    title: 'Boosts of a namespace',
    description: 'Extra limits or features in addition to the packages.',
  },
  'workspace-boosts': {
    title: 'Boosts of a workspace',
    description: 'Extra limits or features in addition to the packages.',
  },
  entitlements: {
    title: 'Entitlements',
    description: 'Checks of limits, recorded usage, reservations and reconciliation.',
  },
  'workspace-entitlements': {
    title: 'Entitlements of a workspace',
    description: 'The features of a workspace, which the namespaces that it pays for share.',
  },
  users: { title: 'Users', description: 'People. Users belong to workspaces as members.' },
  'api-keys': { title: 'API keys', description: 'Credentials that callers authenticate with.' },
  'operator-keys': {
    title: 'Operator keys',
    description: 'Keys of the operators of Plinth. They act in every workspace.',
  },
  webhooks: { title: 'Webhooks', description: 'Your HTTP endpoints that receive events.' },
  deliveries: {
    title: 'Deliveries',
    description: 'Deliveries of events to an endpoint, with every attempt.',
  },
  'event-types': { title: 'Event types', description: 'The types of events, each with its JSON Schema.' },
  replays: { title: 'Replays', description: 'Ended deliveries of a webhook that are sent again.' },
  sessions: {
    title: 'Sessions',
    description: 'Sign in to the web console, and sign out. Each session acts for one key.',
  },
  'sign-in-links': { title: 'Sign in links', description: 'Links that sign in to the web console, once.' },
  search: { title: 'Search', description: 'Resources by ID, or by the beginning of a name.' },
  overview: { title: 'Overview', description: 'State of the whole installation, for operators.' },
  usage: { title: 'Usage', description: 'API requests of a workspace, and its remaining limits.' },
  requests: { title: 'Request log', description: 'Single calls of the API: who called, how it ended and why.' },
  'audit-log': {
    title: 'Audit log',
    description: 'Every change, with its actor, time and origin. Entries cannot be changed.',
  },
  events: { title: 'Events', description: 'Events of a workspace, as endpoints receive them.' },
}
