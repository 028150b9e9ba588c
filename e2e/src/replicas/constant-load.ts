import { randomUUID } from 'node:crypto'
import type { Tenant } from '../tenant.ts'
import type { Balancer } from './balancer.ts'

export interface Load {
  /** Answered as they should be. */
  served: number
  /** Workspaces renamed, by the name they were given: one event each. */
  renamed: Set<string>
  /** Everything else: what was asked and what became of it. */
  failures: string[]
}

/** Reads, writes and writes with a key, without pause and without trying anything again, until it is stopped. */
export function startLoad(balancer: Balancer, tenants: readonly Tenant[]): { load: Load; stop(): Promise<void> } {
  const load: Load = { served: 0, renamed: new Set(), failures: [] }
  let isStopping = false

  const ask = async (tenant: Tenant, method: string, path: string, body?: object): Promise<boolean> => {
    const url = balancer.next()
    const outcome = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tenant.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).then(
      async (answer) => ({ isOk: answer.ok, text: `${answer.status} ${await answer.text()}` }),
      (err: Error) => ({ isOk: false, text: `${err.message}: ${err.cause}` }),
    )
    if (outcome.isOk) load.served++
    else load.failures.push(`${method} ${path} at ${url}: ${outcome.text}`)
    return outcome.isOk
  }

  const work = async (tenant: Tenant) => {
    const workspace = `/workspaces/${tenant.workspace.id}`
    while (!isStopping) {
      await ask(tenant, 'GET', workspace)
      const name = `Renamed ${randomUUID()}`
      if (await ask(tenant, 'PATCH', workspace, { name })) load.renamed.add(name)
      await ask(tenant, 'POST', '/namespaces', { name: `Room ${randomUUID()}` })
      await ask(tenant, 'GET', '/webhooks')
    }
  }
  const working = Promise.all(tenants.map(work))
  return {
    load,
    async stop() {
      isStopping = true
      await working
    },
  }
}
