import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { natsScene } from './nats-scene.ts'

describe('a stream of which an operator changed what Plinth does not decide: its replicas, its place, its size', () => {
  const scene = natsScene()

  it('stays as it is, and asks for no permission to change it', async () => {
    await scene.open()
    const nc = await connect({ servers: scene.server().url })
    try {
      const { streams } = await jetstreamManager(nc)
      const updates: string[] = []
      await streams.update('EVENTS', { max_bytes: 100_000_000, description: 'of an operator' })
      nc.subscribe('$JS.API.STREAM.UPDATE.>', { callback: (_err, { subject }) => void updates.push(subject) })
      await nc.flush()
      const bus = await scene.open()
      await bus.ready()
      const { config } = await streams.info('EVENTS')
      assert.deepEqual([config.max_bytes, config.description], [100_000_000, 'of an operator'])
      assert.deepEqual(updates, [])
    } finally {
      await nc.close()
    }
  })

  it('gets the subjects and times of Plinth where they differ', async () => {
    await scene.open()
    await scene.withManager(({ streams }) =>
      streams.update('EVENTS', { subjects: ['plinth.events.*.old'], max_age: 1e9 * 3_600 }),
    )
    await scene.open()
    const { config } = await scene.withManager(({ streams }) => streams.info('EVENTS'))
    assert.deepEqual([config.subjects, config.max_age], [['plinth.events.>'], 24 * 1e9 * 3_600])
  })
})
