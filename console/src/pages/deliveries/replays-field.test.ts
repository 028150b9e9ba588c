import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nextToAsk, replaysField, replaysOf, replaysText } from './replays-field.ts'

const one = { webhookId: 'wh_1', id: 'rpl_1' }
const other = { webhookId: 'wh_2', id: 'rpl_2' }

describe('the replays that a list follows', () => {
  it('are the same after a reload', () => {
    assert.equal(replaysText([one, other]), 'wh_1.rpl_1,wh_2.rpl_2')
    assert.deepEqual(replaysOf('wh_1.rpl_1,wh_2.rpl_2'), [one, other])
  })
  it('are none where the URL has other text', () => {
    for (const text of ['', ',', 'wh_1', 'wh_1.del_1', '../x.rpl_1']) assert.equal(replaysField.read(text), '')
  })
  it('are asked for in turns, until each has ended', () => {
    const running = { status: 'running', askedAt: 2 }
    assert.deepEqual(nextToAsk([one, other], {}), one)
    assert.deepEqual(nextToAsk([one, other], { rpl_1: running }), other)
    assert.deepEqual(nextToAsk([one, other], { rpl_1: { ...running, askedAt: 1 }, rpl_2: running }), one)
    assert.deepEqual(nextToAsk([one, other], { rpl_1: { status: 'done', askedAt: 1 }, rpl_2: running }), other)
    const ended = { rpl_1: { status: 'done', askedAt: 1 }, rpl_2: { status: 'cancelled', askedAt: 1 } }
    assert.equal(nextToAsk([one, other], ended), undefined)
  })
})
