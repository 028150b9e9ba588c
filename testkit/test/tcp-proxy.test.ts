import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { eventually, type TcpProxy, tcpProxy } from '@plinth/testkit'

describe('tcpProxy', () => {
  const echo = createServer((socket) => socket.pipe(socket))
  let proxy: TcpProxy
  before(async () => {
    echo.listen(0, '127.0.0.1')
    await once(echo, 'listening')
    proxy = await tcpProxy(`127.0.0.1:${(echo.address() as AddressInfo).port}`)
  })
  after(async () => {
    await proxy.stop()
    echo.close()
  })

  const client = async () => {
    const [, port] = proxy.address.split(':')
    const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8')
    await once(socket, 'connect')
    let heard = ''
    socket.on('data', (text) => {
      heard += text
    })
    return { socket, heard: () => heard }
  }

  it('passes everything on, both ways', async () => {
    const { socket, heard } = await client()
    socket.write('hello')
    await eventually(() => assert.equal(heard(), 'hello'))
    socket.destroy()
  })

  it('holds everything back while it is cut, without a word, and passes it on in its order when it is mended', async () => {
    const early = await client()
    early.socket.write('a')
    await eventually(() => assert.equal(early.heard(), 'a'))
    proxy.cut()
    const late = await client()
    early.socket.write('b')
    late.socket.write('c')
    // Nothing is what must come, so there is nothing to wait for but time.
    await wait(100)
    assert.deepEqual([early.heard(), late.heard(), early.socket.readyState], ['a', '', 'open'])
    proxy.mend()
    early.socket.write('d')
    await eventually(() => assert.deepEqual([early.heard(), late.heard()], ['abd', 'c']))
    early.socket.destroy()
    late.socket.destroy()
  })

  it('ends its connections when told so, and takes new ones', async () => {
    const first = await client()
    // Taken by the proxy too, not by the system alone.
    first.socket.write('here')
    await eventually(() => assert.equal(first.heard(), 'here'))
    const closed = once(first.socket, 'close')
    proxy.reset()
    await closed
    const { socket, heard } = await client()
    socket.write('again')
    await eventually(() => assert.equal(heard(), 'again'))
    socket.destroy()
  })
})
