export const palette = {
  input: 'Page, ID, or the beginning of a name, e-mail, key or URL',
  results: 'Results',
  open: (id: string) => `Open ${id}`,
  searchWorkspaces: (text: string) => `Search workspaces for “${text}”`,
  kinds: {
    workspace: 'Workspace',
    namespace: 'Namespace',
    user: 'User',
    api_key: 'API key',
    operator_key: 'Operator key',
    session: 'Session',
    webhook: 'Webhook',
    event: 'Event',
    delivery: 'Delivery',
    request: 'Request',
  },
}
