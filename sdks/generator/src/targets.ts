import { emitCli } from './cli.ts'
import { emitJs } from './js.ts'
import type { Model } from './model.ts'
import { emitPhp } from './php.ts'
import { emitPython } from './python.ts'
import { emitSamples } from './samples.ts'

/** A folder that one emitter fills; what else is in it is removed. */
export interface Target {
  /** In the repository. */
  folder: string
  /** Texts by path in the folder. */
  emit(model: Model): Map<string, string>
}

export const targets: readonly Target[] = [
  { folder: 'gateway/src/openapi/gen', emit: emitSamples },
  { folder: 'sdks/cli/src/gen', emit: emitCli },
  { folder: 'sdks/js/src/gen', emit: emitJs },
  { folder: 'sdks/php/src/Gen', emit: emitPhp },
  { folder: 'sdks/python/src/core_php_sdk/gen', emit: emitPython },
]
