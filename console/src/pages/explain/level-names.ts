import { words } from '../../messages/index.ts'
import { visible } from '../../ui/outside-text.ts'
import { wordOf } from '../../ui/word-of.ts'
import { type Namespaces, namespaceName } from '../namespaces/namespace-field.tsx'
import type { TabProps } from '../workspace/tab-props.ts'

/** How owners are called: "Workspace Acme", "Namespace Default". */
export function ownerNames(workspace: TabProps['workspace'], namespaces: Namespaces) {
  const nameOf = (level: string, id: string): string => {
    if (level === 'namespace') return namespaceName(namespaces, id)
    return level === 'workspace' && id === workspace.id ? visible(workspace.name) : id
  }
  return {
    /** The name alone. */
    nameOf,
    /** With its level; of a tier, the level alone. */
    levelOf: (level: string, id: string): string => {
      const word = wordOf(words.explain.levels, level)
      return level === 'tier' ? word : `${word} ${nameOf(level, id)}`
    },
  }
}

export type OwnerNames = ReturnType<typeof ownerNames>
