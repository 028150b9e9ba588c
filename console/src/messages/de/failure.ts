import type { Messages } from '../en.ts'

export const failure: Messages['failure'] = {
  title: 'Der Aufruf ist gescheitert',
  requestId: 'Anfrage-ID',
  notAllowed: 'Das ist Ihnen nicht erlaubt',
  newVersion: 'Diese Seite konnte nicht geladen werden. Vielleicht ist eine neuere Version der Konsole installiert.',
  changed:
    'Jemand anderes hat dies geändert, seit Sie es geöffnet haben. Schließen Sie das Formular und öffnen Sie es wieder, um den jetzigen Stand zu sehen.',
}
