import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

/** A language server that is being measured, and the clock beside it. Times are in milliseconds. */
export class MeasuredServer {
  #child;
  #connection;
  #published = [];
  #version = 0;

  /** @param {{command: string[], languageId: string, settings: unknown, uri: string}} server */
  constructor({ command, languageId, settings, uri }) {
    this.languageId = languageId;
    this.uri = uri;
    this.began = performance.now();
    const [program, ...rest] = command;
    this.#child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = this.#child;
    this.#connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.#connection.onRequest('workspace/configuration', ({ items }) =>
      items.map(({ section }) => (section === undefined ? settings : (settings[section] ?? null))),
    );
    this.#connection.onRequest(() => null);
    this.#connection.onNotification('textDocument/publishDiagnostics', (params) => {
      if (params.uri === this.uri) for (const resolve of this.#published.splice(0)) resolve(params);
    });
    this.#connection.listen();
    this.settings = settings;
  }

  /** From the start of the process to the answer to `initialize`. */
  async start() {
    const capabilities = {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: {
        completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
        hover: { contentFormat: ['markdown'] },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        publishDiagnostics: { versionSupport: true },
      },
    };
    await this.#connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities });
    const took = performance.now() - this.began;
    await this.#connection.sendNotification('initialized', {});
    await this.#connection.sendNotification('workspace/didChangeConfiguration', { settings: this.settings });
    return took;
  }

  /** From opening the text to its first diagnostics. */
  open(text) {
    // A version of its own each time: what a server keeps by address and version is not opened.
    this.#version++;
    const textDocument = { uri: this.uri, languageId: this.languageId, version: this.#version, text };
    return this.#untilDiagnostics('textDocument/didOpen', { textDocument });
  }

  async close() {
    await this.#untilDiagnostics('textDocument/didClose', { textDocument: { uri: this.uri } });
  }

  /** From an edit to the next diagnostics. */
  edit(range, text) {
    return this.#untilDiagnostics('textDocument/didChange', this.#change(range, text));
  }

  /** From the request to its answer, with an edit right in front of it where one is given. */
  async request(method, params = {}, edit) {
    const diagnostics = edit ? this.#nextDiagnostics() : Promise.resolve();
    const began = performance.now();
    if (edit) void this.#connection.sendNotification('textDocument/didChange', this.#change(edit.range, edit.text));
    const result = await this.#connection.sendRequest(method, { textDocument: { uri: this.uri }, ...params });
    const took = performance.now() - began;
    await diagnostics;
    return { took, result };
  }

  /** Memory that the process holds, in MB; undefined where the system does not say. */
  get memory() {
    try {
      const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.#child.pid}/status`, 'utf8')) ?? [];
      return Number(kilobytes) / 1024;
    } catch {
      return undefined;
    }
  }

  async stop() {
    const ended = once(this.#child, 'exit');
    this.#connection.dispose();
    this.#child.kill();
    await ended;
  }

  #change(range, text) {
    this.#version++;
    return { textDocument: { uri: this.uri, version: this.#version }, contentChanges: [{ range, text }] };
  }

  #nextDiagnostics() {
    return new Promise((resolve) => this.#published.push(resolve));
  }

  async #untilDiagnostics(method, params) {
    const arrived = this.#nextDiagnostics();
    const began = performance.now();
    await this.#connection.sendNotification(method, params);
    await arrived;
    return performance.now() - began;
  }
}
