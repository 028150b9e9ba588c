export { VERSION as version } from '../../js/src/gen/version.ts'
