import type { Messages } from '../en.ts'

export const json: Messages['json'] = {
  search: (name) => `Suchen in: ${name}`,
  results: 'Gefundene Teile',
  found: (count) => (count === 1 ? '1 Teil gefunden' : `${count} Teile gefunden`),
  foundMore: (count) => `Mehr als ${count} Teile gefunden; dies sind die ersten.`,
  more: (step, left) => `${step} weitere von ${left} zeigen`,
  count: (size, text) => (size === 1 ? '1 Eintrag' : `${text} Einträge`),
  whole: (length) => `Alle ${length} Zeichen zeigen`,
  path: (path) => `Pfad ${path}`,
}
