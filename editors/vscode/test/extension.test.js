"use strict";
// The bundled extension with the real client and a real `groundplan lsp`; only VS Code itself is a stand-in.
// GROUNDPLAN names the command (default: groundplan, from PATH).

const assert = require("node:assert/strict");
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { afterEach, beforeEach, test } = require("node:test");
const { editor, open, EventEmitter } = require("./vscode.js");

const GROUNDPLAN = process.env.GROUNDPLAN ?? "groundplan";
const BUNDLE = path.join(__dirname, "..", "dist", "extension.js");
const SPEC = "---\nid: SPEC-SHOP-001\ntitle: Shop\nversion: v1\n---\n\n# Shop\n\n## Requirements\n\n- REQ-001: The system SHALL answer quickly.\n";

let folder;
let running;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-"));
});

afterEach(async () => {
  await running?.extension.deactivate();
  running = undefined;
  fs.rmSync(folder, { recursive: true });
});

/** The extension, activated in an editor. */
async function activated(options) {
  const state = editor(options);
  state.events.found = new EventEmitter();
  const load = Module._load;
  Module._load = (name, ...rest) => (name === "vscode" ? state.api : load(name, ...rest));
  delete require.cache[BUNDLE];
  const extension = require(BUNDLE);
  Module._load = load;
  running = { state, extension };
  await extension.activate({ subscriptions: [], extensionPath: __dirname });
  return state;
}

/** The findings of a document once `expected` holds of their codes. */
function findings(state, document, expected) {
  return new Promise((resolve, reject) => {
    const clock = setTimeout(() => reject(new Error(`no such findings: ${JSON.stringify([...state.found])}`)), 30_000);
    const look = () => {
      const found = state.found.get(document.uri.toString());
      if (found && expected(found.map((one) => one.code?.value ?? one.code))) {
        clearTimeout(clock);
        resolve(found);
      }
    };
    state.events.found.event(look);
    look();
  });
}

async function opened(state) {
  const { document, type } = open(state, path.join(folder, "spec.md"), SPEC);
  await state.events.opened.fire(document);
  return { document, type };
}

test("findings come on opening and go with the keystroke that mends", async () => {
  const state = await activated({ settings: { "groundplan.path": GROUNDPLAN } });
  const { document, type } = await opened(state);
  const found = await findings(state, document, (codes) => codes.includes("DOC004"));
  const version = found.find((one) => (one.code?.value ?? one.code) === "DOC004");
  assert.equal(version.range.start.line, 3);
  assert.equal(version.source, "groundplan");

  await type(3, "version: ".length, "1.0.0", 2);
  await findings(state, document, (codes) => !codes.includes("DOC004") && codes.includes("REQ001"));
});

test("arguments reach the server, and a change of settings restarts it", async () => {
  const state = await activated({ settings: { "groundplan.path": GROUNDPLAN } });
  const { document } = await opened(state);
  const english = await findings(state, document, (codes) => codes.includes("REQ001"));
  assert.match(english.map((one) => one.message).join(), /^[\x00-\x7f]*$/);

  state.settings["groundplan.arguments"] = ["--lang", "ko"];
  state.found.clear();
  await state.events.configured.fire({ affectsConfiguration: (name) => name === "groundplan.arguments" });
  const korean = await findings(state, document, (codes) => codes.includes("REQ001"));
  assert.match(korean.map((one) => one.message).join(), /[가-힣]/);
});

test("the restart command gives the findings again", async () => {
  const state = await activated({ settings: { "groundplan.path": GROUNDPLAN } });
  const { document } = await opened(state);
  await findings(state, document, (codes) => codes.includes("REQ001"));
  state.found.clear();
  await state.commands["groundplan.restart"]();
  await findings(state, document, (codes) => codes.includes("REQ001"));
});

test("a command that is not there is explained", async () => {
  const state = await activated({ settings: { "groundplan.path": path.join(folder, "nothing") } });
  assert.match(state.errors.join("\n"), /could not be started/);
  state.commands["groundplan.showOutput"]();
  assert.equal(state.output.at(-1), "shown");
});

test("a workspace that is not trusted says nothing of what is run", async () => {
  const ran = path.join(folder, "ran");
  const planted = path.join(folder, "planted");
  fs.writeFileSync(planted, `#!/bin/sh\ntouch '${ran}'\nexec '${GROUNDPLAN}' "$@"\n`, { mode: 0o755 });
  const state = await activated({
    settings: { "groundplan.path": GROUNDPLAN },
    workspaceSettings: { "groundplan.path": planted },
    isTrusted: false,
  });
  const { document } = await opened(state);
  await findings(state, document, (codes) => codes.includes("REQ001"));
  assert.ok(!fs.existsSync(ran));

  state.isTrusted = true; // and one that is, does
  await state.events.trusted.fire();
  assert.ok(fs.existsSync(ran));
});
