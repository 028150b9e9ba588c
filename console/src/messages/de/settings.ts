import type { Messages } from '../en.ts'

export const settings: Messages['settings'] = {
  title: 'Einstellungen',
  timezone: 'Zeitzone',
  timezoneHint: 'Etwa Europe/Vienna.',
  locale: 'Sprache und Region',
  localeHint: 'Etwa de_AT.',
  metadata: 'Metadaten',
  metadataHint: 'Eigene Texte, einer je Zeile: crm: 4711',
  tags: 'Schlagwörter',
  tagsHint: 'Eins je Zeile.',
  foreignKeys: 'Schlüssel anderer Workspaces',
  foreignKeysOptions: { refuse: 'Abgewiesen', allow: 'Erlaubt' },
  foreignKeysHint:
    'Ob Schlüssel, die für alle Workspaces ihres Nutzers gemacht sind, hier handeln dürfen. Nur ein Inhaber ändert es.',
  change: 'Ändern',
  changeTitle: (name) => `${name} ändern`,
  slugText: 'Links und Aufrufe mit dem alten Kurznamen werden abgewiesen.',
  tier: 'Stufe ändern',
  tierTitle: (name) => `Stufe von ${name}`,
  tierText: (from, to) =>
    `Ab dem nächsten Aufruf gelten für den Workspace die Ratenlimits von ${to} statt derer von ${from}.`,
  tierRaised:
    'Seine Schlüssel behalten die Stufe, mit der sie angelegt wurden: Nur neue Schlüssel nutzen die höheren Limits.',
  tierLowered: 'Die niedrigeren Limits gelten auch für jeden seiner Schlüssel mit höherer Stufe.',
  tierSame: (tier) => `Der Workspace hat die Stufe ${tier}. Eine andere Wahl zeigt, was sich ändert.`,
  tierKeeps: 'Pakete, Boosts und ihre Grenzen bleiben: Die ändert die Seite des Plans.',
  danger: 'Diesen Workspace löschen',
  dangerText:
    'Seine API-Schlüssel und Pakete enden sofort, seine Webhooks binnen 5 Sekunden. Das lässt sich nicht rückgängig machen.',
  delete: 'Workspace löschen',
  deleteTitle: (name) => `${name} löschen?`,
  deleted: (name) => `Der Workspace ${name} ist gelöscht.`,
}
