import {
  AbstractStartedContainer,
  type StartedNetwork,
  type StartedTestContainer,
  type StoppedTestContainer,
} from 'testcontainers'
import { newTenant, type Tenant, type TenantOptions, type Tier } from './tenant.ts'
import { startWebhookSink, type WebhookSink } from './webhook-sink.ts'

export interface Started {
  image: string
  url: string
  managementUrl: string
  operatorKey: string
  tier: Tier
  network: StartedNetwork
  /** Everything that stops with the container, itself included. */
  beside: AsyncDisposableStack
}

export class StartedPlinthContainer extends AbstractStartedContainer {
  readonly #started: Started

  constructor(container: StartedTestContainer, started: Started) {
    super(container)
    this.#started = started
  }

  /** http://HOST:PORT; the API is below /api/v1, its reference at /docs. */
  getBaseUrl(): string {
    return this.#started.url
  }

  /** May do everything, for every tenant. */
  getOperatorKey(): string {
    return this.#started.operatorKey
  }

  /** A new workspace with its owner and a key. */
  createTenant(options: TenantOptions = {}): Promise<Tenant> {
    const { url, operatorKey, tier } = this.#started
    return newTenant({ url, operatorKey }, { tier, scopes: ['*'], ...options })
  }

  /** A receiver beside Plinth that keeps what it is sent; stops with the container. */
  async webhookSink(): Promise<WebhookSink> {
    const { image, network, beside } = this.#started
    const sink = await startWebhookSink(image, network)
    beside.defer(() => sink.stop())
    return sink
  }

  /** All tenants are gone, with all they had; the operator key and the catalogue stay, and so does the time. */
  async reset(): Promise<void> {
    await this.#ask('/test/reset')
  }

  /** Moves time forward everywhere: "25h", "1d12h", "90s". Resolves with the new time. */
  async advanceClock(by: string): Promise<Date> {
    const { now } = JSON.parse(await this.#ask('/test/clock', { advance: by }))
    return new Date(now)
  }

  override async stop(): Promise<StoppedTestContainer> {
    const stopped = await super.stop()
    await this.#started.beside.disposeAsync()
    return stopped
  }

  async #ask(path: string, body: object = {}): Promise<string> {
    const answer = await fetch(`${this.#started.managementUrl}${path}`, { method: 'POST', body: JSON.stringify(body) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`POST ${path} was answered ${answer.status}: ${text}`)
    return text
  }
}
