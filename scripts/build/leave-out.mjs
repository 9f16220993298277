import { resolve } from 'node:path';

/**
 * Parts of packages that no program here comes to, and that bundling cannot tell as such: 300 KB of the runner. Where one is
 * asked for something after all, it is `undefined`, which no test of the built programs survives.
 */
const leftOut = [
  // linkedom reads style sheets by it; nobody asks a `<style>` for its rules.
  /[\\/]node_modules[\\/]cssomnom[\\/]/,
  // undici's web sockets, event sources and stand-ins for tests.
  /[\\/]node_modules[\\/]undici[\\/]lib[\\/](?:mock|web[\\/](?:websocket|eventsource))[\\/]/,
];

export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/](?:cssomnom|undici)[\\/]/ }, ({ path }) =>
      leftOut.some((pattern) => pattern.test(resolve(path))) ? { contents: 'module.exports = {};' } : undefined,
    );
  },
};
