/**
 * Build what the browser loads: `node build.mjs [FOLDER]` (templates/static/js unless another is named).
 *
 * Each file of src/entry is one classic script: frozen sites and files for a stick are opened from a disk, where
 * browsers load no modules. map.js is the global `mapsvc`; the scripts of single pages have it from src/api.js.
 */
import { build } from "esbuild";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const entries = path.join(here, "src", "entry");
const GLOBAL = { map: "mapsvc" };

/** @param {string} name */
async function bundle(name) {
  const made = await build({
    absWorkingDir: here,
    entryPoints: [path.join(entries, name + ".js")],
    bundle: true,
    format: "iife",
    globalName: GLOBAL[name],
    target: "es2022",
    charset: "utf8",
    minify: true,
    legalComments: "inline",
    banner: { js: `// built from ui/src/entry/${name}.js by ui/build.mjs; MIT, see LICENSE` },
    metafile: true,
    write: false,
  });
  return { name, text: made.outputFiles[0].text, modules: Object.keys(made.metafile.inputs) };
}

/**
 * A page has the map's modules once: what another of its scripts had of them a second time would have a state of its own.
 * Plain calculation may be there twice; the table of style is too heavy for that.
 */
function checkShared(bundles) {
  const map = new Set(bundles.find(({ name }) => name === "map").modules);
  for (const { name, modules } of bundles) {
    if (name === "map") continue;
    const twice = modules.filter((module) => map.has(module) && !/^src\/(pure\/|map\/dom\.js$)/.test(module));
    if (twice.length)
      throw new Error(
        `${name}.js holds a second time what map.js holds: ${twice.join(", ")}; ask src/api.js`,
      );
  }
}

const target = path.resolve(process.argv[2] || path.join(here, "..", "templates", "static", "js"));
const names = (await readdir(entries)).map((file) => path.basename(file, ".js")).sort();
const bundles = await Promise.all(names.map(bundle));
checkShared(bundles);
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
for (const { name, text } of bundles) await writeFile(path.join(target, name + ".js"), text);
