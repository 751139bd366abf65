import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    disableConsoleIntercept: true,
    // Files share the modules that they load, which are most of a test's time.
    isolate: false,
    // Tests start compilers, browsers and other programs: a loaded machine is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What the tester has configured (git config, .foliolint.conf, the language of messages) must not matter.
    env: {
      HOME: join(tmpdir(), 'foliolint-test-home'),
      XDG_CONFIG_HOME: '',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      LC_ALL: 'C.UTF-8',
    },
  },
});
