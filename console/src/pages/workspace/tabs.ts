import type { ComponentType } from 'preact'
import { words } from '../../messages/index.ts'
import { Keys } from '../keys/keys.tsx'
import { Overview } from './overview.tsx'
import type { TabProps } from './tab-props.ts'

export interface Tab {
  /** Last part of the path; "" is the first tab. */
  name: string
  title: () => string
  Content: ComponentType<TabProps>
}

/** Parts of the page of a workspace, in their order. */
export const tabs: readonly Tab[] = [
  { name: '', title: () => words.workspace.overview, Content: Overview },
  { name: 'keys', title: () => words.workspace.keys, Content: Keys },
]
