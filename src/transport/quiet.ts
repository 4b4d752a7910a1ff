/**
 * Wechaty and the packages under it print what people say, and print it on standard output. Their level is read from the
 * environment when they load, so this has to be the first import of any file that imports one of them.
 */
for (const name of ['WECHATY_LOG', 'BROLOG_LEVEL', 'FILEBOX_LOG']) process.env[name] = 'silent';
