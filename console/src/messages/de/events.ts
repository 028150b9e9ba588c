import type { Messages } from '../en.ts'

export const events: Messages['events'] = {
  caption: 'Ereignisse',
  type: 'Ereignistyp',
  id: 'ID',
  ownId: 'ID des Absenders',
  channel: 'Kanal',
  channels: 'Kanäle',
  created: 'Entstanden',
  nothing: 'Es gibt noch kein Ereignis.',
  nothingHelp: 'Jede Änderung dieses Workspace ist ein Ereignis, und das Produkt veröffentlicht eigene.',
}

export const event: Messages['event'] = {
  title: 'Ereignis',
  back: 'Ereignisse des Workspace',
  occurred: 'Geschehen',
  orderingKey: 'Ordnungsschlüssel',
  namespace: 'Namespace',
  request: 'Aufruf',
  noRequest: 'Keiner: Das Produkt hat dieses Ereignis veröffentlicht, oder kein Aufruf hat es ausgelöst.',
  data: 'Daten',
  deliveries: (count, text) => (count === 1 ? '1 Zustellung' : `${text} Zustellungen`),
  made: 'Zustellungen des Ereignisses',
  noDelivery: 'Kein Webhook hatte diesen Typ abonniert, als das Ereignis geschah.',
  allDeliveries: (count) => `Alle ${count} Zustellungen zeigen`,
}
