import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { Client } from '@core-php/sdk'
import { GenericContainer, Network, type StartedNetwork, Wait } from 'testcontainers'
import { Cleanup } from './cleanup.ts'
import { ContainerLog } from './container-log.ts'
import { newOperatorKey } from './operator-key.ts'
import { startPostgres } from './postgres.ts'
import { StartedPlinthContainer } from './started-plinth-container.ts'
import type { Tier } from './tenant.ts'

export type RateLimits = Partial<Record<Tier, { perHour: number; burst: number }>>

type LogConsumer = (stream: Readable) => unknown

const apiPort = 8080
const managementPort = 9090

/** Plinth with everything it needs, for the tests of a product that stands on it. */
export class PlinthContainer extends GenericContainer {
  #postgresImage = 'postgres:17-alpine'
  #catalogFile: string | undefined
  #tier: Tier = 'free'
  #network: StartedNetwork | undefined
  #logConsumer: LogConsumer | undefined

  constructor(image: string) {
    super(image)
    this.withExposedPorts(apiPort, managementPort)
    this.withWaitStrategy(Wait.forHttp('/readyz', managementPort, { abortOnContainerExit: true })).withStartupTimeout(
      120_000,
    )
    this.withEnvironment({
      // The image refuses to move time, and to forget its tenants, in production.
      NODE_ENV: 'test',
      PLINTH_TEST_CLOCK: '1',
      SECRETS_KEY: randomBytes(32).toString('base64'),
      DRAIN_DELAY_MS: '0',
      // Sinks are containers beside it, and speak plain HTTP.
      WEBHOOKS_ALLOW_HTTP: 'true',
      WEBHOOKS_ALLOWED_CIDRS: '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fd00::/8',
    })
  }

  /** The catalogue, as `plinth catalog export` writes it; put in place before start() resolves. */
  withCatalog(file: string): this {
    this.#catalogFile = file
    return this
  }

  /** The tier of the tenants made; free unless told. */
  withTier(tier: Tier): this {
    this.#tier = tier
    return this
  }

  /** Other limits than the tiers' own. */
  withRateLimits(limits: RateLimits): this {
    const texts = Object.entries(limits).map(([tier, { perHour, burst }]) => `${tier}=${perHour}/${burst}`)
    return this.withEnvironment({ GATEWAY_RATE_LIMITS: texts.join(',') })
  }

  /** The delay before each attempt in seconds, the first included. */
  withWebhookRetrySchedule(seconds: readonly number[]): this {
    return this.withEnvironment({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: seconds.join(',') })
  }

  /** Another image of PostgreSQL 15 to 18. */
  withPostgresImage(image: string): this {
    this.#postgresImage = image
    return this
  }

  /** A network of yours, where Plinth and its database join your containers. */
  override withNetwork(network: StartedNetwork): this {
    this.#network = network
    return super.withNetwork(network)
  }

  override withLogConsumer(consumer: LogConsumer): this {
    this.#logConsumer = consumer
    return this
  }

  override async start(): Promise<StartedPlinthContainer> {
    const cleanup = new Cleanup()
    return this.#start(cleanup).catch(async (err: unknown) => {
      await cleanup.run().catch(() => undefined)
      throw err
    })
  }

  async #start(cleanup: Cleanup): Promise<StartedPlinthContainer> {
    const network = this.#network ?? (await ownNetwork(cleanup))
    super.withNetwork(network)
    const postgres = await startPostgres(this.#postgresImage, network)
    cleanup.add(() => postgres.container.stop())
    const operatorKey = newOperatorKey()
    this.withEnvironment({ DATABASE_URL: postgres.url, PLINTH_OPERATOR_KEY: operatorKey })
    const log = new ContainerLog()
    super.withLogConsumer((stream) => {
      log.consume(stream)
      return this.#logConsumer?.(stream)
    })
    const container = await super.start().catch(async (cause: unknown) => {
      throw new Error(`Plinth did not start:\n${await log.lastLines()}`, { cause })
    })
    cleanup.add(() => container.stop())
    const started = new StartedPlinthContainer(container, {
      image: this.imageName.string,
      ports: { api: apiPort, management: managementPort },
      operatorKey,
      tier: this.#tier,
      network,
      cleanup,
    })
    if (this.#catalogFile !== undefined) {
      // Only editors use $schema.
      const { $schema: _, ...catalog } = JSON.parse(await readFile(this.#catalogFile, 'utf8'))
      await new Client(operatorKey, { baseUrl: started.getBaseUrl() }).catalog.apply(catalog)
    }
    return started
  }
}

async function ownNetwork(cleanup: Cleanup): Promise<StartedNetwork> {
  const network = await new Network().start()
  cleanup.add(() => network.stop())
  return network
}
