import { appVersion } from '../version.ts'

export async function version(): Promise<number> {
  process.stdout.write(`${appVersion}\n`)
  return 0
}
