/**
 * Build what the browser loads: `node build.mjs [FOLDER]` writes `js/` and `css/` (templates/static unless another).
 *
 * Each file of src/entry is one classic script: frozen sites and files for a stick are opened from a disk, where
 * browsers load no modules. map.js is the global `mapsvc`; the scripts of single pages have it from src/api.js.
 */
import { build, transform } from "esbuild";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "terser";

const here = path.dirname(fileURLToPath(import.meta.url));
const entries = path.join(here, "src", "entry");
const sheets = path.join(here, "css");
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
    metafile: true,
    write: false,
  });
  // What esbuild has joined terser writes shorter by a thirtieth.
  const ecma = 2020;
  const { code } = await minify(made.outputFiles[0].text, {
    ecma,
    compress: { passes: 3, inline: 1, sequences: false },
    format: { ecma },
  });
  return {
    name,
    text: `// ui/src/entry/${name}.js, MIT\n${code}\n`,
    modules: Object.keys(made.metafile.inputs),
  };
}

/** @param {string} file a style sheet of `css/` */
async function sheet(file) {
  const written = await readFile(path.join(sheets, file), "utf8");
  const { code } = await transform(written, { loader: "css", minify: true, charset: "utf8" });
  return { file, text: `/* ui/css/${file}, MIT */\n${code}` };
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

const target = path.resolve(process.argv[2] || path.join(here, "..", "templates", "static"));
const names = (await readdir(entries)).map((file) => path.basename(file, ".js")).sort();
const bundles = await Promise.all(names.map(bundle));
const styles = await Promise.all((await readdir(sheets)).map(sheet));
checkShared(bundles);
await rm(path.join(target, "js"), { recursive: true, force: true });
for (const folder of ["js", "css"]) await mkdir(path.join(target, folder), { recursive: true });
for (const { name, text } of bundles) await writeFile(path.join(target, "js", name + ".js"), text);
for (const { file, text } of styles) await writeFile(path.join(target, "css", file), text);
