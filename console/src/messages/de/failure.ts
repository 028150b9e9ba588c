import type { Messages } from '../en.ts'

export const failure: Messages['failure'] = {
  title: 'Der Aufruf ist gescheitert',
  requestId: 'Anfrage-ID',
  notAllowed: 'Das ist Ihnen nicht erlaubt',
  signedOut: 'Sie sind nicht mehr angemeldet',
  signInAgain: 'Das Eingegebene bleibt hier. In einem anderen Tab anmelden, und es noch einmal versuchen.',
  signInThere: 'Anmelden',
  newVersion: 'Diese Seite konnte nicht geladen werden. Vielleicht ist eine neuere Version der Konsole installiert.',
  changed:
    'Jemand anders hat dies geändert, seit es hier geöffnet wurde. Das Formular schließen und wieder öffnen zeigt den jetzigen Stand.',
}
