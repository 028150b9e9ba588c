/** The consumers of events that only a workspace's endpoints receive. */
export const toWebhooks = ['webhooks']
/** Identity revokes keys and verifies addresses by these. */
export const toWebhooksAndIdentity = [...toWebhooks, 'identity']

/** The durable name of this service's consumer: identity's outbox rows wait for it. */
export const consumerName = 'tenancy'
export const consumedSubjects: readonly string[] = ['user.created', 'user.updated'].map(
  (type) => `plinth.events.*.${type}`,
)
