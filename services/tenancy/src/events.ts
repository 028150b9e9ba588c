/** Consumers of events that only endpoints of a workspace receive. */
export const toWebhooks = ['webhooks']
/** Identity revokes keys and verifies addresses because of these events. */
export const toWebhooksAndIdentity = [...toWebhooks, 'identity']

/** Durable name of the consumer of this service, for which outbox rows of identity wait. */
export const consumerName = 'tenancy'
export const consumedSubjects: readonly string[] = ['user.created', 'user.updated'].map(
  (type) => `plinth.events.*.${type}`,
)
