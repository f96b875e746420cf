// Score pages of a built site with Lighthouse, as a phone sees them: score.js DIR [PAGE...]
// Without a page it takes one of each kind. The folder is served on a free port of
// the loopback address, below the path that the site is built for, compressed and
// cached as GitHub Pages does, since a preview server is tuned for something else.
// A page that is measured below the limit is measured twice more, and the median of
// each category counts. Prints a line of scores a page, with what pulls one down.
import { createServer } from "node:http";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const limit = 99;
const categories = ["performance", "accessibility", "best-practices", "seo"];
const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
};

const [folder, ...named] = process.argv.slice(2);
const root = resolve(folder) + sep;
const home = await readFile(join(root, "index.html"), "utf8");
const prefix = new URL(home.match(/<link rel="?canonical"? href="?([^" >]+)/)?.[1] ?? "http://localhost/").pathname;

// One page of each kind: the comparisons of the first role that has both kinds.
async function kinds() {
  for (const entry of (await readdir(root, { withFileTypes: true })).filter((e) => e.isDirectory())) {
    const files = (await readdir(join(root, entry.name))).sort();
    const trio = files.find((name) => name.split("vs-").length === 3);
    if (trio) {
      const pair = files.find((name) => name.split("vs-").length === 2);
      const roles = [entry.name, ...trio.replace(/^vs-|\.html$/g, "").split("-vs-")];
      return ["index.html", `${entry.name}/index.html`, `${entry.name}/${pair}`, `${entry.name}/${trio}`,
        `compare/index.html#${roles.join()}`, "matrix/index.html", "404.html"];
    }
  }
  return ["index.html", "compare/index.html", "matrix/index.html", "404.html"];
}
const pages = named.length > 0 ? named : await kinds();

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const file = join(root, decodeURIComponent(pathname.slice(prefix.length)), pathname.endsWith("/") ? "index.html" : "");
  try {
    if (!pathname.startsWith(prefix) || !file.startsWith(root)) throw new Error("outside the site");
    const body = gzipSync(await readFile(file));
    response.writeHead(200, {
      "Content-Type": types[extname(file)] ?? "application/octet-stream",
      "Content-Encoding": "gzip",
      "Cache-Control": "max-age=600",
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const chrome = await launch({
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});

async function measure(page) {
  const address = `http://127.0.0.1:${server.address().port}${prefix}${page}`;
  const { lhr } = await lighthouse(address, { port: chrome.port, onlyCategories: categories, logLevel: "error", maxWaitForLoad: 120_000 });
  if (lhr.runtimeError) throw new Error(`${page}: ${lhr.runtimeError.message}`);
  return { lhr, scores: Object.fromEntries(categories.map((name) => [name, Math.round(lhr.categories[name].score * 100)])) };
}
const median = (list) => list.sort((a, b) => a - b)[(list.length - 1) >> 1];
const low = ({ scores }) => categories.filter((name) => scores[name] < limit);

let passed = 0;
try {
  for (const page of pages) {
    const runs = [];
    try {
      runs.push(await measure(page));
      if (low(runs[0]).length > 0) runs.push(await measure(page), await measure(page));
    } catch (error) {
      console.log(error.message);
      continue;
    }
    const scores = Object.fromEntries(categories.map((name) => [name, median(runs.map((r) => r.scores[name]))]));
    console.log(`${page}: ${categories.map((name) => `${name} ${scores[name]}`).join(", ")}`);
    const missed = low({ scores });
    for (const name of missed) {
      for (const { id, weight } of runs[0].lhr.categories[name].auditRefs) {
        const audit = runs[0].lhr.audits[id];
        if (weight > 0 && audit.score !== null && audit.score < 0.99) {
          console.log(`  ${name}: ${audit.title} ${audit.displayValue ?? ""}`);
        }
      }
    }
    if (missed.length === 0) passed++;
  }
} finally {
  chrome.kill();
  server.close();
}
console.log(`lighthouse: ${passed} passed, ${pages.length - passed} failed`);
process.exitCode = passed === pages.length ? 0 : 1;
