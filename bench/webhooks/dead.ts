import { type Rig, type Workspace, workspaceWith } from './rig.ts'

/** Endpoints that are dead in turn in each of three ways: they take the request and hang, drip an answer, refuse. */
export function deadWorkspaces(rig: Rig, count: number): Promise<Workspace[]> {
  const ways = [`${rig.receiverUrl}/hang`, `${rig.receiverUrl}/drip`, `${rig.deadUrl}/refused`]
  return Promise.all(Array.from({ length: count }, (_, at) => workspaceWith(rig, [`${ways[at % ways.length]}/${at}`])))
}
