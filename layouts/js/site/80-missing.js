// The page for addresses that lead nowhere: it sends on where every name is known
// in some order or spelling, and offers the nearest where one is not.
(() => {
  'use strict';
  const {el} = rolediff, place = document.getElementById('nearest');
  if (!place) return;
  const slug = text => rolediff.fold(text).replace(/['’]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

  // How many letters have to be changed to make one word of another.
  const distance = (a, b) => {
    let row = [...a, 0].map((_, i) => i);
    [...b].forEach((y, j) => {
      const next = [j + 1];
      [...a].forEach((x, i) => next.push(Math.min(row[i + 1] + 1, next[i] + 1, row[i] + (x != y))));
      row = next;
    });
    return row.pop();
  };

  let path = location.pathname;
  try {
    path = decodeURIComponent(path.slice(new URL(rolediff.root).pathname.length));
  } catch (e) { /* as it is */ }
  const names = path.replace(/(^|\/)index\.html?$|\.html?$/i, '').split(/(?:^|[^a-z0-9])vs(?![a-z0-9])|[\/,]/i).map(slug).filter(n => n);
  if (!names.length || path == '404.html') return;

  rolediff.ready().then(({list}) => {
    const spellings = role => [role.slug, ...[role.title, ...role.aliases].map(slug)];
    const found = names.map(name => list.find(r => r.slug == name) || list.find(r => spellings(r).includes(name)));
    const address = roles => rolediff.href([...new Set(roles.map(r => r.slug))]);
    if (found.every(r => r) && found.length <= 6) {
      const target = new URL(address(found));
      // A page that should be there and is not must not be asked for again and
      // again, nor on hosts that cut off ".html".
      if (target.pathname != location.pathname && document.referrer != location.href.split('#')[0]) {
        if (!target.hash) target.hash = location.hash;
        return location.replace(target);
      }
    }
    const near = names.map((name, i) => {
      if (found[i]) return [found[i]];
      const far = r => Math.min(...spellings(r).map(s => distance(s, name)));
      const close = list.map(r => [far(r), r]).filter(c => c[0] <= name.length / 3 + 1).sort((a, b) => a[0] - b[0]);
      return [...new Set([...close.map(c => c[1]), ...rolediff.find(name).map(f => f.role)])].slice(0, 4);
    });
    const link = roles => el('li', {}, el('a', {href: address(roles)}, [...new Set(roles)].map(r => r.title).join(' vs ')));
    const offers = near.length > 1 && near.every(n => n.length) ? [link(near.map(n => n[0]))] : [];
    const singles = [...new Set(near.flat())].map(r => link([r]));
    if (singles.length) place.append(el('h2', {}, 'Did you mean'), el('ul', {}, ...offers, ...singles));
  }, () => {});
})();
