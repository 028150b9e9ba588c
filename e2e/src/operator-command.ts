import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { runProcess } from '@plinth/testkit'
import { plinthScript, type Topology, temporaryFolder } from './topology.ts'

/** `plinth NAME …`, as an operator types it, in a folder with files, for the suite that calls this. */
export function operatorCommand(name: string, plinth: () => Topology) {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  before(async () => {
    folder = await temporaryFolder()
  })
  after(() => folder?.remove())

  return {
    async command(args: readonly string[], env: Record<string, string> = {}) {
      const { url, operatorKey } = plinth()
      const running = runProcess(plinthScript, [name, ...args], {
        cwd: folder.path,
        // Without the profiles of the person who runs the tests.
        env: { XDG_CONFIG_HOME: folder.path, PLINTH_URL: url, PLINTH_OPERATOR_KEY: operatorKey, ...env },
      })
      const { code } = await running.exited
      return { code, stdout: running.stdout(), output: running.output() }
    },
    /** Writes a file into the folder: a text as it is, anything else as JSON. */
    put: (file: string, content: unknown) =>
      writeFile(join(folder.path, file), typeof content === 'string' ? content : JSON.stringify(content)),
  }
}
