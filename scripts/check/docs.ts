import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { decisionFaults } from './decisions.ts'
import { repositoryFiles } from './files.ts'
import { report, type Step } from './step.ts'

const rooms = /^(\.ci|app|bench|console|deploy|docs|e2e|gateway|kit|proto|scripts|sdks|services|testkit)\//
// "services/<name>/…" and "kit/src/**" are patterns, not paths.
const isPattern = /[*<>{}…X|]/

/** Pages name only files and folders that exist, in links and in `code`; decisions have a number, a date and a status. */
export const docs: Step = {
  name: 'docs',
  async run(root) {
    const missing = repositoryFiles(root)
      .filter((path) => path.endsWith('.md'))
      .flatMap((page) => {
        const text = readFileSync(join(root, page), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '')
        const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].flatMap(([, target = '']) =>
          /^[a-z]+:/.test(target) ? [] : [{ shown: target, path: join(dirname(page), target) }],
        )
        const named = [...text.matchAll(/`([^`\s]+)`/g)].flatMap(([, path = '']) =>
          rooms.test(path) && !isPattern.test(path) ? [{ shown: path, path }] : [],
        )
        return [...links, ...named]
          .filter(({ path }) => !existsSync(join(root, path)))
          .map(({ shown }) => `${page}: ${shown}`)
      })
    report('Pages must cite only existing paths:', missing)
    report('Decisions have a number, a title, a date and a status:', decisionFaults(root))
  },
}
