/**
 * Node's HTTP module. NOTE: `import 'node:http'` reads every export, and its `WebSocket` loads Node's own copy of undici, which
 * nothing here uses: 13 MB and 50 ms of a start. Types may come from 'node:http'.
 */
export const http = process.getBuiltinModule('node:http')
