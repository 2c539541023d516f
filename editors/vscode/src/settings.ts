import * as vscode from "vscode";

/** What the settings say is to be run, and on which files. */
export interface Settings {
  readonly command: string;
  readonly arguments: string[];
  readonly files: string[];
}

const SECTION = "groundplan";

/** The settings that hold here: of a workspace that is not trusted, none that says what is run. */
export function read(): Settings {
  const settings = vscode.workspace.getConfiguration(SECTION);
  return {
    command: ownOr(settings, "path", "groundplan"),
    arguments: ownOr(settings, "arguments", []),
    files: settings.get("files", ["**/*.md"]),
  };
}

/** VS Code leaves restricted settings out by itself; that nothing of a stranger's is run does not rest on it alone. */
function ownOr<T>(settings: vscode.WorkspaceConfiguration, name: string, otherwise: T): T {
  if (vscode.workspace.isTrusted) {
    return settings.get(name, otherwise);
  }
  const known = settings.inspect<T>(name);
  return known?.globalValue ?? known?.defaultValue ?? otherwise;
}

/** Whether a change of settings asks for another server. */
export function concerns(change: vscode.ConfigurationChangeEvent): boolean {
  return ["path", "arguments", "files"].some((name) => change.affectsConfiguration(`${SECTION}.${name}`));
}
