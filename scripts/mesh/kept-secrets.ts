import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { writeSecretFile } from '@plinth/kit/secrets/secret-file'

export interface KeptSecrets {
  secretsKey: string
  operatorKey: string
}

export const operatorKeyFile = (dataDir: string): string => join(dataDir, 'operator-key')

/** The environment's, else those of the last mesh on this folder, else new ones, readable by their owner alone. */
export function keptSecrets(dataDir: string, env: NodeJS.ProcessEnv): KeptSecrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const given = env['PLINTH_OPERATOR_KEY']
  // It ends the key of the last mesh, which would open nothing the next time.
  if (given) writeSecretFile(operatorKeyFile(dataDir), given)
  return {
    secretsKey: env['SECRETS_KEY'] || kept(join(dataDir, 'secrets-key'), () => randomBytes(32).toString('base64')),
    operatorKey: kept(operatorKeyFile(dataDir), () => makeApiKey('sk_live').key),
  }
}

function kept(path: string, make: () => string): string {
  try {
    writeFileSync(path, make(), { flag: 'wx', mode: 0o600 })
  } catch (err) {
    if (!(err instanceof Error && 'code' in err && err.code === 'EEXIST')) throw err
  }
  return readFileSync(path, 'utf8')
}
