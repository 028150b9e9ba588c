import { type ConfigSchema, type Env, loadConfig, type Setting } from '@plinth/kit/config'
import type { Evidence } from '@plinth/kit/db'
import type { Part, PartDeps, PartName, Running } from '@plinth/kit/part'
import type { SealedValues } from '@plinth/kit/secrets/sealed-values'

/** Dependencies that a process gives to a part, without its configuration. */
export type Surroundings = Omit<PartDeps<unknown>, 'config'>

/** A part with its configuration type hidden. */
export interface BoundPart {
  readonly name: PartName
  readonly needs: readonly PartName[]
  readonly migrations: URL | undefined
  readonly sealedValues: readonly SealedValues[]
  readonly evidence: readonly Evidence[]
  readonly settings: readonly Setting<unknown>[]
  /** Reads the part's settings. Throws ConfigError with all mistakes. */
  configure(env: Env): ConfiguredPart
}

export interface ConfiguredPart {
  readonly name: PartName
  readonly needs: readonly PartName[]
  readonly migrations: URL | undefined
  readonly sealedValues: readonly SealedValues[]
  readonly evidence: readonly Evidence[]
  start(deps: Surroundings): Promise<Running>
}

/** Hides a part's configuration type, so that parts can stand in one table. */
export function bind<Config extends object>(part: Part<Config>): BoundPart {
  const { name, needs, migrations, sealedValues = [], evidence = [] } = part
  return {
    name,
    needs,
    migrations,
    sealedValues,
    evidence,
    settings: settingsOf(part.config),
    configure(env) {
      const config = loadConfig(part.config, env)
      return { name, needs, migrations, sealedValues, evidence, start: (deps) => part.start({ ...deps, config }) }
    },
  }
}

export const settingsOf = <Config extends object>(schema: ConfigSchema<Config>): Setting<unknown>[] =>
  Object.values<Setting<unknown>>(schema)
