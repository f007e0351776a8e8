// Parses KQL and checks it against declared tables: node driver.js EXPORT
//
// EXPORT is a folder made by `eqlc export --to kql`. Its `tables.kql` declares the tables, one a line. Prints a line for
// each diagnostic of the parser: {"file": "rules/x.kql", "message": "..."}.

"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

// The package is made for the global scope of browsers.
const packageFolder = path.join(__dirname, "node_modules/@kusto/language-service-next");
for (const file of ["bridge.min.js", "Kusto.Language.Bridge.min.js"]) {
  vm.runInThisContext(fs.readFileSync(path.join(packageFolder, file), "utf8"), { filename: file });
}
const { GlobalState, KustoCode, Symbols } = globalThis.Kusto.Language;

const folder = process.argv[2];
const declared = fs.readFileSync(path.join(folder, "tables.kql"), "utf8").matchAll(/^\.create table (\w+) (\(.*\))$/gm);
const tables = [...declared].map(([, name, columns]) => Symbols.TableSymbol.From(columns).WithName(name));
const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1("db", tables, false));

for (const name of fs.readdirSync(folder, { recursive: true }).sort()) {
  if (!name.endsWith(".kql") || name === "tables.kql") continue;
  const code = KustoCode.ParseAndAnalyze(fs.readFileSync(path.join(folder, name), "utf8"), globals);
  const diagnostics = code.GetDiagnostics();
  for (let place = 0; place < diagnostics.Count; place++) {
    const diagnostic = diagnostics.getItem(place);
    const message = `at ${diagnostic.Start}: ${diagnostic.Code} ${diagnostic.Message}`;
    console.log(JSON.stringify({ file: name.split(path.sep).join("/"), message }));
  }
}
