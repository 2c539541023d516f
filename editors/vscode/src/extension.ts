import * as vscode from "vscode";
import { LanguageClient, TransportKind, type Executable } from "vscode-languageclient/node";
import { concerns, read } from "./settings";

let client: LanguageClient | undefined;
/** Starts and stops follow each other, however fast they are asked for. */
let turn: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Groundplan");
  const restart = () => inTurn(() => start(context, output));
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("groundplan.restart", restart),
    vscode.commands.registerCommand("groundplan.showOutput", () => output.show()),
    vscode.workspace.onDidChangeConfiguration((change) => (concerns(change) ? restart() : undefined)),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await inTurn(stop);
}

function inTurn(step: () => Promise<void>): Promise<void> {
  turn = turn.then(step);
  return turn;
}

async function start(context: vscode.ExtensionContext, output: vscode.OutputChannel): Promise<void> {
  await stop();
  const settings = read();
  const server: Executable = {
    command: settings.command,
    args: ["lsp", ...settings.arguments],
    transport: TransportKind.stdio,
    // Not the workspace's: where a bare name is looked up in the working folder, it may hold anything.
    options: { cwd: context.extensionPath },
  };
  const documentSelector = settings.files.map((pattern) => ({ scheme: "file", language: "markdown", pattern }));
  client = new LanguageClient("groundplan", "Groundplan", server, { documentSelector, outputChannel: output });
  try {
    await client.start();
  } catch (fault) {
    client = undefined;
    output.appendLine(String(fault));
    void explain(settings.command, output);
  }
}

/** A server that has ended by itself cannot be stopped, which is no reason not to start another. */
async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose().catch((fault: unknown) => running.outputChannel.appendLine(String(fault)));
}

async function explain(command: string, output: vscode.OutputChannel): Promise<void> {
  const [settings, details] = ["Open Settings", "Show Output"];
  const answer = await vscode.window.showErrorMessage(
    `Groundplan: \`${command} lsp\` could not be started. Install it with \`pip install 'groundplan[lsp]'\`, or set groundplan.path.`,
    settings,
    details,
  );
  if (answer === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "groundplan");
  } else if (answer === details) {
    output.show();
  }
}
