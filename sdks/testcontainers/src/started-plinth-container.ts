import {
  AbstractStartedContainer,
  type StartedNetwork,
  type StartedTestContainer,
  type StopOptions,
  type StoppedTestContainer,
} from 'testcontainers'
import type { Cleanup } from './cleanup.ts'
import { newTenant, type Tenant, type TenantOptions, type Tier } from './tenant.ts'
import { startWebhookSink, type WebhookSink } from './webhook-sink.ts'

export interface Started {
  image: string
  ports: { api: number; management: number }
  operatorKey: string
  tier: Tier
  network: StartedNetwork
  /** Everything that stops with the container, itself included. */
  cleanup: Cleanup
}

export class StartedPlinthContainer extends AbstractStartedContainer {
  readonly #started: Started

  constructor(container: StartedTestContainer, started: Started) {
    super(container)
    this.#started = started
  }

  /** http://HOST:PORT; the API is below /api/v1, its reference at /docs. Another port after restart(). */
  getBaseUrl(): string {
    return this.#url('api')
  }

  /** May do everything, for every tenant. */
  getOperatorKey(): string {
    return this.#started.operatorKey
  }

  /** A new workspace with its owner and a key. */
  createTenant(options: TenantOptions = {}): Promise<Tenant> {
    const { operatorKey, tier } = this.#started
    return newTenant({ url: this.getBaseUrl(), operatorKey }, { tier, scopes: ['*'], ...options })
  }

  /** A receiver beside Plinth that keeps what it is sent; stops with the container. */
  async webhookSink(): Promise<WebhookSink> {
    const { image, network, cleanup } = this.#started
    const sink = await startWebhookSink(image, network)
    cleanup.add(() => sink.stop())
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

  override async stop(options?: Partial<StopOptions>): Promise<StoppedTestContainer> {
    try {
      return await super.stop(options)
    } finally {
      await this.#started.cleanup.run()
    }
  }

  async #ask(path: string, body: object = {}): Promise<string> {
    const answer = await fetch(`${this.#url('management')}${path}`, { method: 'POST', body: JSON.stringify(body) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`POST ${path} was answered ${answer.status}: ${text}`)
    return text
  }

  #url(port: 'api' | 'management'): string {
    return `http://${this.getHost()}:${this.getMappedPort(this.#started.ports[port])}`
  }
}
