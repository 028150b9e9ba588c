import type { ConfigSchema } from '@plinth/kit/config'
import { type DriverConfig, driverSettings } from './driver-settings.ts'
import { type ProcessConfig, processSettings } from './process-settings.ts'
import { type RpcConfig, rpcSettings } from './rpc-settings.ts'
import { secretsKeySetting } from './secrets-setting.ts'

/** Settings of the process, independent of its parts. */
export type AppConfig = ProcessConfig & DriverConfig & RpcConfig & { secretsKeys: readonly Buffer[] | undefined }

export const appSettings: ConfigSchema<AppConfig> = {
  ...processSettings,
  ...driverSettings,
  secretsKeys: secretsKeySetting,
  ...rpcSettings,
}
