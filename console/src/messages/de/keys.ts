import type { Messages } from '../en.ts'

export const keys: Messages['keys'] = {
  caption: 'API-Schlüssel',
  name: 'Name',
  prefix: 'Anfang',
  scopes: 'Rechte',
  lastUsed: 'Zuletzt benutzt',
  expires: 'Läuft ab',
  created: 'Angelegt',
  create: 'API-Schlüssel anlegen',
  user: 'Nutzer des Schlüssels',
  userHint: 'Die ID eines Mitglieds des Workspace, als das der Schlüssel handelt. Nutzer zeigt alle Mitglieder.',
  scopesHint:
    'Eins je Zeile, etwa read:all oder write:webhooks. Leer: alles lesen, und Namespaces, Berechtigungen, Webhooks und Ereignisse schreiben.',
  allowedIps: 'Erlaubte Adressen',
  allowedIpsHint: 'IP-Adressen und Netze, eins je Zeile. Leer: jede Adresse.',
  expiresHint: 'Leer: Der Schlüssel läuft nicht ab.',
  key: 'API-Schlüssel',
  rotate: 'Erneuern',
  rotateTitle: (name) => `${name} erneuern`,
  rotateText: 'Ein neuer Schlüssel tritt an die Stelle von diesem. Beide gelten, bis die Frist endet.',
  graceHours: 'Frist in Stunden',
  narrow: 'Einschränken',
  narrowTitle: (name) => `${name} einschränken`,
  narrowText: 'Weniger Rechte oder Adressen gelten ab dem nächsten Aufruf, an jedem Gateway.',
  revoke: 'Widerrufen',
  revokeTitle: (name) => `${name} widerrufen?`,
  revokeText:
    'Der nächste Aufruf mit diesem Schlüssel wird abgewiesen, an jedem Gateway. Das lässt sich nicht rückgängig machen.',
  nothing: 'Dieser Workspace hat noch keinen API-Schlüssel.',
  nothingHelp: 'Programme rufen die API mit einem Schlüssel auf. Er wird einmal gezeigt, wenn er angelegt wird.',
}
