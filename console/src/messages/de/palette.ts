import type { Messages } from '../en.ts'

export const palette: Messages['palette'] = {
  input: 'Seite, ID oder Anfang von Name, E-Mail, Schlüssel oder URL',
  results: 'Ergebnisse',
  open: (id) => `${id} öffnen`,
  searchWorkspaces: (text) => `Workspaces nach „${text}“ durchsuchen`,
  kinds: {
    workspace: 'Workspace',
    namespace: 'Namespace',
    user: 'Nutzer',
    api_key: 'API-Schlüssel',
    operator_key: 'Betreiberschlüssel',
    session: 'Sitzung',
    webhook: 'Webhook',
    event: 'Ereignis',
    delivery: 'Zustellung',
    request: 'Aufruf',
  },
}
