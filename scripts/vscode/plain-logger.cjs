/**
 * Stands in for VS Code's native logger, which would have to be compiled. Log files and output channels are written through
 * it. Test logs are short, so that nothing is rotated.
 */
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  #file;
  #level = levels.indexOf('info');
  #bare = false;

  constructor(_kind, _name, file) {
    mkdirSync(dirname(file), { recursive: true });
    this.#file = file;
  }

  #write(level, text) {
    if (level < this.#level) return;
    const line = this.#bare ? text : `${new Date().toISOString().replace(/[TZ]/g, ' ')}[${levels[level]}] ${text}\n`;
    try {
      appendFileSync(this.#file, line);
    } catch {
      // The folder is removed while the server is still ending.
    }
  }

  trace(text) {
    this.#write(0, text);
  }
  debug(text) {
    this.#write(1, text);
  }
  info(text) {
    this.#write(2, text);
  }
  warn(text) {
    this.#write(3, text);
  }
  error(text) {
    this.#write(4, text);
  }
  critical(text) {
    this.#write(5, text);
  }
  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  setPattern() {
    this.#bare = false;
  }
  clearFormatters() {
    this.#bare = true;
  }
  flush() {}
  drop() {}
}

const createLogger = async (name, file) => new Logger('rotating', name, file);

// VS Code imports this as an ES module, and Node finds the names of a CommonJS module only in this form.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
