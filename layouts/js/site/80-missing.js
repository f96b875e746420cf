// The page for addresses that lead nowhere: it sends on where every name is known
// in some order or spelling, and offers the nearest where one is not.
(rd => {
  const {el} = rd, main = document.querySelector('.missing main');
  if (!main) return;
  const unique = list => [...new Set(list)];
  const slug = text => rd.fold(text).replace(/['’]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

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

  let path = location.href.slice(rd.root.length).split(/[?#]/)[0];
  try {
    path = decodeURIComponent(path);
  } catch (e) { /* as it is */ }
  const names = path.replace(/(^|\/)index\.html?$|\.html?$/i, '').split(/(?:^|[^a-z0-9])vs(?![a-z0-9])|[/,]/i).map(slug).filter(n => n);
  if (!names[0] || names[6] || path == '404.html') return;

  rd.ready().then(({list}) => {
    const spellings = r => [r.slug, r.title, ...r.aliases].map(slug);
    const found = names.map(name => list.find(r => r.slug == name) || list.find(r => spellings(r).includes(name)));
    const address = roles => rd.href(unique(roles).map(r => r.slug));
    if (found.every(r => r)) {
      const target = new URL(address(found));
      // A page that should be there and is not must not be asked for again and
      // again, nor on hosts that cut off ".html".
      if (target.pathname != location.pathname && document.referrer != location.href.split('#')[0]) {
        target.hash = target.hash || location.hash;
        return location.replace(target);
      }
    }
    const near = names.map((name, i) => {
      const far = r => Math.min(...spellings(r).map(s => distance(s, name)));
      return found[i] ? [found[i]] : unique([
        ...list.filter(r => far(r) <= name.length / 3 + 1).sort((a, b) => far(a) - far(b)),
        ...rd.find(name).map(f => f.role),
      ]).slice(0, 4);
    });
    const offers = unique(near.flat()).map(r => [r]);
    if (near[1] && near.every(n => n[0])) offers.unshift(unique(near.map(n => n[0])));
    if (offers[0]) main.append(el('section', {}, el('h2', {}, 'Did you mean'), el('ul', {}, ...offers.map(roles =>
      el('li', {}, el('a', {href: address(roles)}, roles.map(r => r.title).join(' vs ')))))));
  }, () => {});
})(rolediff);
