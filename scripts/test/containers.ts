import { containersRefusal, plinthImage } from '@plinth/testkit/containers'
import { startsContainers } from './slow-files.ts'

/** The files that can run here; where no engine does, what is left out is said in one line. */
export async function runnable(files: readonly string[], say: (line: string) => void): Promise<readonly string[]> {
  const some = files.filter(startsContainers)
  const refusal = some.length === 0 ? undefined : await containersRefusal()
  if (refusal === undefined) return files
  say(`${some.length} test files that start containers are left out: ${refusal}.`)
  return files.filter((file) => !startsContainers(file))
}

/** Built once for the run, before its tests ask for it; what goes wrong is told by the tests that need it. */
export async function imageFor(
  files: readonly string[],
  say: (line: string) => void,
): Promise<{ TEST_PLINTH_IMAGE?: string }> {
  if (!files.some(startsContainers)) return {}
  return plinthImage(say).then(
    (name) => ({ TEST_PLINTH_IMAGE: name }),
    () => ({}),
  )
}
