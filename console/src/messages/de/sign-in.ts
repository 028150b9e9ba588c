import type { Messages } from '../en.ts'

export const signIn: Messages['signIn'] = {
  title: 'Anmelden',
  key: 'API-Schlüssel',
  keyHint: 'Der Schlüssel eines Betreibers oder eines Workspace. Der Browser behält eine Sitzung, nicht den Schlüssel.',
  submit: 'Anmelden',
  withLink: 'Anmeldung mit dem Link …',
  linkInvalid: 'Dieser Anmelde-Link gilt nicht: Er wurde schon benutzt, oder seine Zeit ist vorbei.',
  stillSignedIn: 'Sie sind weiter angemeldet wie zuvor.',
  expired: 'Die Sitzung ist zu Ende. Nach dem Anmelden geht es mit derselben Seite weiter.',
  endedElsewhere: 'In einem anderen Tab oder Fenster abgemeldet.',
  another: 'Einen neuen erzeugt:',
  keyUnknown: 'Dieser Schlüssel gilt nicht.',
}
