import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PartName } from '@plinth/kit/part'
import { startOrder } from './start-order.ts'

const part = (name: PartName, ...needs: PartName[]) => ({ name, needs })

describe('startOrder', () => {
  it('puts needed parts first', () => {
    const order = startOrder([part('gateway', 'webhooks', 'identity'), part('webhooks'), part('identity')])
    assert.deepEqual(
      order.map(({ name }) => name),
      ['webhooks', 'identity', 'gateway'],
    )
  })

  it('leaves out of account what runs in another process', () => {
    assert.deepEqual(
      startOrder([part('gateway', 'identity', 'tenancy')]).map(({ name }) => name),
      ['gateway'],
    )
  })

  it('refuses a circle and shows it', () => {
    assert.throws(() => startOrder([part('identity', 'tenancy'), part('tenancy', 'identity')]), {
      message: 'parts need each other in a circle: identity → tenancy → identity',
    })
  })
})
