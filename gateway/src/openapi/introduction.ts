/** Above all operations, in Markdown. */
export const introduction = `The base a multi-tenant product stands on: workspaces, users, API keys and webhooks.

**Authentication.** \`Authorization: Bearer <key>\`. A key acts for its user in its workspace, within its scopes.
One made with \`all_workspaces\` names another workspace of its user in \`X-Workspace-ID\`, where that one's \`foreign_keys\` is \`allow\`.

**Answers.** \`{"data": …}\`, lists with \`meta\` and \`links\`. Fields, values of enumerations and error codes may be added at
any time: ignore what you do not know. What is there stays.

**Errors.** \`{"error": {"code", "message", "request_id", …}}\`, or RFC 9457 for \`Accept: application/problem+json\`. Each code has
[a page of its own](/docs/errors), which the \`Link\` header of every error names.

**Retries.** Send a random \`Idempotency-Key\` with every write and a retry with the same key has no second effect. After 429 and 503 wait
\`Retry-After\` seconds.

**Changes seen once.** A read of one resource has an \`ETag\`: with \`If-None-Match\` it answers 304 while nothing changed, with
\`If-Match\` a change is refused with 412 once somebody else changed it.`

/** What each group of operations is called and about. */
export const tagTexts: Readonly<Record<string, { title: string; description: string }>> = {
  workspaces: { title: 'Workspaces', description: 'The tenants: everything else belongs to one.' },
  members: { title: 'Members', description: 'Who belongs to a workspace, and as what: owner, admin or member.' },
  invitations: {
    title: 'Invitations',
    description: 'How people come to a workspace. Plinth sends no mail: the token goes to whoever invites.',
  },
  namespaces: { title: 'Namespaces', description: 'Rooms of a workspace, or of a user, with what they may use.' },
  features: { title: 'Features', description: 'What can be entitled: switches, limits and pools.' },
  packages: { title: 'Packages', description: 'Bundles of features with their limits.' },
  catalog: { title: 'Catalogue', description: 'All features and packages at once, as code.' },
  'namespace-packages': { title: 'Packages of a namespace', description: 'What a namespace holds itself.' },
  'workspace-packages': {
    title: 'Packages of a workspace',
    description: 'What a workspace holds: the pool of the namespaces it pays for.',
  },
  'namespace-boosts': { title: 'Boosts of a namespace', description: 'Single features on top of its packages.' },
  'workspace-boosts': { title: 'Boosts of a workspace', description: 'Single features on top of its packages.' },
  entitlements: { title: 'Entitlements', description: 'What a namespace may use, what it used, and the proof.' },
  users: { title: 'Users', description: 'People; they belong to workspaces as members.' },
  'api-keys': { title: 'API keys', description: 'What callers prove who they are with.' },
  'operator-keys': { title: 'Operator keys', description: 'Keys of whoever runs Plinth; they act in every workspace.' },
  webhooks: { title: 'Webhooks', description: 'Endpoints of yours that are told what happens.' },
  deliveries: {
    title: 'Deliveries',
    description: 'What was and will be sent to an endpoint, attempt by attempt.',
  },
  'event-types': { title: 'Event types', description: 'Which events there are, each with its schema.' },
  usage: { title: 'Usage', description: 'How much a workspace called, and what is left of its limits.' },
  events: { title: 'Events', description: 'What happened, and what endpoints receive of it.' },
}
