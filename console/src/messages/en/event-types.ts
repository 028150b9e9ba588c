/** Sentences by the name of Plinth's own types, in place of those of the API, which are English. */
const descriptions: Readonly<Record<string, string>> = {}

export const eventTypes = {
  descriptions,
  title: 'Event types',
  text: 'Webhooks subscribe to exact types, to all of a resource (workspace.*), or to all (*).',
  name: 'Type',
  when: 'When',
  origin: 'Of',
  origins: { plinth: 'Plinth', product: 'your product' },
  state: 'State',
  emitted: 'Sent',
  notEmitted: 'Not sent',
  notEmittedText: 'Webhooks can subscribe to this type, but no event of it is sent.',
  deprecated: 'Deprecated',
  deprecatedText: 'No webhook can newly subscribe to this type.',
  needs: (feature: string) => `Only workspaces whose plan has the feature ${feature} get it.`,
  missing: 'There is no event type of this name.',
  sample: 'Sample',
  noSample: 'There is no sample of this type.',
  schema: 'JSON Schema of the request body',
  noSchema: 'This type has no schema.',
}
