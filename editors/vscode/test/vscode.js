"use strict";
// As much of VS Code's API as the extension and its client use, in place of an editor. Whatever is not named here is
// an empty class or an event that never fires, so that the client finds what it asks for when it is loaded.

const path = require("node:path");
const { fileURLToPath, pathToFileURL } = require("node:url");

class Disposable {
  constructor(end = () => {}) {
    this.dispose = end;
  }
}

class EventEmitter {
  #listeners = new Set();
  event = (listener, self) => {
    const bound = listener.bind(self);
    this.#listeners.add(bound);
    return new Disposable(() => this.#listeners.delete(bound));
  };
  fire(value) {
    return Promise.all([...this.#listeners].map((listener) => listener(value)));
  }
  dispose() {
    this.#listeners.clear();
  }
}

class Uri {
  constructor(text) {
    this.text = text;
    this.scheme = text.split(":")[0];
    this.fsPath = this.scheme === "file" ? fileURLToPath(text) : text;
    this.path = this.fsPath;
  }
  static parse = (text) => new Uri(text);
  static file = (name) => new Uri(pathToFileURL(name).href);
  toString() {
    return this.text;
  }
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(start, end, line, character) {
    this.start = start instanceof Position ? start : new Position(start, end);
    this.end = start instanceof Position ? end : new Position(line, character);
  }
}

class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}

class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() };
  cancel() {}
  dispose() {}
}

/** A namespace: what is not in `members` is an event (`on...`) that never fires, or a function that gives a Disposable. */
function namespace(members) {
  return new Proxy(members, {
    get: (target, name) => (name in target ? target[name] : () => new Disposable()),
  });
}

function editor({ settings = {}, workspaceSettings = {}, isTrusted = true } = {}) {
  const events = {};
  const event = (name) => (events[name] ??= new EventEmitter()).event;
  const found = new Map();
  const state = { settings, workspaceSettings, found, output: [], errors: [], commands: {}, events, documents: [] };

  const getConfiguration = (section) => ({
    get: (name, otherwise) => {
      const key = section ? `${section}.${name}` : name;
      return state.workspaceSettings[key] ?? state.settings[key] ?? otherwise;
    },
    inspect: (name) => ({
      globalValue: state.settings[`${section}.${name}`],
      workspaceValue: state.workspaceSettings[`${section}.${name}`],
    }),
    has: () => false,
  });
  const workspace = namespace({
    get isTrusted() {
      return state.isTrusted;
    },
    getConfiguration,
    textDocuments: state.documents,
    notebookDocuments: [],
    workspaceFolders: undefined,
    onDidOpenTextDocument: event("opened"),
    onDidChangeTextDocument: event("changed"),
    onDidCloseTextDocument: event("closed"),
    onDidChangeConfiguration: event("configured"),
    onDidGrantWorkspaceTrust: event("trusted"),
  });
  state.isTrusted = isTrusted;
  const window = namespace({
    visibleTextEditors: [],
    tabGroups: { all: [], onDidChangeTabs: () => new Disposable() },
    createOutputChannel: () => ({
      append: (text) => state.output.push(text),
      appendLine: (text) => state.output.push(text),
      show: () => state.output.push("shown"),
      dispose: () => {},
    }),
    showErrorMessage: async (text) => void state.errors.push(text),
  });
  const languages = namespace({
    match: (selector, document) => [selector].flat().some((one) => one.language === document.languageId) && 10,
    createDiagnosticCollection: () => ({
      set: (uri, diagnostics) => {
        found.set(uri.toString(), diagnostics ?? []);
        state.events.found?.fire(uri);
      },
      delete: (uri) => found.delete(uri.toString()),
      clear: () => found.clear(),
      dispose: () => found.clear(),
    }),
  });
  const commands = namespace({
    registerCommand: (name, run) => {
      state.commands[name] = run;
      return new Disposable(() => delete state.commands[name]);
    },
  });
  const api = {
    version: "1.91.0",
    env: { language: "en", appName: "test" },
    extensions: namespace({ all: [] }),
    Disposable, EventEmitter, Uri, Position, Range, Diagnostic, CancellationTokenSource,
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    CodeActionKind: { QuickFix: { value: "quickfix" }, Empty: { value: "" } },
    workspace, window, languages, commands,
  };
  state.api = new Proxy(api, { get: (target, name) => (target[name] ??= class {}) });
  return state;
}

/** A text document whose edits the editor tells, as typing does. */
function open(state, name, text) {
  const uri = Uri.file(path.resolve(name));
  const document = {
    uri, languageId: "markdown", version: 1, isClosed: false, isDirty: false, eol: 1, fileName: uri.fsPath,
    getText: () => text,
    get lineCount() {
      return text.split("\n").length;
    },
  };
  state.documents.push(document);
  const type = (line, character, words, replaced = 0) => {
    const lines = text.split("\n");
    const at = lines.slice(0, line).join("\n").length + (line ? 1 : 0) + character;
    const range = new Range(line, character, line, character + replaced);
    text = text.slice(0, at) + words + text.slice(at + replaced);
    document.version += 1;
    const change = { range, rangeOffset: at, rangeLength: replaced, text: words };
    return state.events.changed.fire({ document, contentChanges: [change], reason: undefined });
  };
  return { document, type };
}

module.exports = { editor, open, EventEmitter };
