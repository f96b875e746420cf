// Score pages of a folder with Lighthouse: score.js DIR PAGE...
// The folder is served on a free port of the loopback address, compressed and
// cached as GitHub Pages does, since a preview server is tuned for something else.
// Prints a line of scores a page, with what pulls one below the limit.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const limit = 95;
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

const [folder, ...pages] = process.argv.slice(2);
const root = resolve(folder) + sep;

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const file = join(root, decodeURIComponent(pathname), pathname.endsWith("/") ? "index.html" : "");
  try {
    if (!file.startsWith(root)) throw new Error("outside the folder");
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
let passed = 0;
try {
  for (const page of pages) {
    const address = `http://127.0.0.1:${server.address().port}/${page}`;
    const { lhr } = await lighthouse(address, { port: chrome.port, onlyCategories: categories, logLevel: "error" });
    if (lhr.runtimeError) {
      console.log(`${page}: ${lhr.runtimeError.message}`);
      continue;
    }
    const scores = categories.map((name) => [name, Math.round(lhr.categories[name].score * 100)]);
    console.log(`${page}: ${scores.map(([name, score]) => `${name} ${score}`).join(", ")}`);
    const low = scores.filter(([, score]) => score < limit);
    for (const [name] of low) {
      for (const { id, weight } of lhr.categories[name].auditRefs) {
        const audit = lhr.audits[id];
        if (weight > 0 && audit.score !== null && audit.score < 0.9) {
          console.log(`  ${name}: ${audit.title} ${audit.displayValue ?? ""}`);
        }
      }
    }
    if (low.length === 0) passed++;
  }
} finally {
  chrome.kill();
  server.close();
}
console.log(`lighthouse: ${passed} passed, ${pages.length - passed} failed`);
process.exitCode = passed === pages.length ? 0 : 1;
