import type { ConfigOf } from '@plinth/kit/config'
import { driverSettings } from './driver-settings.ts'
import { processSettings } from './process-settings.ts'
import { rpcSettings } from './rpc-settings.ts'
import { secretsKeySetting } from './secrets-setting.ts'

/** Settings of the process, independent of its parts. */
export type AppConfig = ConfigOf<typeof appSettings>

export const appSettings = {
  ...processSettings,
  ...driverSettings,
  secretsKeys: secretsKeySetting,
  ...rpcSettings,
}
