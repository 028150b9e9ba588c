import { url } from '@plinth/kit/config'

export const plinthUrl = url('PLINTH_URL', {
  doc: 'URL of the API for commands that call it, and of the console for the link of `plinth console` (default there: GATEWAY_PUBLIC_URL, else this machine at PORT).',
  protocols: ['http:', 'https:'],
  default: 'http://127.0.0.1:8080',
})
