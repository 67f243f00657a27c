// SPDX-License-Identifier: Apache-2.0
// Writes src/api/types.ts from docs/api/openapi.json, so that the pages are
// checked against the contract that the server keeps:  npm run types
import { readFileSync, writeFileSync } from "node:fs";

const api = JSON.parse(
  readFileSync(new URL("../../docs/api/openapi.json", import.meta.url), "utf8"),
);

const name = (ref) => ref.split("/").pop();
const key = (k) => (/^[A-Za-z_]\w*$/.test(k) ? k : JSON.stringify(k));

function type(s, indent) {
  if (!s) return "unknown";
  if (s.$ref) return name(s.$ref);
  if (s.enum) return s.enum.map((v) => JSON.stringify(v)).join(" | ");
  const many = s.anyOf ?? s.oneOf;
  if (many) return many.map((m) => type(m, indent)).join(" | ");
  if (s.allOf) return s.allOf.map((m) => type(m, indent)).join(" & ");
  if (Array.isArray(s.type))
    return s.type.map((t) => type({ ...s, type: t }, indent)).join(" | ");
  switch (s.type) {
    case "string":
      return "string";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "null":
      return "null";
    case "array": {
      const inner = type(s.items, indent);
      return /[|&]/.test(inner) && !inner.startsWith("{") ? `(${inner})[]` : `${inner}[]`;
    }
    case "object":
      return object(s, indent);
    default:
      return "unknown";
  }
}

function object(s, indent) {
  if (!s.properties)
    return typeof s.additionalProperties === "object"
      ? `Record<string, ${type(s.additionalProperties, indent)}>`
      : "Record<string, unknown>";
  const pad = `${indent}  `;
  const need = new Set(s.required ?? []);
  const lines = [];
  for (const [k, v] of Object.entries(s.properties)) {
    if (v.description) lines.push(`${pad}/** ${v.description} */`);
    lines.push(`${pad}${key(k)}${need.has(k) ? "" : "?"}: ${type(v, pad)};`);
  }
  return `{\n${lines.join("\n")}\n${indent}}`;
}

const out = [
  "// SPDX-License-Identifier: Apache-2.0",
  "// Made by tools/types.mjs from docs/api/openapi.json. Do not edit.",
];
for (const [k, s] of Object.entries(api.components.schemas)) {
  if (s.description) out.push(`/** ${s.description} */`);
  out.push(
    s.type === "object" && s.properties
      ? `export interface ${k} ${object(s, "")}`
      : `export type ${k} = ${type(s, "")};`,
  );
}
// Answers that have no name of their own.
for (const [, methods] of Object.entries(api.paths))
  for (const [, op] of Object.entries(methods)) {
    const s = op.responses?.["200"]?.content?.["application/json"]?.schema;
    if (!s || s.$ref || !s.properties) continue;
    const n = op.operationId.replace(/(^|[-_])(\w)/g, (_, __, c) => c.toUpperCase());
    out.push(`export interface ${n}Answer ${object(s, "")}`);
  }
const target = process.argv[2] ?? new URL("../src/api/types.ts", import.meta.url);
writeFileSync(target, out.join("\n\n").replace(/\*\/\n\n/g, "*/\n") + "\n");
