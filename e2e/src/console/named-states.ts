/** States whose screenshots a person looks at before a release, in every look: filled, empty, failing, refused, held. */
export const namedStates: readonly string[] = [
  ...['sign-in', 'home', 'workspaces', 'workspaces-hidden', 'workspace', 'workspace-missing'],
  ...['keys', 'members', 'settings', 'plan', 'entitlements', 'explain-denied', 'usage'],
  ...['webhooks', 'webhook-healthy', 'webhook-disabled', 'deliveries', 'delivery', 'delivery-held', 'event'],
  ...['request-denied', 'audit', 'catalog', 'access'],
]
