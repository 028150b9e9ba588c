import type { Messages } from '../en.ts'

export const palette: Messages['palette'] = {
  input: 'Seite oder ID',
  results: 'Ergebnisse',
  open: (id) => `${id} öffnen`,
  searchWorkspaces: (text) => `Workspaces nach „${text}“ durchsuchen`,
}
