import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'

/** A request that a receiver took, as a program is told of it. */
export interface ArrivedRequest {
  headers: Record<string, string>
  body: string
}

/** Receivers of webhooks, by number. */
export interface Receivers {
  open(): Promise<{ id: string; url: string }>
  /** All requests, once there are so many. */
  requests(id: string, count: number): Promise<ArrivedRequest[]>
  answer(id: string, status: number): void
  close(): Promise<void>
}

export function receivers(): Receivers {
  const open: WebhookReceiver[] = []
  const at = (id: string) => {
    const receiver = open[Number(id) - 1]
    if (receiver === undefined) throw new Error(`There is no receiver ${id}.`)
    return receiver
  }
  return {
    async open() {
      const receiver = await webhookReceiver()
      return { id: String(open.push(receiver)), url: `${receiver.url}/hook` }
    },
    async requests(id, count) {
      const { requests } = at(id)
      await eventually(() => {
        if (requests.length < count) throw new Error(`${requests.length} of ${count} requests came`)
      })
      return requests.map(({ headers, body }) => ({ headers: plain(headers), body: body.toString('utf8') }))
    },
    answer: (id, status) => at(id).answerWith({ status }),
    async close() {
      await Promise.all(open.map((receiver) => receiver.close()))
    },
  }
}

const plain = (headers: NodeJS.Dict<string | string[]>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
