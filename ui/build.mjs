// Bundles the styles and the script of the pages into dist/, each under a name
// with a hash of its content, and writes dist/manifest.json, by which the
// program finds them. It runs on the machine that builds; browsers never see it.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const browsers = ["chrome111", "edge111", "firefox113", "safari16.2"];

// styles compiles the style sheet; warnings of the libraries are theirs to mend.
async function styles() {
  const { css } = sass.compile(join(here, "styles", "app.scss"), {
    loadPaths: [here, join(here, "node_modules")],
    quietDeps: true,
  });
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: browsers });
  return code;
}

async function script() {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(here, "scripts", "app.js")],
    bundle: true,
    minify: true,
    format: "esm",
    target: browsers,
    legalComments: "none",
    write: false,
  });
  return outputFiles[0].text;
}

// clean empties dist but for the file that keeps it in the repository.
async function clean() {
  await mkdir(dist, { recursive: true });
  for (const name of await readdir(dist)) {
    if (name !== ".gitignore") await rm(join(dist, name), { recursive: true });
  }
}

// keep writes a file, and beside it the same packed for browsers that take it so.
async function keep(manifest, name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  manifest[name] = name.replace(".", `-${hash}.`);
  const path = join(dist, manifest[name]);
  await writeFile(path, content);
  await writeFile(`${path}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
  await writeFile(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }));
}

const manifest = {};
const icon = await readFile(join(here, "styles", "icon.svg"), "utf8");
const css = await styles();
const js = await script();
await clean();
await keep(manifest, "app.css", css);
await keep(manifest, "app.js", js);
await keep(manifest, "icon.svg", icon);
await writeFile(join(dist, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
