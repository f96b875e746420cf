// For the single-file edition, where every page is at an address of its own behind
// the #: leads links that mean a page of the site there.
(rd => {
  rd.href = slugs => '#' + slugs.join(',');
  const inside = href => {
    const [path, hash] = href.replace(/^(\.\.\/)+/, '').split('#');
    const parts = path.match(/^(?:([a-z0-9-]+)\/)?([a-z0-9-]+)\.html$/);
    if (!parts) return path ? null : '#' + (hash || '');
    const [, folder, name] = parts;
    if (folder === 'compare') return '#' + (hash || '');
    if (name === 'index') return '#' + (folder || '');
    return name.startsWith('vs-') ? '#' + [folder, ...name.slice(3).split('-vs-')].join(',') : null;
  };
  addEventListener('click', event => {
    const link = event.target.closest('a[href]');
    const href = link && link.getAttribute('href');
    if (!link || /^([a-z]+:|#)/i.test(href)) return;
    const to = inside(href);
    event.preventDefault();
    if (to === null) return;
    location.hash = to;
    scrollTo(0, 0);
  }, true);
})(window.rolediff);
