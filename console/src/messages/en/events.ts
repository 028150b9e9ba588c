export const events = {
  caption: 'Events',
  type: 'Event type',
  id: 'ID',
  ownId: 'ID of the publisher',
  channel: 'Channel',
  channels: 'Channels',
  created: 'Created',
  nothing: 'There is no event yet.',
  nothingHelp: 'Plinth makes an event of every change of this workspace, and your product publishes its own.',
}

export const event = {
  title: 'Event',
  back: 'Events of the workspace',
  occurred: 'Happened',
  orderingKey: 'Ordering key',
  namespace: 'Namespace',
  request: 'Request',
  noRequest: 'None: your product published this event, or no call caused it.',
  data: 'Data',
  deliveries: (count: number, text: string) => (count === 1 ? '1 delivery' : `${text} deliveries`),
  made: 'Deliveries of the event',
  noDelivery: 'No webhook subscribed to this type when the event happened.',
  allDeliveries: (count: string) => `Show all ${count} deliveries`,
}
