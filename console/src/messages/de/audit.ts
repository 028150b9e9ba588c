import type { Messages } from '../en.ts'

export const audit: Messages['audit'] = {
  title: 'Protokoll',
  text: 'Wer was geändert hat, wann und woher. Jeder Eintrag folgt sofort auf seine Änderung, und niemand kann ihn ändern.',
  action: 'Vorgang',
  at: 'Zeit',
  actor: 'Wer',
  actors: { user: 'Nutzer', operator: 'Betreiber', system: 'Plinth selbst' },
  target: 'Was',
  changes: 'Vorher → nachher',
  moreFields: (count) => (count === 1 ? '1 weiteres Feld' : `${count} weitere Felder`),
  request: 'Aufruf',
  from: (address) => `von ${address}`,
  filters: { action: 'Vorgang', actor: 'ID von wem', target: 'ID von was', request: 'ID des Aufrufs' },
  nothing: 'Es gibt noch keinen Eintrag.',
  export: 'Exportieren',
  exportTitle: 'Das Protokoll exportieren',
  exportText:
    'Eine Datei mit einem JSON-Objekt je Zeile, das älteste zuerst. Die letzte Zeile sagt, dass sie vollständig ist. Der Export selbst wird ein Eintrag.',
  exportFrom: 'Von',
  exportTo: 'Bis',
}
