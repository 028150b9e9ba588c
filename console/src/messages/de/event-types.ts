import type { Messages } from '../en.ts'

export const eventTypes: Messages['eventTypes'] = {
  title: 'Ereignistypen',
  text: 'Webhooks abonnieren einzelne Typen, alle einer Ressource (workspace.*) oder alle (*).',
  name: 'Typ',
  when: 'Wann',
  origin: 'Von',
  origins: { plinth: 'Plinth', product: 'diesem Produkt' },
  state: 'Zustand',
  emitted: 'Wird gesendet',
  notEmitted: 'Wird nicht gesendet',
  notEmittedText: 'Webhooks können diesen Typ abonnieren, aber kein Ereignis von ihm wird gesendet.',
  deprecated: 'Veraltet',
  deprecatedText: 'Kein Webhook kann diesen Typ neu abonnieren.',
  needs: (feature) => `Nur Workspaces, deren Plan die Funktion ${feature} enthält, bekommen ihn.`,
  missing: 'Es gibt keinen Ereignistyp dieses Namens.',
  sample: 'Beispiel',
  noSample: 'Für diesen Typ gibt es kein Beispiel.',
  schema: 'JSON Schema der Anfrage',
  noSchema: 'Dieser Typ hat kein Schema.',
}
