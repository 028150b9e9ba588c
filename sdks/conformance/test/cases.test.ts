import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { loadCases } from '../src/load-cases.ts'

const { paths }: { paths: Record<string, Record<string, { 'x-operation'?: string }>> } = JSON.parse(
  readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
)
const operations = new Map(
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { 'x-operation': name }]) =>
      name === undefined ? [] : [[name, `${method.toUpperCase()} /api/v1${path}`] as const],
    ),
  ),
)

describe('the cases', () => {
  const cases = loadCases()

  it('are at least 150', () => {
    assert.ok(cases.length >= 150, String(cases.length))
  })

  it('have an id in kebab case and a promise that is a sentence', () => {
    for (const { id, promise } of cases) {
      assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/)
      assert.match(promise, /^\S.* .*\.$/, id)
    }
  })

  it('call operations of the document, on their own routes', () => {
    for (const { id, calls } of cases) {
      for (const { call, attempts = [] } of calls) {
        if (call.kind !== 'operation' && call.kind !== 'all' && call.kind !== 'lines') continue
        const [method, path = ''] = (operations.get(call.operation) ?? '').split(' ')
        assert.equal(path.match(/\{/g)?.length ?? 0, call.ids?.length ?? 0, id)
        const route = new RegExp(`^${method} ${path.replaceAll(/\{\w+\}/g, '[^/?]+')}(\\?|$)`)
        for (const { sent } of attempts) if (sent !== 'again') assert.match(sent.line, route, id)
      }
    }
  })

  it('begin each call with a request of its own', () => {
    for (const { id, calls } of cases) {
      for (const { attempts = [] } of calls) assert.notEqual(attempts[0]?.sent, 'again', id)
    }
  })

  it('say of each call either the value or the error', () => {
    for (const { id, calls } of cases) {
      for (const { sees } of calls) assert.notEqual('value' in sees, 'error' in sees, id)
    }
  })

  // Less is over before a busy machine has sent the request.
  it('give each client 1.5 s or more', () => {
    for (const one of cases) {
      for (const [, ms] of JSON.stringify(one).matchAll(/"(?:timeoutMs|totalTimeoutMs)":(\d+)/g))
        assert.ok(Number(ms) >= 1_500, one.id)
    }
  })
})
