import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isGenerated, repositoryFiles } from './files.ts'

// Headings of Markdown may ask; a line "# Who …" of JSON or a picture is no comment.
const hasNoComments = /\.(md|json|svg|binpb|png|ico|woff2?)$/
// After code, too; an asterisk and quotes begin a comment only where they begin the line.
const comment = /(?:^|[\s{])(?:\/\*\*?|\/\/\/?|#) (\w+)|^\s*(?:\* |""")(\w+)/
const unnamed = new Set(['What', 'Whatever', 'Who', 'Whoever', 'Nobody'])

/** Lines of comments that begin with What, Who or the like in place of a subject, as 'path:line: begins with "What"'. */
export function unnamedSubjects(root: string): string[] {
  return repositoryFiles(root)
    .filter((path) => !hasNoComments.test(path) && !isGenerated(path))
    .flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .flatMap((line, at) => {
          const [, first, word = first] = comment.exec(line) ?? []
          return word !== undefined && unnamed.has(word) ? [`${path}:${at + 1}: begins with "${word}"`] : []
        }),
    )
}
