import { createSocket } from 'node:dgram'
import { once } from 'node:events'

const [typeA, typeAaaa] = [1, 28]
const [headerBytes, classIn, pointerToName] = [12, 1, 0xc00c]

/** The answer to the question for the IPv6 addresses of a name; `nothing` is no answer at all. */
export type Ipv6Answer = 'none' | 'failure' | 'nothing' | '::1'

export interface NameServer {
  /** With its port. */
  address: string
  /** How many it has got. */
  questions(): number
  stop(): void
}

/** A name server on loopback where every name has the address 127.0.0.1 and IPv6 addresses as told. */
export async function nameServer(ipv6: Ipv6Answer): Promise<NameServer> {
  let questions = 0
  const socket = createSocket('udp4')
  socket.on('message', (question, { port, address }) => {
    questions++
    let at = headerBytes
    while (question[at] !== 0) at += Number(question[at]) + 1
    const type = question.readUInt16BE(at + 1)
    if (type === typeAaaa && ipv6 === 'nothing') return
    const data = type === typeA ? Buffer.from([127, 0, 0, 1]) : Buffer.from([...Array(15).fill(0), 1])
    const records = type === typeA || ipv6 === '::1' ? [record(type, data)] : []
    const header = Buffer.alloc(headerBytes)
    question.copy(header, 0, 0, 2)
    header.writeUInt16BE(type === typeAaaa && ipv6 === 'failure' ? 0x8182 : 0x8180, 2)
    header.writeUInt16BE(1, 4)
    header.writeUInt16BE(records.length, 6)
    socket.send(Buffer.concat([header, question.subarray(headerBytes, at + 5), ...records]), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions: () => questions,
    stop: () => void socket.close(),
  }
}

function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt16BE(pointerToName, 0)
  head.writeUInt16BE(type, 2)
  head.writeUInt16BE(classIn, 4)
  head.writeUInt32BE(60, 6)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}
