import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** Its begin and its end, as YYMMDDhhmmssZ. */
type Life = readonly [string, string]

/** A certificate authority for one test; certificates carry the given IP addresses and names, and may be for servers or clients alone. */
export function certificateAuthority() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ca = certificate({
    subject: 'test ca',
    publicKey,
    issuer: 'test ca',
    signer: privateKey,
    extensions: [isAuthority],
  })
  return {
    ca,
    issue(
      names: readonly string[],
      usage?: 'server' | 'client',
      life?: Life,
    ): { ca: string; cert: string; key: string } {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const extensions = [alternativeNames(names), ...(usage === undefined ? [] : [extendedUsage(usage)])]
      const cert = certificate({
        subject: 'test part',
        publicKey: pair.publicKey,
        issuer: 'test ca',
        signer: privateKey,
        extensions,
        life,
      })
      return { ca, cert, key: String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })) }
    },
  }
}

// X.509 in DER (RFC 5280), as much of it as TLS asks for.
function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  // The shortest form: BoringSSL takes no other.
  const long = body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff]
  const length = body.length < 128 ? [body.length] : long
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}
const sequence = (...parts: Buffer[]) => der(0x30, ...parts)
const integer = (value: Buffer) => der(0x02, value)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const octets = (value: Buffer) => der(0x04, value)
const bits = (value: Buffer) => der(0x03, Buffer.from([0]), value)
const time = (text: string) => der(0x17, Buffer.from(text))
const name = (text: string) => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text)))))

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const isAuthority = sequence(
  oid('551d13'),
  der(0x01, Buffer.from([0xff])),
  octets(sequence(der(0x01, Buffer.from([0xff])))),
)

const extendedUsage = (usage: 'server' | 'client') =>
  sequence(oid('551d25'), octets(sequence(oid(usage === 'server' ? '2b06010505070301' : '2b06010505070302'))))

function alternativeNames(names: readonly string[]): Buffer {
  const entries = names.map((entry) =>
    /^[\d.]+$/.test(entry) ? der(0x87, Buffer.from(entry.split('.').map(Number))) : der(0x82, Buffer.from(entry)),
  )
  return sequence(oid('551d11'), octets(sequence(...entries)))
}

function certificate(of: {
  subject: string
  publicKey: KeyObject
  issuer: string
  signer: KeyObject
  extensions: Buffer[]
  life?: Life | undefined
}): string {
  const [begins, ends] = of.life ?? ['200101000000Z', '491231235959Z']
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name(of.issuer),
    sequence(time(begins), time(ends)),
    name(of.subject),
    of.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...of.extensions)),
  )
  const signed = sequence(content, ecdsaWithSha256, bits(sign('sha256', content, of.signer)))
  const lines = signed.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
