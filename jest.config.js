const swc = (syntax) => [
  '@swc/jest',
  { jsc: { target: 'es2022', parser: { syntax } }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
];

/** One process per core; the bot and its emulators run once, in a child started by the global set-up. */
module.exports = {
  testEnvironment: 'node',
  // jest's own default leaves one core idle: on two cores that is one process, and twice the time.
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  transform: {
    '^.+\\.ts$': swc('typescript'),
    // An ES module that the manifest's validator requires: Node can do that, jest cannot.
    '/node_modules/strip-bom/.+\\.js$': swc('ecmascript'),
  },
  transformIgnorePatterns: ['/node_modules/(?!strip-bom/)'],
  testTimeout: 20000,
  reporters: ['default', '<rootDir>/test/support/closing-line.js'],
};
