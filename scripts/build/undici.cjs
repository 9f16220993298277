'use strict';

/**
 * What the programs use of undici, put together as its own index does: that one brings `fetch`, caches and cookies along, a fifth
 * of the runner. Types are those of the package.
 */
const api = require('undici/lib/api');
const Agent = require('undici/lib/dispatcher/agent');
const Dispatcher = require('undici/lib/dispatcher/dispatcher');
const EnvHttpProxyAgent = require('undici/lib/dispatcher/env-http-proxy-agent');
const Pool = require('undici/lib/dispatcher/pool');
const { getGlobalDispatcher } = require('undici/lib/global');

Object.assign(Dispatcher.prototype, api);

function request(address, options = {}) {
  const url = new URL(address);
  return api.request.call(options.dispatcher ?? getGlobalDispatcher(), {
    ...options,
    origin: url.origin,
    path: url.pathname + url.search,
    method: options.method ?? (options.body ? 'PUT' : 'GET'),
  });
}

module.exports = { Agent, EnvHttpProxyAgent, Pool, request };
