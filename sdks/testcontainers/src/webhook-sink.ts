import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { verifyWebhook } from '@core-php/sdk/webhooks'
import { GenericContainer, type StartedNetwork, Wait } from 'testcontainers'
import { sinkProgram } from './sink-program.ts'
import type { Tenant } from './tenant.ts'

const port = 8000
const lookEveryMs = 25
const waitMs = 10_000

/** One delivery, its signature checked. */
export interface ReceivedEvent {
  /** The same for every attempt. */
  id: string
  type: string
  workspaceId: string
  data: Record<string, unknown>
  headers: Record<string, string>
  /** The status that the sink answered. */
  answered: number
}

export interface Subscription {
  endpointId: string
  secret: string
}

export interface WebhookSink {
  /** Where Plinth reaches it. */
  readonly url: string
  /** Makes a webhook of the tenant that sends these types of event here; all unless told. */
  subscribe(tenant: Tenant, types?: readonly string[]): Promise<Subscription>
  /** Everything that came so far, in order. Rejects when a signature is wrong. */
  received(): Promise<ReceivedEvent[]>
  /** The first event of the type that came, waited for if need be; 10 s at the most unless told. */
  waitFor(type: string, options?: { timeoutMs?: number }): Promise<ReceivedEvent>
  /** From now on; 200 until then. */
  answerWith(status: number): Promise<void>
  stop(): Promise<void>
}

interface Request {
  headers: Record<string, string>
  body: string
  answered: number
}

/** A receiver in a container of its own: nothing on the host has to be reachable from Plinth's. */
export async function startWebhookSink(image: string, network: StartedNetwork): Promise<WebhookSink> {
  const name = `plinth-sink-${randomBytes(4).toString('hex')}`
  const container = await new GenericContainer(image)
    .withEntrypoint(['node', '-e', sinkProgram])
    .withNetwork(network)
    .withNetworkAliases(name)
    .withExposedPorts(port)
    .withWaitStrategy(Wait.forHttp('/received', port))
    .start()
  const control = `http://${container.getHost()}:${container.getMappedPort(port)}`
  const url = `http://${name}:${port}/hook`
  const secrets = new Set<string>()
  const events: ReceivedEvent[] = []

  const fetchMore = async () => {
    const answer = await fetch(`${control}/received?after=${events.length}`)
    const requests = (await answer.json()) as Request[]
    events.push(...(await Promise.all(requests.map((request) => toEvent(request, [...secrets])))))
  }
  // One look after the other: two at once would both append the same events.
  let looking: Promise<unknown> = Promise.resolve()
  const received = async () => {
    const look = looking.then(fetchMore)
    looking = look.catch(() => undefined)
    await look
    return [...events]
  }
  return {
    url,
    received,
    async subscribe(tenant, types = ['*']) {
      const made = await tenant.client.webhooks.create({ url, events: [...types] })
      secrets.add(made.secret)
      return { endpointId: made.id, secret: made.secret }
    },
    async waitFor(type, { timeoutMs = waitMs } = {}) {
      const until = performance.now() + timeoutMs
      for (;;) {
        const seen = await received()
        const event = seen.find((one) => one.type === type)
        if (event !== undefined) return event
        if (performance.now() > until)
          throw new Error(
            `no ${type} came within ${timeoutMs} ms; came: ${seen.map((one) => one.type).join(', ') || 'nothing'}`,
          )
        await wait(lookEveryMs)
      }
    },
    async answerWith(status) {
      await fetch(control, { method: 'PUT', body: String(status) })
    },
    async stop() {
      await container.stop()
    },
  }
}

async function toEvent({ headers, body, answered }: Request, secrets: readonly string[]): Promise<ReceivedEvent> {
  // How old the timestamp is does not matter: a test may have moved time.
  const event = await verifyWebhook(Buffer.from(body, 'base64'), headers, secrets, { tolerance: Infinity }).catch(
    (cause: unknown) => {
      const which = `a delivery (webhook-id ${headers['webhook-id']})`
      throw new Error(`${which} is signed by none of the secrets of this sink's webhooks`, { cause })
    },
  )
  return {
    id: event.id,
    type: event.type,
    workspaceId: event.workspace_id ?? '',
    data: { ...event.data },
    headers,
    answered,
  }
}
