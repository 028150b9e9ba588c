import { ConfigError, type Env, loadConfig } from '@plinth/kit/config'
import type { BoundPart, ConfiguredPart } from '../bound-part.ts'
import type { Target } from '../parts.ts'
import { type AppConfig, appSettings } from './app-config.ts'
import { certificateMistakes } from './certificates.ts'
import { unmetRequirements } from './requirements.ts'
import { tlsOf } from './rpc-credentials.ts'

export interface ProcessPlan {
  target: Target
  config: AppConfig
  parts: readonly ConfiguredPart[]
}

/** Reads the whole configuration of a process once. Throws ConfigError with the mistakes of all parts. */
export function readConfig(target: Target, parts: readonly BoundPart[], env: Env): ProcessPlan {
  const mistakes: string[] = []
  const collect = <T>(read: () => T): T | undefined => {
    try {
      return read()
    } catch (err) {
      if (!(err instanceof ConfigError)) throw err
      mistakes.push(...err.mistakes)
      return undefined
    }
  }
  const config = collect(() => loadConfig(appSettings, env))
  const configured = parts.flatMap((part) => collect(() => part.configure(env)) ?? [])
  if (config !== undefined) mistakes.push(...unmetRequirements({ config, env, target, parts }))
  const tls = config === undefined || target === 'all' ? undefined : tlsOf(config)
  if (tls !== undefined) mistakes.push(...certificateMistakes(tls))
  if (config === undefined || mistakes.length > 0) throw new ConfigError([...new Set(mistakes)])
  return { target, config, parts: configured }
}
