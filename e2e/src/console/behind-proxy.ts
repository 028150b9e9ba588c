import { startOneProcess } from '../one-process.ts'
import type { Topology } from '../topology.ts'
import { type FrontProxy, frontProxy } from './front-proxy.ts'

export interface PlinthBehindProxy extends Topology {
  /** Where browsers reach it: "https://localhost:8443/tools". */
  publicUrl: string
  proxy: FrontProxy
}

/** One process below a path of a web server that speaks HTTPS. `url` is the gateway's own. */
export async function startBehindProxy(settings: Record<string, string> = {}): Promise<PlinthBehindProxy> {
  const prefix = '/tools'
  const proxy = await frontProxy({ prefix, isSecure: true })
  const publicUrl = `https://localhost:${proxy.port}${prefix}`
  const reached = { GATEWAY_PUBLIC_URL: publicUrl, GATEWAY_TRUSTED_PROXIES: '127.0.0.1' }
  const plinth = await startOneProcess({ ...reached, ...settings })
  proxy.target = plinth.url
  return {
    ...plinth,
    publicUrl,
    proxy,
    stop: async () => {
      await proxy.stop()
      await plinth.stop()
    },
  }
}
