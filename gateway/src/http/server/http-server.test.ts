import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { urlOf } from './http-server.ts'

describe('the URL of a server', () => {
  for (const [family, address, url] of [
    ['IPv4', '127.0.0.1', 'http://127.0.0.1:8080'],
    ['IPv4', '192.0.2.7', 'http://192.0.2.7:8080'],
    ['IPv4', '0.0.0.0', 'http://127.0.0.1:8080'],
    ['IPv6', '::1', 'http://[::1]:8080'],
    ['IPv6', '2001:db8::7', 'http://[2001:db8::7]:8080'],
    ['IPv6', '::', 'http://[::1]:8080'],
  ] as const)
    it(`that listens on ${address} is ${url}`, () => assert.equal(urlOf({ family, address, port: 8080 }), url))
})
