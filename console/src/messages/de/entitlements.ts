import type { Messages } from '../en.ts'

export const entitlements: Messages['entitlements'] = {
  tab: 'Berechtigungen',
  caption: 'Berechtigungen',
  feature: 'Funktion',
  decidedBy: 'Entschieden von',
  limit: 'Grenze',
  used: 'Verbraucht',
  reserved: 'Reserviert',
  window: 'Zeitfenster',
  pool: 'Kontingent',
  why: 'Warum?',
  whyOf: (feature) => `Warum? ${feature}`,
  of: 'Berechtigungen von',
  levels: { namespace: 'Namespace', workspace: 'Workspace', tier: 'Stufe des Nutzers' },
  always: 'für immer',
  until: (end) => `bis ${end}`,
  rolling: (days) => (days === 1 ? 'der letzte Tag' : `die letzten ${days} Tage`),
  nothing: 'Der Katalog hat keine Funktion.',
  nothingHelp: 'Funktionen und Pakete stehen im Katalog: plinth catalog apply.',
}
