export { ConfigError, type Env, loadConfig, readSetting } from './load.ts'
export type { ConfigOf, ConfigSchema, Setting } from './schema.ts'
export { choice, flag, integer, list, optionalText, optionalUrl, percentEncode, secret, text, url } from './settings.ts'
