import type { Messages } from '../en.ts'

export const workspaces: Messages['workspaces'] = {
  title: 'Workspaces',
  caption: 'Workspaces',
  name: 'Name',
  slug: 'Kurzname',
  tier: 'Stufe',
  status: 'Status',
  owner: 'Inhaber',
  ownerHint:
    'Die ID des Nutzers, dem der Workspace gehört; unter Nutzer wird einer angelegt. Ein Schlüssel braucht ein Mitglied als Nutzer.',
  created: 'Angelegt',
  statuses: { active: 'Aktiv', suspended: 'Gesperrt' },
  create: 'Workspace anlegen',
  slugHint: 'Teil von Adressen; leer entsteht er aus dem Namen.',
  nothing: 'Es gibt noch keinen Workspace.',
  nothingHelp: 'Ein Workspace ist ein Kunde Ihres Produkts: Er hat Mitglieder, API-Schlüssel und einen Plan.',
}
