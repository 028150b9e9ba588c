// One client, kept for all rounds: `node peer.mjs fetch|@core-php/sdk|stripe|openai URL`. Asked for a number of calls, it tells
// the processor time of one, in µs.
const [, , name, url] = process.argv
const calls = {
  fetch: async () => {
    const headers = { authorization: 'Bearer sk_live_x', accept: 'application/json' }
    return async () => JSON.parse(await (await fetch(`${url}/api/v1/workspaces/wks_1`, { headers })).text())
  },
  '@core-php/sdk': async () => {
    const { Client } = await import('@core-php/sdk')
    const client = new Client('sk_live_x', { baseUrl: url })
    return () => client.workspaces.get('wks_1')
  },
  stripe: async () => {
    const { default: Stripe } = await import(name)
    const { hostname: host, port } = new URL(url)
    const httpClient = Stripe.createFetchHttpClient()
    const stripe = new Stripe('sk_test_x', { host, port, protocol: 'http', telemetry: false, httpClient })
    return () => stripe.customers.retrieve('cus_1')
  },
  openai: async () => {
    const { default: OpenAI } = await import(name)
    const client = new OpenAI({ apiKey: 'sk_x', baseURL: `${url}/v1` })
    return () => client.models.retrieve('m_1')
  },
}
const call = await calls[name]()
process.on('message', async (count) => {
  const before = process.cpuUsage()
  for (let done = 0; done < count; done++) await call()
  const { user, system } = process.cpuUsage(before)
  process.send((user + system) / count)
})
process.send('ready')
