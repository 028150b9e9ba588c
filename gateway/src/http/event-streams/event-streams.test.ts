import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { EventStreams } from './event-streams.ts'

const user = (at: number) => ({ sessionId: '', keyId: `key_${at}`, userId: `usr_${at}`, homeWorkspaceId: `wks_${at}` })
const operator = { sessionId: '', keyId: 'key_operator', userId: '', homeWorkspaceId: '' }
const places = () => new EventStreams()
const refused = (message: RegExp) => ({ code: 'RATE_LIMIT_EXCEEDED', message })

describe('the places for streams of events', () => {
  it('are ten of a key and a thousand in all, and are free again when they are given back', () => {
    const streams = places()
    for (let place = 0; place < 10; place++) streams.take(user(0))
    assert.throws(() => streams.take(user(0)), refused(/^A key can have 10 /))
    for (let place = 10; place < 1_000; place++) streams.take(user(place))
    assert.throws(() => streams.take(user(9_999)), refused(/^Too many event streams /))
    streams.give(user(0))
    streams.take(user(9_999))
    assert.throws(() => streams.take(user(0)), { code: 'RATE_LIMIT_EXCEEDED' })
  })

  it('are a fifth of them for one workspace, however many keys, users and sessions it has', () => {
    const streams = places()
    const inOne = (at: number) => ({ ...user(at), homeWorkspaceId: 'wks_one' })
    for (let place = 0; place < 200; place++) streams.take(inOne(place))
    assert.throws(() => streams.take(inOne(200)), refused(/^A workspace can have 200 /))
    streams.take({ ...user(200), homeWorkspaceId: 'wks_other' })
    streams.give(inOne(0))
    streams.take(inOne(200))
    assert.throws(() => streams.take(inOne(0)), refused(/^A workspace can have 200 /))
  })

  it('are a fifth of them for one user, however many workspaces and sessions', () => {
    const streams = places()
    const ofJane = (at: number) => ({ ...user(at), keyId: 'key_jane', sessionId: `ses_${at}`, userId: 'usr_jane' })
    for (let place = 0; place < 200; place++) streams.take(ofJane(place))
    assert.throws(() => streams.take(ofJane(200)), refused(/^A user can have 200 /))
    streams.take(user(200))
    // Refused streams have taken nothing of their workspace and of their session.
    for (let place = 0; place < 9; place++) streams.take({ ...ofJane(200), userId: `usr_${place}` })
    streams.take({ ...ofJane(200), userId: 'usr_9' })
  })

  it('are no fewer for an operator, who belongs to no workspace', () => {
    const streams = places()
    for (let at = 0; at < 300; at++) streams.take({ ...operator, sessionId: `ses_${at}` })
  })
})
