import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openLog } from '@plinth/kit/log'
import { UnnamedProxies } from './unnamed-proxies.ts'

describe('the log of proxies that GATEWAY_TRUSTED_PROXIES does not name', () => {
  const logged = (...addresses: string[]): string[] => {
    const lines: string[] = []
    const proxies = new UnnamedProxies(
      openLog({ level: 'warn', name: 'gateway', stream: { write: (line) => lines.push(line) } }),
    )
    for (const address of addresses) proxies.note(address)
    return lines.map((line) => JSON.parse(line).address)
  }

  it('names no stranger on the internet', () => {
    assert.deepEqual(logged('8.8.8.8', '2a00:1450::1', '2002:808:808::1', '172.32.0.1'), [])
  })

  it('names each address of a private network once', () => {
    assert.deepEqual(logged('10.1.1.1', '10.0.0.9', '10.1.1.1'), ['10.1.1.1', '10.0.0.9'])
    const others = ['100.64.0.1', '127.0.0.1', '172.16.0.1', '192.168.0.1', '169.254.1.1', '::1', 'fd00::1', 'fe80::1']
    assert.deepEqual(logged(...others), others)
  })

  it('names ten addresses at most', () => {
    const many = Array.from({ length: 20 }, (_, at) => `10.0.0.${at}`)
    assert.deepEqual(logged(...many), many.slice(0, 10))
  })
})
