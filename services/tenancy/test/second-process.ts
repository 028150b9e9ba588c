import { fileURLToPath } from 'node:url'
import { rpcDialer } from '@plinth/kit/rpc'
import { eventually, runProcess, type StartedPart } from '@plinth/testkit'

const script = fileURLToPath(new URL('processes/tenancy.ts', import.meta.url))

/** Another tenancy, in a process of its own, on the database of the first, which knows it by the name; called over TCP. */
export async function startSecondProcess({ database, host, infra, clock }: StartedPart, name = 'second') {
  const url = database.pool.options.connectionString
  if (url === undefined) throw new Error('the first service does not say where its database is')
  const named = new URL(url)
  named.searchParams.set('application_name', name)
  const running = runProcess(script, [named.href, String(clock.offsetMs)])
  const [, port] = await running.line(/port (\d+)/, 60_000)
  const addresses = { tenancy: `dns:///127.0.0.1:${port}` }
  const dialer = rpcDialer({ host, addresses, exchange: true, log: infra.log })
  await eventually(() => dialer.ready('tenancy'))
  return {
    dial: dialer.dial,
    /** kill -9. */
    stop: async () => {
      dialer.close()
      await running.kill()
    },
  }
}
