import type { Messages } from '../en.ts'

export const shownOnce: Messages['shownOnce'] = {
  text: 'Das wird nur dieses eine Mal gezeigt.',
  stored: 'Ich habe es gespeichert',
}
