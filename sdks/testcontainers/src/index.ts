export { PlinthContainer, type RateLimits } from './plinth-container.ts'
export { StartedPlinthContainer } from './started-plinth-container.ts'
export type { Tenant, TenantOptions, Tier } from './tenant.ts'
export type { ReceivedEvent, Subscription, WebhookSink } from './webhook-sink.ts'
