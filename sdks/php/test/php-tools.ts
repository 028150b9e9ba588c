import { debianPackages } from '@plinth/testkit'

const extensions = ['php-cli', 'php-curl', 'php-mbstring', 'php-xml', 'php-zip']
const clients = ['php-guzzlehttp-guzzle', 'php-symfony-http-client', 'php-nyholm-psr7']
const checkers = ['composer', 'phpunit', 'php-parser', 'php-phpstan-phpdoc-parser']

/** Installs what the tests need and is missing; throws a sentence that names what cannot be installed. */
export const installPhpTools = (): void => debianPackages([...extensions, ...clients, ...checkers])
