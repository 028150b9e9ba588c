import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from '@core-php/sdk'

/** Asks the harness; the answer's JSON. */
export async function ask(line, body) {
  const [method, path] = line.split(' ')
  const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
  const answer = await fetch(`${process.env.PLINTH_CONTROL_URL}${path}`, init)
  if (!answer.ok) throw new Error(`${line}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

/** A tenant of its own, and a client with its key. */
export async function newTenant(limits = 'none') {
  const tenant = await ask('POST /tenants', { limits })
  return { ...tenant, client: new Client(tenant.key) }
}

export const operator = (options) => new Client(process.env.PLINTH_OPERATOR_KEY, options)

let names = 0
export const newName = (start) => `${start}-${process.pid}-${Date.now()}-${++names}`

/** Asks until it holds, for a minute. */
export async function until(holds) {
  for (let tries = 0; ; tries++) {
    const value = await holds()
    if (value) return value
    if (tries === 240) throw new Error(`never: ${holds}`)
    await wait(250)
  }
}
