// Prints the processor time of one call in µs: `node calls.mjs fetch|@core-php/sdk|stripe URL`.
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
    const stripe = new Stripe('sk_test_x', {
      host,
      port,
      protocol: 'http',
      telemetry: false,
      httpClient: Stripe.createFetchHttpClient(),
    })
    return () => stripe.customers.retrieve('cus_1')
  },
}
const call = await calls[name]()
const count = 5_000
for (let warm = 0; warm < 2_000; warm++) await call()
const before = process.cpuUsage()
for (let done = 0; done < count; done++) await call()
const { user, system } = process.cpuUsage(before)
process.stdout.write(String((user + system) / count))
