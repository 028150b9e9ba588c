import { eventually, webhookReceiver } from '@plinth/testkit'
import { api } from '../src/api.ts'
import { created, list, newTenant } from '../src/tenant.ts'
import { header } from '../src/verify-signature.ts'

const renames = 20

/** A workspace of the release before with an endpoint for every event, which has received its renames. */
export async function makeHistory(plinth: { operatorKey: string; urls: readonly string[] }) {
  const [url = ''] = plinth.urls
  const receiver = await webhookReceiver()
  const {
    workspace,
    key,
    api: before,
  } = await newTenant({ ...plinth, url, isOfReleaseBefore: true }, { tier: 'enterprise' })
  const endpoint = created(await before.post('/webhooks', { url: receiver.url, events: ['*'] }))
  const names: string[] = []
  for (let at = 0; at < renames; at++) {
    const name = `History ${at}`
    const answer = await before.patch(`/workspaces/${workspace.id}`, { name })
    if (answer.status !== 200) throw new Error(answer.text)
    names.push(name)
  }
  const bodies = () => receiver.requests.map(({ body }) => JSON.parse(body.toString('utf8')))
  /** How often each rename has come. */
  const arrivals = (): number[] => {
    const came = bodies().map(({ data }) => data.object?.attributes.name)
    return names.map((name) => came.filter((one) => one === name).length)
  }
  const arrivedTimes = (times: number) =>
    eventually(
      () => {
        if (arrivals().some((count) => count < times)) throw new Error(`the history came ${arrivals().join()} times`)
      },
      { timeoutMs: 90_000 },
    )
  await arrivedTimes(1)
  return {
    key,
    names,
    /** How often each published event came, by the publisher's id. */
    published: (): Map<string, number> => {
      const came = receiver.requests.flatMap(({ body, headers }) => {
        const { event_id } = JSON.parse(body.toString('utf8')).data
        return event_id === undefined ? [] : [{ eventId: String(event_id), id: header(headers, 'webhook-id') }]
      })
      return new Map([...Map.groupBy(came, ({ eventId }) => eventId)].map(([id, all]) => [id, all.length]))
    },
    /** After the upgrade: the old events are listed, and sent again. Rejects when one is not. */
    readAgain: async () => {
      const now = api(url, key)
      const listed = list(await now.get('/events?type=workspace.updated&per_page=100'))
      const shown = JSON.stringify(listed)
      const missing = names.filter((name) => !shown.includes(`"${name}"`))
      if (missing.length > 0) throw new Error(`GET /events does not show ${missing.join()}`)
      const since = new Date(Date.now() - 86_400_000).toISOString()
      const answer = await now.post(`/webhooks/${endpoint.id}/replay`, { since })
      if (answer.status >= 300) throw new Error(`replay: ${answer.status} ${answer.text}`)
      await arrivedTimes(2)
    },
    close: () => receiver.close(),
  }
}
