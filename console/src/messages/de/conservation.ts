import type { Messages } from '../en.ts'

export const conservation: Messages['conservation'] = {
  title: 'Zustellungen',
  accepted: 'Angenommen',
  delivered: 'Zugestellt',
  pending: 'Ausstehend',
  held: 'Angehalten',
  failed: 'Gescheitert',
  cancelled: 'Abgebrochen',
  difference: 'Differenz',
  lost: 'Angenommene Zustellungen sind in keinem Zustand. Das darf nicht geschehen: bitte mit den Zahlen oben melden.',
}
