import type { Messages } from '../en.ts'

export const failure: Messages['failure'] = {
  title: 'Der Aufruf ist gescheitert',
  requestId: 'Anfrage-ID',
  notAllowed: 'Das ist Ihnen nicht erlaubt',
  newVersion: 'Diese Seite konnte nicht geladen werden. Vielleicht ist eine neuere Version der Konsole installiert.',
  changed:
    'Jemand anders hat dies geändert, seit es hier geöffnet wurde. Das Formular schließen und wieder öffnen zeigt den jetzigen Stand.',
}
