import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Cleanup } from '../src/cleanup.ts'

it('stops all that was started, the latest first, also when one fails, and tells of the first failure', async () => {
  const stopped: string[] = []
  const stops = (name: string, err?: Error) => async () => {
    stopped.push(name)
    if (err !== undefined) throw err
  }
  const cleanup = new Cleanup()
  for (const stop of [stops('network'), stops('database', new Error('gone')), stops('plinth', new Error('busy'))])
    cleanup.add(stop)
  await assert.rejects(cleanup.run(), /busy/)
  assert.deepEqual(stopped, ['plinth', 'database', 'network'])
  await cleanup.run()
  assert.equal(stopped.length, 3)
})
