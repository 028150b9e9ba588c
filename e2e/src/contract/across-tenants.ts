import assert from 'node:assert/strict'
import { it } from 'node:test'
import { askWith, assertError, type Changes, needsKey, spareCall } from '@plinth/gateway/every-operation'
import { make } from '@plinth/testkit'
import type { Operation } from '../valid-calls.ts'
import type { RealWorld } from './real-world.ts'

/** A stranger's row and a missing row are the same 404 to the byte (api.md §3), whichever id of the path is theirs. */
export function promisesAcrossTenants(operation: Operation, worldOf: () => RealWorld): void {
  if (!needsKey(operation)) return
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  // A call for operators alone is refused before anything is looked up.
  const [status, code] = operation.isForOperators ? [403, 'INSUFFICIENT_PERMISSIONS'] : [404, 'RESOURCE_NOT_FOUND']
  const spare = spareCall(() => worldOf().call(operation))
  const theirs = spareCall(() => worldOf().theirCall(operation))
  const refused = async (changes: Changes) => askWith(worldOf(), operation, await spare(), changes)
  // Every one of the ids alone, and all together.
  const choices = [...names.map((name) => [name]), ...(names.length > 1 ? [names] : [])]

  for (const chosen of choices) {
    it(`${status} for another tenant’s ${chosen.join(' and ')}, to the byte as for a missing one`, async () => {
      const [{ params }, key] = [await theirs(), await worldOf().keyWith()]
      const pick = (value: (name: string) => string) => Object.fromEntries(chosen.map((name) => [name, value(name)]))
      const idOf = (name: string) => params[name] ?? ''
      const missing = pick((name) => make.id(idOf(name).split('_')[0] ?? ''))
      for (const accept of ['application/json', 'application/problem+json']) {
        const headers = { 'x-request-id': 'same', accept, 'idempotency-key': make.name() }
        const foreign = await refused({ key, params: pick(idOf), headers })
        const nobodys = await refused({ key, params: missing, headers: { ...headers, 'idempotency-key': make.name() } })
        if (accept === 'application/json') assertError(nobodys, status, code)
        assert.deepEqual(comparable(foreign), comparable(nobodys))
      }
    })
  }

  if (operation.isForOperators) return
  it('404 in another tenant’s workspace by header, to the byte as in a missing one', async () => {
    const world = worldOf()
    const key = await world.keyWith()
    const askIn = (workspace: string) => {
      const headers = { 'x-request-id': 'same', 'x-workspace-id': workspace }
      return refused({ key, headers })
    }
    const nobodys = await askIn(world.missing)
    // Under a path that names its workspace another one is a contradiction, whether it is there or not.
    assert.equal(nobodys.status, operation.context === 'path' ? 400 : 404, nobodys.text)
    assert.deepEqual(comparable(await askIn(world.foreign)), comparable(nobodys))
  })
}

function comparable({ status, text, headers }: { status: number; text: string; headers: Headers }) {
  const kept = [...headers].filter(([name]) => !/^(date|(x-)?ratelimit.*)$/.test(name))
  return { status, text, headers: Object.fromEntries(kept) }
}
