import type { Messages } from '../en.ts'

export const workspace: Messages['workspace'] = {
  title: 'Workspace',
  tabs: 'Teile des Workspace',
  overview: 'Überblick',
  usage: 'Verbrauch',
  keys: 'API-Schlüssel',
  deliveries: 'Zustellungen',
  events: 'Ereignisse',
  id: 'ID',
  updated: 'Geändert',
  noOwner: 'kein Inhaber',
  suspendedNotice: 'Dieser Workspace ist gesperrt. Seine API-Schlüssel werden abgewiesen.',
  suspend: 'Sperren',
  suspendTitle: (name) => `${name} sperren?`,
  suspendText:
    'Jeder Aufruf mit einem API-Schlüssel dieses Workspace wird abgewiesen, bis er wieder freigegeben wird. Nichts wird gelöscht.',
  reactivate: 'Freigeben',
  reactivateTitle: (name) => `${name} freigeben?`,
  reactivateText: 'Die API-Schlüssel dieses Workspace gelten wieder.',
  reason: 'Grund',
  tags: 'Schlagwörter',
}
