import type { Messages } from '../en.ts'

export const users: Messages['users'] = {
  title: 'Nutzer',
  caption: 'Nutzer des Workspace',
  name: 'Name',
  email: 'E-Mail',
  id: 'ID',
  status: 'Status',
  verified: 'Adresse bestätigt',
  created: 'Angelegt',
  workspace: 'ID des Workspace',
  choose: 'Nutzer werden je Workspace gezeigt.',
  chooseHelp: 'Bitte oben die ID eines Workspace eingeben. „Gehe zu …“ findet jeden Nutzer nach Name oder E-Mail.',
  create: 'Nutzer anlegen',
  createdUser: (name) => `${name} ist angelegt:`,
  createWorkspace: 'Einen Workspace für diesen Nutzer anlegen',
  nothing: 'Dieser Workspace hat kein Mitglied.',
  nothingHelp: 'Nutzer gehören als Mitglieder zu einem Workspace.',
}
