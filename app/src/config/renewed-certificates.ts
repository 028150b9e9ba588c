import { startJob } from '@plinth/kit/async/job'
import { type Env, loadConfig } from '@plinth/kit/config'
import type { Logger } from '@plinth/kit/log'
import { certificateMistakes } from './certificates.ts'
import type { TlsFiles } from './rpc-credentials.ts'
import { rpcSettings } from './rpc-settings.ts'

export interface RenewedCertificates {
  current(): TlsFiles
  /** As started, with the renewals. */
  readonly security: TlsFiles & { onRenewal(listener: (tls: TlsFiles) => void): void }
  stop(): Promise<void>
}

const lookEveryMs = 10_000
const { rpcTlsCa, rpcTlsCert, rpcTlsKey } = rpcSettings

/** Reads the files of the certificates again, every 10 s. What does not fit together is not used: one file may be written after the other. */
export function followCertificates(
  started: TlsFiles,
  { env, log, everyMs = lookEveryMs }: { env: Env; log: Logger; everyMs?: number },
): RenewedCertificates {
  const listeners = new Set<(tls: TlsFiles) => void>()
  let current = started
  const look = async () => {
    const { ca, cert, key } = loadConfig({ ca: rpcTlsCa, cert: rpcTlsCert, key: rpcTlsKey }, env)
    if (ca === undefined || cert === undefined || key === undefined)
      throw new Error('a file of the certificates is empty')
    if (ca === current.ca && cert === current.cert && key === current.key) return
    const read: TlsFiles = { kind: 'tls', ca, cert, key }
    const mistakes = certificateMistakes(read)
    if (mistakes.length > 0) throw new Error(mistakes.join('; '))
    current = read
    for (const listener of listeners) listener(read)
    log.info('the certificates for calls between parts were renewed; new connections use them')
  }
  const job = startJob({
    name: 'certificates between parts',
    everyMs,
    run: look,
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'renewed certificates cannot be used; those of before stay in use'),
  })
  return {
    current: () => current,
    security: { ...started, onRenewal: (listener) => void listeners.add(listener) },
    stop: () => job.stop(),
  }
}
