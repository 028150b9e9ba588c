import type { Messages } from '../en.ts'

export const chart: Messages['chart'] = {
  numbers: 'Die Zahlen als Tabelle',
  time: 'Zeit',
  noMoment: 'Die Pfeiltasten wählen einen Zeitpunkt.',
  failed:
    'Das Diagramm konnte nicht geladen werden. Seine Zahlen stehen darunter; ein neues Laden der Seite bringt es zurück.',
}
