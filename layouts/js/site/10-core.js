// What all parts of the script share. The files of this folder are joined in
// order of name and set one global, rolediff. Nothing here needs storage, history
// or a request of its own: data comes as classic scripts, so file:// works too.
window.rolediff = window.rolediff || {};
(() => {
  'use strict';
  const script = document.currentScript;

  // The site's root, told by where this script is; "" when it stands in the page.
  rolediff.root = script && script.src ? script.src.replace(/assets\/site\.js.*$/, '') : '';

  // Makes an element. Functions among the attributes listen to the event of
  // their name; null leaves an attribute out.
  rolediff.el = (tag, attributes, ...children) => {
    const e = document.createElement(tag);
    for (const name in attributes) {
      const value = attributes[name];
      if (typeof value == 'function') e.addEventListener(name, value);
      else if (value != null) e.setAttribute(name, value);
    }
    e.append(...children);
    return e;
  };

  // Promises what a data file below assets/ sets on rolediff, under a name. The
  // file is asked for once, and again after it failed.
  const asked = {};
  rolediff.load = (file, name) =>
    (asked[file] = asked[file] || new Promise((resolve, reject) => {
      if (rolediff[name]) return resolve();
      const failed = () => {
        delete asked[file];
        reject(Error(file));
      };
      document.head.append(rolediff.el('script', {
        src: rolediff.root + 'assets/' + file,
        load: () => rolediff[name] ? resolve() : failed(),
        error: failed,
      }));
    }));

  // Folds case and diacritics. The result is as long as the NFC form of the text,
  // so that a place in one is a place in the other.
  rolediff.fold = text => text.normalize('NFC')
    .replace(/[\u00c0-\u1fff]/g, c => c.normalize('NFD')[0]).toLowerCase();

  // The words of a query, folded.
  rolediff.terms = query => rolediff.fold(query).match(/[^\s,;/-]+/g) || [];

  // Where a folded text has a word that begins with a term, or -1.
  rolediff.at = (text, term) => {
    let i = text.indexOf(term);
    while (i > 0 && /[\p{L}\p{N}]/u.test(text[i - 1])) i = text.indexOf(term, i + 1);
    return i;
  };
})();
