import type { Messages } from '../en.ts'

export const versions: Messages['versions'] = {
  title: 'Jemand anders hat dies geändert, seit es hier geöffnet wurde.',
  differs: 'Noch ist nichts gespeichert. Die eigenen Änderungen lassen sich behalten oder verwerfen.',
  same: 'Nichts in diesem Formular weicht von dem ab, was jetzt gespeichert ist. Bitte noch einmal speichern.',
  caption: 'Beide Fassungen',
  field: 'Feld',
  stored: 'Jetzt gespeichert',
  typed: 'In diesem Formular',
  empty: 'leer',
  keepTyped: 'Meine Änderungen behalten',
  takeStored: 'Gespeichertes übernehmen',
  goOn: 'Weiter',
}
