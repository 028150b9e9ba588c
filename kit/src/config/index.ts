export { ConfigError, type Env, loadConfig, readSetting } from './load.ts'
export type { ConfigOf, ConfigSchema, Setting } from './schema.ts'
export {
  choice,
  flag,
  integer,
  isLoginEncoded,
  list,
  namesSeveral,
  optionalText,
  optionalUrl,
  percentEncode,
  secret,
  severalServers,
  text,
  url,
} from './settings.ts'
